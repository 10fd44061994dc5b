import type {
  Destination,
  PushOutcome,
  PushRequest,
  PushTransport,
} from '#exchange/outbound/outbound-ports.js';
import { makeClaimed } from '#exchange/testing/make-claimed.js';
import { asDestinationId, asPartnerId } from '#news/ids.js';

/** What the played partner does with the pushes that come. */
export type PartnerManner =
  | 'accept'
  | 'refuse'
  | 'fail'
  | 'busy'
  | 'gone'
  | 'hang'
  | 'accept-then-hang'
  | 'break-off';

/** The partner's side of a push, played for the suite. */
export interface PlayedPartner {
  /** How the partner is reached; its secrets and headers may hold the word `hush`, which must never be recorded. */
  settings: Pick<Destination, 'transport' | 'url' | 'secrets' | 'headers'>;
  behave(manner: PartnerManner): void;
  /** The bodies it has, the oldest first, each with the id by which it recognises a repeat. */
  received(): { id: string; bytes: Buffer }[];
  stop(): Promise<void>;
}

export interface PushConformance {
  transport(): PushTransport;
  startPartner(): Promise<PlayedPartner>;
}

/** What every door out must do, whatever it speaks; each adapter runs this against a real far side of its own. */
export function pushConformance(name: string, subject: PushConformance): void {
  describe(`${name} as a PushTransport`, () => {
    let partner: PlayedPartner;
    let stopped = false;
    beforeEach(async () => {
      partner = await subject.startPartner();
      stopped = false;
    });
    afterEach(async () => {
      if (!stopped) await partner.stop();
    });

    const never = new AbortController().signal;
    const push = (more: Partial<PushRequest['delivery']> = {}, timeoutSeconds = 60, signal = never) =>
      subject.transport().push(pushRequest({ ...partner.settings, timeoutSeconds }, more), signal);
    const failed = (outcome: PushOutcome) => {
      if (outcome.outcome !== 'failed') throw new Error('the push must fail');
      return outcome;
    };

    it('carries exactly the bytes', async () => {
      partner.behave('accept');
      expect((await push()).outcome).toBe('delivered');
      expect(partner.received().map(({ bytes }) => bytes)).toEqual([BODY]);
    });

    it('lets the partner recognise a repeat, and tell versions apart', async () => {
      partner.behave('accept');
      await push();
      await push({ attempt: 2 });
      await push({ webhookId: 'dlv-other', version: 2 });
      const [first, again, other] = partner.received().map(({ id }) => id);
      expect(again).toBe(first);
      expect(other).not.toBe(first);
    });

    it.each<[PartnerManner, object]>([
      ['refuse', { retry: 'never', ambiguous: false }],
      ['fail', { retry: 'later', ambiguous: true }],
      ['busy', { retry: { afterSeconds: 7 }, ambiguous: false }],
      ['gone', { code: 'delivery.gone', retry: 'gone', ambiguous: false }],
      ['break-off', { code: 'delivery.connect', retry: 'later', ambiguous: true }],
    ])('reads a partner that does this: %s', async (manner, expected) => {
      partner.behave(manner);
      const outcome = failed(await push());
      expect(outcome).toMatchObject(expected);
      expect(outcome.code).toMatch(/^delivery\.[a-z0-9-]+$/);
    });

    it.each(['hang', 'accept-then-hang'] as const)(
      'gives up at its deadline on a partner that does this: %s',
      async (manner) => {
        partner.behave(manner);
        const from = performance.now();
        // Long enough for the request to leave, on a busy machine too: else nothing would be ambiguous.
        expect(failed(await push({}, 1))).toMatchObject({
          code: 'delivery.timeout',
          retry: 'later',
          ambiguous: true,
        });
        expect(performance.now() - from).toBeGreaterThan(950);
      },
    );

    it('stops when it is told to, and knows whether anything was sent', async () => {
      partner.behave('accept-then-hang');
      const controller = new AbortController();
      const arrived = setInterval(() => partner.received().length > 0 && controller.abort(), 5);
      const outcome = await push({}, 60, controller.signal).finally(() => clearInterval(arrived));
      expect(failed(outcome)).toMatchObject({
        code: 'delivery.aborted',
        ambiguous: true,
      });
      expect(failed(await push({}, 60, AbortSignal.abort()))).toMatchObject({
        code: 'delivery.aborted',
        ambiguous: false,
      });
    });

    it('knows that nothing was sent to a partner that is not there', async () => {
      await partner.stop();
      stopped = true;
      const outcome = failed(await push());
      expect(outcome).toMatchObject({ code: 'delivery.connect', retry: 'later', ambiguous: false });
      // Ops read it: a sentence, not a code.
      expect(outcome.answer).toMatch(/^\S.* .*\.$/s);
    });

    it('works again once the partner does', async () => {
      partner.behave('fail');
      await push();
      partner.behave('accept');
      expect((await push({ attempt: 2 })).outcome).toBe('delivered');
    });

    it('carries many at once', async () => {
      partner.behave('accept');
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, i) => push({ webhookId: `dlv-${i}` })),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'delivered')).toHaveLength(100);
      expect(new Set(partner.received().map(({ id }) => id)).size).toBe(100);
    });

    it('records no secret', async () => {
      for (const manner of ['accept', 'refuse', 'hang'] as const) {
        partner.behave(manner);
        expect(JSON.stringify(await push({}, 0.3))).not.toContain('hush');
      }
    });
  });
}

const BODY = Buffer.from('{"uri":"urn:newsml:report:1","headline":"Bakıda sammit – 2026"}\n');

/** A request with all its parts, for the tests of doors. */
export function pushRequest(
  destination: Pick<Destination, 'transport' | 'timeoutSeconds'> & Partial<Destination>,
  delivery: Partial<PushRequest['delivery']> = {},
): PushRequest {
  const destinationId = asDestinationId('khabar-wire');
  return {
    destination: {
      id: destinationId,
      partnerId: asPartnerId('khabar'),
      format: 'ninjs',
      secrets: [],
      headers: {},
      retrySeconds: [5],
      maxInFlight: 10,
      ...destination,
    },
    delivery: makeClaimed({ destinationId, webhookId: 'dlv-1', ...delivery }),
    body: { sha256: '0'.repeat(64), contentType: 'application/json', bytes: BODY },
  };
}
