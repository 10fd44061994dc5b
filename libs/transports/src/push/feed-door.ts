import type { PushOutcome, PushTransport } from '#exchange/outbound/outbound-ports.js';

const PUBLISHED: PushOutcome = {
  outcome: 'delivered',
  status: 200,
  answer: "Published to the destination's feed; the partner picks it up there.",
  sentHeaders: {},
};

/**
 * The door of destinations that pull. Nothing is carried anywhere: settling the delivery is what puts the item into the
 * destination's feed. "Delivered" means published; that the partner has read it is recorded when it asks for the feed.
 */
export class FeedDoor implements PushTransport {
  async push(): Promise<PushOutcome> {
    return PUBLISHED;
  }
}
