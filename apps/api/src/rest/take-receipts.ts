import type { Doorbell } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';
import type { ReceiptBook, ReceiptWord, TakenReceipt } from '#store/receipt-book.js';
import { heard } from './controls.js';

/** What receivers say of their deliveries: taken down first; then what that makes them owed is rung for, as a kill leaves at once. */
export class TakeReceipts {
  constructor(
    private readonly book: ReceiptBook,
    private readonly lanes: Doorbell,
  ) {}

  async take(destinationId: DestinationId, word: ReceiptWord): Promise<TakenReceipt | undefined> {
    const taken = await this.book.take(destinationId, word);
    if (taken?.owed !== undefined) await heard(this.lanes.ring([destinationId]));
    return taken;
  }

  of(...deliveries: Parameters<ReceiptBook['of']>): ReturnType<ReceiptBook['of']> {
    return this.book.of(...deliveries);
  }
}
