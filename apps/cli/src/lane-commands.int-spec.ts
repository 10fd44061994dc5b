import { postgresBackend } from '#queues/backend.js';
import { DELIVER } from '#queues/queues.js';
import { DestinationReads } from '#store/read/destinations.js';
import { aRecord, KHABAR, type SmallExchange } from '#store/testing/small-exchange.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { type OnKorpu, onKorpu } from '../../../test/services/on-korpu.js';

describe('korpu pause and korpu resume', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let said: OnKorpu['said'];
  onKorpu((opened) => {
    ({ store, exchange, said } = opened);
  });
  const lane = async () => (await new DestinationReads(store.pool).find(KHABAR))!;

  it('hold everything, count what would leave, and let it go', async () => {
    await exchange.accept(aRecord('urn:a'));
    expect(await said(['pause', KHABAR, '--reason', ' New hall '])).toEqual({
      status: 0,
      said: 'khabar-webhook is paused: 1 delivery held until it is resumed.\n',
    });
    expect(await lane()).toMatchObject({ state: 'paused', reason: 'New hall' });
    await store.pool.query(`UPDATE delivery SET created_at = now() - interval '1 day'`);
    await exchange.accept(aRecord('urn:b'), aRecord('urn:c'));

    const dry = await said(['resume', KHABAR, '--since', '6h', '--dry-run']);
    expect(dry).toEqual({
      status: 0,
      said: `khabar-webhook is paused: New hall
2 deliveries would leave.
  not sent: 1, decided before then; as dead letters they can be replayed
`,
    });
    expect(await lane()).toMatchObject({ state: 'paused', pending: 3, dead: 0 });

    const backend = postgresBackend(store.url);
    await backend.prepare();
    const queue = backend.openQueue(DELIVER.name);
    const { status, said: told } = await said(['resume', KHABAR, '--since', '6h']);
    expect({ status, told }).toEqual({
      status: 0,
      told: `khabar-webhook is open.
2 deliveries leave.
  not sent: 1, decided before then; as dead letters they can be replayed
`,
    });
    expect(await lane()).toMatchObject({ state: 'open', pending: 2, dead: 1 });
    expect((await queue.getJobs(['waiting'])).map(({ data }) => data)).toEqual([{ destinationId: KHABAR }]);
    await queue.close();
    expect(await said(['resume', KHABAR])).toEqual({
      status: 0,
      said: 'khabar-webhook is open: nothing is held.\n',
    });
  });

  it('wake a lane that rests after failures, and say so', async () => {
    await store.pool.query(
      `UPDATE lane SET consecutive_failures = 5, open_until = '2099-01-01T00:00:00Z', open_seconds = 300`,
    );
    const rests = /^khabar-webhook rests after 5 failures until 2099-01-01T00:00:00[.0]*Z; resumed/;
    expect((await said(['resume', KHABAR, '--dry-run'])).said).toMatch(rests);
    expect(await lane()).toMatchObject({ restsUntil: expect.any(String) });
    expect((await said(['resume', KHABAR])).said).toMatch(rests);
    expect((await lane()).restsUntil).toBeUndefined();
  });

  it.each([
    ['a destination that is not there', ['resume', 'khabar-webhok'], 2, 'Did you mean khabar-webhook?'],
    ['a time that is none', ['resume', KHABAR, '--since', 'noon'], 2, '--since noon is neither a time'],
    ['a pause without a reason', ['pause', KHABAR], 2, '--reason'],
    ['a pause with an empty reason', ['pause', KHABAR, '--reason', ' '], 2, '--reason must say why.'],
  ])('refuse %s', async (_what, args, status, words) => {
    const answer = await said(args);
    expect(answer).toEqual({ status, said: expect.stringContaining(words) });
    expect(await lane()).toMatchObject({ state: 'open' });
  });

  it('dismiss dead letters, counted first, and say what stays', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    const [died] = await exchange.send(KHABAR, 'dead');
    const dismiss = ['dismiss', '--destination', KHABAR, '--reason', 'sent by mail'];
    expect(await said([...dismiss, '--dry-run'])).toEqual({
      status: 0,
      said: '2 dead letters would be dismissed.\n',
    });
    expect(await said([...dismiss, '--by', 'Aynur'])).toEqual({
      status: 0,
      said: '2 dead letters are dismissed.\n',
    });
    expect(await lane()).toMatchObject({ dead: 0 });
    expect(await said(['dismiss', '--delivery', String(died!.id), '--reason', 'x'])).toMatchObject({
      status: 1,
      said: expect.stringContaining('it is no dead letter'),
    });
    expect(await said(['dismiss', '--reason', 'x'])).toMatchObject({ status: 2 });
    expect((await said(['explain', 'urn:a', KHABAR])).said).toMatch(
      /a dead letter, dismissed \S+ by Aynur: sent by mail/,
    );
  });

  it('explain themselves', async () => {
    expect((await said(['resume', '--help'])).said).toContain('What would leave is counted first');
    expect((await said(['--help'])).said).toMatch(/pause .*Hold everything.*resume /s);
  });
});
