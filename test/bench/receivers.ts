import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wallClockMs } from './wall-clock.js';

/** What the bench asks of the receivers: forget everything, or say what arrived. */
export type ReceiversCommand = { do: 'reset'; secret: string; expected: number } | { do: 'report' };

export interface Receipts {
  /** Guid → how many receivers have it and when the last of them got it. */
  receipts: [guid: string, count: number, lastAt: number][];
  requests: number;
  badSignatures: number;
  repeats: number;
}

/** A child process: as many receivers as paths it is called with; every signature is verified. */
let key = Buffer.alloc(0);
let expected = Number.POSITIVE_INFINITY;
let state = fresh();

function fresh() {
  return {
    receipts: new Map<string, { count: number; lastAt: number }>(),
    ids: new Set<string>(),
    requests: 0,
    badSignatures: 0,
    repeats: 0,
  };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    state.requests++;
    const id = String(request.headers['webhook-id']);
    const content = `${id}.${request.headers['webhook-timestamp']}.`;
    const signature = createHmac('sha256', key)
      .update(content)
      .update(Buffer.concat(chunks))
      .digest('base64');
    if (!String(request.headers['webhook-signature']).includes(`v1,${signature}`)) {
      state.badSignatures++;
      response.writeHead(401).end();
      return;
    }
    response.writeHead(204).end();
    const seen = `${request.url} ${id}`;
    if (state.ids.has(seen)) {
      state.repeats++;
      return;
    }
    state.ids.add(seen);
    const guid = decodeURIComponent(String(request.headers['korpu-item-guid']));
    const receipt = state.receipts.get(guid) ?? { count: 0, lastAt: 0 };
    receipt.count++;
    receipt.lastAt = wallClockMs();
    state.receipts.set(guid, receipt);
    if (state.ids.size === expected) process.send?.({ complete: true });
  });
});

process.on('message', (command: ReceiversCommand) => {
  if (command.do === 'reset') {
    key = Buffer.from(command.secret.replace('whsec_', ''), 'base64');
    expected = command.expected;
    state = fresh();
    process.send?.({ reset: true });
    return;
  }
  const { requests, badSignatures, repeats } = state;
  const receipts = [...state.receipts].map(([guid, { count, lastAt }]) => [guid, count, lastAt]);
  process.send?.({ receipts, requests, badSignatures, repeats });
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
