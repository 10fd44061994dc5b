import type { NewsRecord } from '#news/record.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { ReceiptBook } from './receipt-book.js';
import { Replay } from './replay.js';
import { aRecord, KHABAR, type SmallExchange } from './testing/small-exchange.js';

/** A destination that refused an item, and says that it has it. */
describe('a holder by its own word', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  /** Of an item: refused, and by the word of the partner held all the same. */
  const refusedAndHeld = async (...then: NewsRecord[]) => {
    await exchange.accept(aRecord('urn:a'));
    const [refused] = await exchange.send(KHABAR, 'dead');
    if (then.length > 0) await exchange.accept(...then);
    await new ReceiptBook(store.pool).take(KHABAR, { webhookId: refused!.webhookId, status: 'received' });
  };

  /** What was refused goes once more; its version. */
  const sentOnceMore = async () => {
    const [refused] = await exchange.send(KHABAR, 'dead');
    const replay = new Replay(store.pool);
    expect(await replay.preview({ deliveryId: refused!.id })).toMatchObject({ toSend: 1, skipped: {} });
    await replay.run({ deliveryId: refused!.id });
    return (await exchange.send(KHABAR)).map(({ version }) => version);
  };

  it('gets a hold that it refused when that is sent once more', async () => {
    await refusedAndHeld(aRecord('urn:a', { pubStatus: 'withheld' }));
    expect(await sentOnceMore()).toEqual([2]);
  });

  it('gets a correction that it refused once more, though the agreement ended', async () => {
    await refusedAndHeld();
    await exchange.agree(() => []);
    await exchange.accept(aRecord('urn:a', { headline: 'Новость лучше', signals: ['correction'] }));
    expect(await sentOnceMore()).toEqual([2]);
  });
});
