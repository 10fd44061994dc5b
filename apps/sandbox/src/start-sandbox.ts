import { setInterval } from 'node:timers';
import fastify from 'fastify';
import { ZodError, z } from 'zod';
import { addArchiveRoutes } from '#apps/sandbox/src/archive/archive-routes.js';
import { addControlRoutes } from '#apps/sandbox/src/control/control-routes.js';
import { homePage } from '#apps/sandbox/src/control/home-page.js';
import { MediaLibrary } from '#apps/sandbox/src/media/media-library.js';
import { seededRandom } from '#apps/sandbox/src/newsroom/seeded-random.js';
import { Trickle } from '#apps/sandbox/src/newsroom/trickle.js';
import { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { KeptStories } from '#apps/sandbox/src/origins/kept-stories.js';
import { OriginDocuments } from '#apps/sandbox/src/origins/origin-documents.js';
import { addOriginRoutes } from '#apps/sandbox/src/origins/origin-routes.js';
import { pullRoundAfterRound } from '#apps/sandbox/src/pulling/pulling-newsroom.js';
import { RECEIVING_DOORS, Receiver } from '#apps/sandbox/src/receivers/receiver.js';
import { addReceiverRoutes } from '#apps/sandbox/src/receivers/receiver-routes.js';
import { STOCK_FEEDS } from '#apps/sandbox/src/stock/stock-feeds.js';
import { archivedFiles } from '#settings/archive-configuration.js';

export interface SandboxOptions {
  /** Where to listen; default 127.0.0.1. */
  host?: string;
  /** Default 0: the operating system chooses. */
  port?: number;
  /** The address under which others reach the sandbox, where it is not the one it listens at; it goes into the feeds. */
  publicUrl?: string;
  /** Seconds of the script that pass in a second; default 1. */
  speed?: number;
  /** The same seed and start give the same news; default 1. */
  seed?: number;
  /** A folder whose documents are served under `/origins/archive/`. */
  feedsDir?: string;
  /** Base address of the exchange's API, for newsrooms that pull. Absent = they wait for `pullFrom`. */
  exchangeUrl?: string;
  /** Destination id → Standard Webhooks secret (`whsec_…`). A receiver without one refuses everything. */
  secrets?: Readonly<Record<string, string>>;
  /** Destination id → API key of its pull feed. A newsroom without one does not pull. */
  keys?: Readonly<Record<string, string>>;
  /** Seconds between two readings of a pull feed; default 1. */
  pullEverySeconds?: number;
  /** Bytes of received bodies that each receiver keeps; default 64 MiB. */
  maxBodyBytes?: number;
  /** Where the pages of stories are kept for the next start. Absent = they end with the sandbox. */
  storiesFile?: string;
  now?: () => Date;
}

export interface Sandbox {
  /** Without a slash at the end. */
  url: string;
  port: number;
  /** Lets the pulling newsrooms begin, or go on at another address; for when the exchange starts after the sandbox. */
  pullFrom(exchangeUrl: string): void;
  /** Ends timers, readings and every connection at once. */
  close(): Promise<void>;
}

const ADVANCE_EVERY_MS = 100;
/** How long a newsroom that receives by webhook takes to confirm a removal, at the speed of life. */
const CONFIRM_AFTER_MS = 5_000;
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** Starts the four newsrooms in this process. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, speed = 1, seed = 1, feedsDir, keys = {}, secrets = {} } = options;
  const now = options.now ?? (() => new Date());
  const closing = new AbortController();
  const startedAt = now();

  const wire = new Wire(STOCK_FEEDS, startedAt);
  const trickle = new Trickle(wire, STOCK_FEEDS, { startedAt, speed, seed });
  const media = new MediaLibrary();
  const receivers = new Map(
    RECEIVING_DOORS.map((door) => [
      door.id as string,
      new Receiver(door, options.maxBodyBytes ?? 64 * 1024 * 1024),
    ]),
  );
  const address = { url: '' };
  const kept = new KeptStories(options.storiesFile);
  const documents = new OriginDocuments(wire, media, () => options.publicUrl ?? address.url, kept);

  const server = fastify({ forceCloseConnections: true, bodyLimit: MAX_REQUEST_BYTES });
  // A signature is over bytes: nothing may parse a body before it is checked.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    if (error instanceof ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    const status = error instanceof SyntaxError ? 400 : (error.statusCode ?? 500);
    return reply.code(status).send({ error: error.message });
  });
  if (feedsDir !== undefined) addArchiveRoutes(server, feedsDir, now);
  addOriginRoutes(server, { documents, media, now });
  const confirmAfterMs = CONFIRM_AFTER_MS / speed;
  addReceiverRoutes(server, { receivers, secrets, now, signal: closing.signal, confirmAfterMs });
  addControlRoutes(server, { wire, random: seededRandom(seed), now });
  server.get('/', (_request, reply) => {
    const archived = feedsDir === undefined ? [] : archivedFiles(feedsDir);
    return reply.type('text/html; charset=utf-8').send(homePage(wire, receivers.values(), archived, now()));
  });

  const advance = (at: Date): void => {
    trickle.advance(at);
    kept.note(wire, at.getTime());
  };
  advance(startedAt);
  address.url = (await server.listen({ host, port })).replace('[::1]', 'localhost');
  const timer = setInterval(() => advance(now()), ADVANCE_EVERY_MS);

  let pulling = new AbortController();
  const readings = new Set<Promise<void>>();
  const pullFrom = (exchangeUrl: string): void => {
    pulling.abort();
    pulling = new AbortController();
    for (const receiver of receivers.values()) {
      const { id, door } = receiver.door;
      const apiKey = keys[id];
      if (door !== 'pull') continue;
      if (apiKey === undefined) {
        receiver.problem = 'was given no API key, so it does not pull';
        continue;
      }
      const everySeconds = options.pullEverySeconds ?? 1;
      const reading = pullRoundAfterRound(receiver, {
        exchangeUrl: exchangeUrl.replace(/\/$/, ''),
        apiKey,
        everySeconds,
        now,
        signal: AbortSignal.any([closing.signal, pulling.signal]),
      });
      readings.add(reading);
      void reading.finally(() => readings.delete(reading));
    }
  };
  if (options.exchangeUrl !== undefined) pullFrom(options.exchangeUrl);

  return {
    url: address.url,
    port: Number(new URL(address.url).port),
    pullFrom,
    async close() {
      clearInterval(timer);
      kept.note(wire, now().getTime());
      kept.save(now().getTime());
      closing.abort();
      await Promise.all([server.close(), ...readings]);
    },
  };
}
