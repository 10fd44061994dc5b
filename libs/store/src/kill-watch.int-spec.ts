import { until } from '../../../test/e2e/until.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { KillWatch } from './kill-watch.js';
import { LastingSession } from './lasting-session.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';

describe('KillWatch', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  const heard: string[] = [];
  let lost = 0;
  let session: LastingSession;
  beforeAll(async () => {
    store = await startStore();
    exchange = await SmallExchange.open(store.dataSource, store.pool);
    session = new LastingSession(
      { url: store.url, applicationName: 'kill-watch', lost: () => (lost += 1), againMs: 200 },
      [new KillWatch((itemId, version) => heard.push(`${itemId}/${version}`))],
    );
    await session.start();
  });
  afterAll(async () => {
    await session.close();
    await store.stop();
  });
  const seen = () => ({ heard, lost });
  const held = async (guid: string) => {
    const [itemId] = await exchange.accept(aRecord(guid));
    await exchange.send(KHABAR);
    return itemId!;
  };

  it('hears of a kill when it is committed, and of nothing else', async () => {
    const itemId = await held('urn:a');
    await exchange.accept(aRecord('urn:a', { headline: 'updated' }));
    await exchange.kill('urn:a');
    await until('it to hear', 60_000, () => heard.length > 0 || undefined, seen);
    expect(heard).toEqual([`${itemId}/3`]);
  });

  it('hears afterwards what was killed while its connection was broken', async () => {
    const itemId = await held('urn:b');
    await store.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kill-watch'`,
    );
    await until('its connection to be lost', 60_000, () => lost > 0 || undefined, seen);
    heard.length = 0;
    await exchange.kill('urn:b');
    await until('it to hear again', 60_000, () => heard.includes(`${itemId}/2`) || undefined, seen);
    expect(lost).toBe(1);
  });
});
