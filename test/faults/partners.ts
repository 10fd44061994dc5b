import { createWriteStream, type WriteStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { type Arrival, accepted } from './arrival.js';
import { answer } from './asked-process.js';
import { answersArrive, type Fate, FaultProxy, NETWORK_FAULTS, type NetworkFault } from './fault-proxy.js';
import type { Kind } from './publication-plan.js';
import { type Random, seededRandom } from './random.js';

/** How a partner takes requests for a while. */
export interface Mood {
  /** Share of requests that a network fault befalls; any of them, unless `only` names one. */
  trouble?: number;
  only?: NetworkFault;
  /** Answers this in place of 204. */
  status?: 429 | 500 | 503;
  retryAfterSeconds?: number;
  /** … to so many requests, then it is as before. Default: until the mood changes. */
  times?: number;
}

export type PartnersCommand =
  | { do: 'open'; destinations: string[]; ledger: string; secret: string; seed: number }
  | { do: 'mood'; destination: string; mood: Mood }
  /** Answers when the next request has arrived; that one's own answer takes `holdMs`. */
  | { do: 'next-arrival'; holdMs: number }
  | { do: 'progress' }
  | { do: 'close-ledger' };

export interface PartnersProgress {
  requests: number;
  /** Deliveries that were taken, each once. */
  taken: number;
  /** … of these, per plan (the third part of the guid). */
  takenOf: Record<string, number>;
  network: Partial<Record<NetworkFault, number>>;
  /** Answers other than 204. */
  statuses: Record<string, number>;
}

/** The receivers, each behind a network of its own, and the ledger that they keep of every request. */
let random: Random = Math.random;
let webhook: Webhook;
let ledger: WriteStream;
const proxies = new Map<string, FaultProxy>();
const moods = new Map<string, Mood>();
const taken = new Set<string>();
const takenOf: Record<string, number> = {};
const statuses: Record<string, number> = {};
const watchers: { holdMs: number; seen: () => void }[] = [];
let place = 0;
let troubles = 0;

/** Of the connections of a troubled network, until each kind of trouble has come: a short run on a slow machine has few. */
const FIRST_TROUBLES = 0.5;

const drawFor = (destination: string) => (): Fate => {
  const { trouble = 0, only } = moods.get(destination) ?? {};
  const share = trouble > 0 && troubles < NETWORK_FAULTS.length ? Math.max(trouble, FIRST_TROUBLES) : trouble;
  if (random() >= share) return 'none';
  // In turn, so that each comes even where there are few.
  return only ?? NETWORK_FAULTS[troubles++ % NETWORK_FAULTS.length]!;
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('error', () => {});
  request.on('end', () => void receive(request, Buffer.concat(chunks), response));
});

async function receive(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const destination = (request.url ?? '').slice(1);
  const { status: moody, retryAfterSeconds } = answerOf(destination);
  const header = (name: string) => String(request.headers[name]);
  const passage = proxies.get(destination)?.passageAt(request.socket.remotePort);
  const arrival: Arrival = {
    place: ++place,
    sentAt: passage?.sentAt ?? Date.now(),
    at: Date.now(),
    destination,
    webhookId: header('webhook-id'),
    guid: decodeURIComponent(header('korpu-item-guid')),
    version: Number(header('korpu-item-version')),
    kind: header('korpu-kind') as Kind,
    status: moody ?? 204,
    fate: passage?.fate ?? 'none',
    answered: false,
  };
  arrival.fault = faultOf(arrival, body, request);
  if (arrival.fault !== undefined) arrival.status = 401;
  note(arrival);
  response.on('close', () => {
    arrival.answered = response.writableFinished && answersArrive(arrival.fate);
    ledger.write(`${JSON.stringify(arrival)}\n`);
  });
  const watcher = watchers.shift();
  watcher?.seen();
  if (watcher) await pause(watcher.holdMs);
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  response.writeHead(arrival.status, headers).end();
}

function answerOf(destination: string): Pick<Mood, 'status' | 'retryAfterSeconds'> {
  const mood = moods.get(destination) ?? {};
  if (mood.times === undefined) return mood;
  if (mood.times === 0) return {};
  mood.times--;
  return mood;
}

function note(arrival: Arrival): void {
  if (arrival.status !== 204) statuses[arrival.status] = (statuses[arrival.status] ?? 0) + 1;
  const key = `${arrival.destination} ${arrival.kind} ${arrival.version} ${arrival.guid}`;
  if (!accepted(arrival) || taken.has(key)) return;
  taken.add(key);
  const plan = arrival.guid.split(':')[2]!;
  takenOf[plan] = (takenOf[plan] ?? 0) + 1;
}

/** What a receiver checks before it believes: the signature, and that body and headers speak of the same. */
function faultOf(
  { guid, version, kind }: Arrival,
  body: Buffer,
  request: IncomingMessage,
): string | undefined {
  try {
    const headers = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
        name,
        String(request.headers[name]),
      ]),
    );
    const item = webhook.verify(body, headers) as { uri?: string; version?: unknown; pubStatus?: string };
    if (item.uri !== guid) return `the body is of ${item.uri}`;
    if (Number(item.version) !== version) return `the body is version ${item.version}`;
    if ((item.pubStatus === 'canceled') !== (kind === 'kill')) return `the body is ${item.pubStatus}`;
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function open(command: Extract<PartnersCommand, { do: 'open' }>): Promise<Record<string, number>> {
  random = seededRandom(command.seed);
  webhook = new Webhook(command.secret);
  ledger = createWriteStream(command.ledger, { flags: 'a' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ports: Record<string, number> = {};
  for (const destination of command.destinations) {
    const proxy = new FaultProxy(port, drawFor(destination), random);
    proxies.set(destination, proxy);
    ports[destination] = await proxy.listen();
  }
  return ports;
}

function progress(): PartnersProgress {
  const network: PartnersProgress['network'] = {};
  for (const { drawn } of proxies.values())
    for (const [fault, times] of drawn) network[fault] = (network[fault] ?? 0) + times;
  return { requests: place, taken: taken.size, takenOf, network, statuses };
}

server.keepAliveTimeout = 60_000;

answer((command: PartnersCommand) => {
  switch (command.do) {
    case 'open':
      return open(command);
    case 'mood':
      moods.set(command.destination, command.mood);
      return true;
    case 'next-arrival':
      return new Promise((resolve) => watchers.push({ holdMs: command.holdMs, seen: () => resolve(true) }));
    case 'progress':
      return progress();
    case 'close-ledger':
      server.closeAllConnections();
      return new Promise((resolve) => setImmediate(() => ledger.end(() => resolve(true))));
  }
});
