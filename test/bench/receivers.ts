import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wallClockMs } from './wall-clock.js';

/** What the bench asks of the receivers: forget everything, or say what arrived. */
export type ReceiversCommand =
  | {
      do: 'reset';
      secret: string;
      /** `{ complete: true }` is sent when so many deliveries of that kind (default: items) have arrived. */
      expected: number;
      kind?: 'item' | 'kill';
      /** Receivers that take a request and do not answer it before the next reset, and such that answer 500; neither counts. */
      hanging?: string[];
      failing?: string[];
      /** Such that answer as they should and are not counted. */
      ignored?: string[];
    }
  | { do: 'report' };

export interface Receipts {
  /** Guid → how many receivers have it and when the last of them got it; of the kind that is expected. */
  receipts: [guid: string, count: number, lastAt: number][];
  /** When the first of all came, and the last. */
  firstAt: number;
  lastAt: number;
  requests: number;
  badSignatures: number;
  repeats: number;
}

/** A child process: as many receivers as paths it is called with; every signature is verified. */
let key = Buffer.alloc(0);
let expected = Number.POSITIVE_INFINITY;
let kind = 'item';
let hanging = new Set<string>();
let failing = new Set<string>();
let ignored = new Set<string>();
let unanswered: ServerResponse[] = [];
let state = fresh();

function fresh() {
  return {
    receipts: new Map<string, { count: number; lastAt: number }>(),
    ids: new Set<string>(),
    firstAt: 0,
    lastAt: 0,
    arrived: 0,
    requests: 0,
    badSignatures: 0,
    repeats: 0,
  };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => receive(request, Buffer.concat(chunks), response));
});

function receive(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const receiver = (request.url ?? '').slice(1);
  if (hanging.has(receiver)) {
    unanswered.push(response);
    return;
  }
  if (failing.has(receiver)) {
    response.writeHead(500).end();
    return;
  }
  state.requests++;
  const { headers } = request;
  const id = String(headers['webhook-id']);
  const content = `${id}.${headers['webhook-timestamp']}.`;
  const signature = createHmac('sha256', key).update(content).update(body).digest('base64');
  if (!String(headers['webhook-signature']).includes(`v1,${signature}`)) {
    state.badSignatures++;
    response.writeHead(401).end();
    return;
  }
  response.writeHead(204).end();
  if (String(headers['korpu-kind']) !== kind || ignored.has(receiver)) return;
  const seen = `${receiver} ${id}`;
  if (state.ids.has(seen)) {
    state.repeats++;
    return;
  }
  state.ids.add(seen);
  const guid = decodeURIComponent(String(headers['korpu-item-guid']));
  const receipt = state.receipts.get(guid) ?? { count: 0, lastAt: 0 };
  receipt.count++;
  receipt.lastAt = wallClockMs();
  state.receipts.set(guid, receipt);
  state.lastAt = receipt.lastAt;
  if (state.arrived++ === 0) state.firstAt = receipt.lastAt;
  if (state.arrived === expected) process.send?.({ complete: true });
}

process.on('message', (command: ReceiversCommand) => {
  if (command.do === 'reset') {
    key = Buffer.from(command.secret.replace('whsec_', ''), 'base64');
    expected = command.expected;
    kind = command.kind ?? 'item';
    hanging = new Set(command.hanging);
    failing = new Set(command.failing);
    ignored = new Set(command.ignored);
    for (const response of unanswered) response.writeHead(204).end();
    unanswered = [];
    state = fresh();
    process.send?.({ reset: true });
    return;
  }
  const { firstAt, lastAt, requests, badSignatures, repeats } = state;
  const receipts: Receipts['receipts'] = [];
  for (const [guid, { count, lastAt: at }] of state.receipts) receipts.push([guid, count, at]);
  const report: Receipts = { receipts, firstAt, lastAt, requests, badSignatures, repeats };
  process.send?.(report);
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
