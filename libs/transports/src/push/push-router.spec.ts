import type { PushTransport } from '#exchange/outbound/outbound-ports.js';
import { pushRequest } from '#exchange/testing/push-conformance.js';
import { FeedDoor } from './feed-door.js';
import { PushRouter } from './push-router.js';

describe('PushRouter', () => {
  const { signal } = new AbortController();
  const webhook: PushTransport = {
    push: async () => ({ outcome: 'delivered', status: 204, answer: 'by webhook', sentHeaders: {} }),
  };
  const router = new PushRouter({ webhook, pull: new FeedDoor() });

  it('takes the door the destination chose', async () => {
    expect(await router.push(pushRequest({ transport: 'webhook', timeoutSeconds: 1 }), signal)).toMatchObject(
      { status: 204 },
    );
    expect(await router.push(pushRequest({ transport: 'pull', timeoutSeconds: 1 }), signal)).toEqual({
      outcome: 'delivered',
      status: 200,
      answer: "Published to the destination's feed; the partner picks it up there.",
      sentHeaders: {},
    });
  });
});
