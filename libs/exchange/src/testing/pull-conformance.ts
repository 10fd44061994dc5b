import { PullFailed, type PullRequest, type PullTransport } from '#exchange/inbound/inbound-ports.js';

/** The far side of a pull, played for the suite: one document that can change, vanish or hang. */
export interface PlayedOrigin {
  /** Where the document is. */
  url: string;
  publish(bytes: Buffer): Promise<void>;
  remove(): Promise<void>;
  /** From now on requests are taken and never answered. */
  hang(): Promise<void>;
  stop(): Promise<void>;
}

export interface PullConformance {
  transport(): PullTransport;
  startOrigin(): Promise<PlayedOrigin>;
  /** An address of this transport's kind that it can never pull from, such as one of another scheme. */
  badUrl: string;
}

/** What every door in must do, whatever it speaks; each adapter runs this against a real far side of its own. */
export function pullConformance(name: string, subject: PullConformance): void {
  describe(`${name} as a PullTransport`, () => {
    let origin: PlayedOrigin;
    let stopped = false;
    beforeEach(async () => {
      origin = await subject.startOrigin();
      stopped = false;
    });
    afterEach(async () => {
      if (!stopped) await origin.stop();
    });

    const never = new AbortController().signal;
    const pull = (more: Partial<PullRequest> = {}, signal = never) =>
      subject
        .transport()
        .pull({ url: origin.url, headers: {}, maxBytes: 1_000_000, timeoutSeconds: 60, ...more }, signal);
    const failure = async (pulling: Promise<unknown>): Promise<PullFailed> => {
      const error = await pulling.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(PullFailed);
      const failed = error as PullFailed;
      // Ops read it: a sentence, not a code.
      expect(failed.message).toMatch(/^\S.* .*\.$/s);
      return failed;
    };

    it('brings exactly the bytes', async () => {
      const bytes = Buffer.from([0, 0xff, 0xfe, 0x0d, 0x0a, ...Buffer.from('Xəbər')]);
      await origin.publish(bytes);
      expect(await pull()).toMatchObject({ status: 'fetched', bytes, url: origin.url });
    });

    it('does not bring the same document twice when given back what it said', async () => {
      await origin.publish(Buffer.from('first'));
      const first = await pull();
      if (first.status !== 'fetched') throw new Error('the first pull must fetch');
      const { etag, lastModified } = first;
      expect(etag ?? lastModified).toBeDefined();
      expect(await pull({ etag, lastModified })).toMatchObject({ status: 'not-modified' });
      await origin.publish(Buffer.from('second, and longer'));
      expect(await pull({ etag, lastModified })).toMatchObject({ bytes: Buffer.from('second, and longer') });
    });

    it('takes a document of the limit and refuses a larger one', async () => {
      await origin.publish(Buffer.alloc(5_000, 'x'));
      expect(await pull({ maxBytes: 5_000 })).toMatchObject({ status: 'fetched' });
      expect(await failure(pull({ maxBytes: 4_999 }))).toMatchObject({
        code: 'pull.too-large',
        retry: 'later',
      });
    });

    it('reports a document that is gone, to be tried later', async () => {
      await origin.publish(Buffer.from('here'));
      await origin.remove();
      expect((await failure(pull())).retry).toBe('later');
    });

    it('gives up at its deadline on a far side that hangs', async () => {
      await origin.hang();
      const from = performance.now();
      expect(await failure(pull({ timeoutSeconds: 0.3 }))).toMatchObject({
        code: 'pull.timeout',
        retry: 'later',
      });
      expect(performance.now() - from).toBeGreaterThan(250);
    });

    it('stops when it is told to', async () => {
      await origin.hang();
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 100);
      expect((await failure(pull({}, controller.signal))).code).toBe('pull.aborted');
      expect((await failure(pull({}, AbortSignal.abort()))).code).toBe('pull.aborted');
    });

    it('reports a far side that is not there, to be tried later', async () => {
      await origin.stop();
      stopped = true;
      expect(await failure(pull())).toMatchObject({ code: 'pull.connect', retry: 'later' });
    });

    it('never tries an address that is none of its kind', async () => {
      expect(await failure(pull({ url: subject.badUrl }))).toMatchObject({
        code: 'pull.bad-url',
        retry: 'never',
      });
    });
  });
}
