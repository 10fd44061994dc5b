import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { confirmByLink } from '#apps/sandbox/src/receivers/confirm-removal.js';
import { FAULT_MODES, type Fault } from '#apps/sandbox/src/receivers/fault.js';
import type { Receiver } from '#apps/sandbox/src/receivers/receiver.js';
import { verifySignature } from '#apps/sandbox/src/receivers/verify-signature.js';

const MAX_ENTRIES = 10_000;

const faultRequest = z.strictObject({
  mode: z.enum(FAULT_MODES),
  forSeconds: z.number().positive().optional(),
  count: z.int().positive().optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
});

type ById = { Params: { id: string } };

/** Where the exchange pushes to, and where tests read what came and tell the receivers to misbehave. */
export function addReceiverRoutes(
  server: FastifyInstance,
  parts: {
    receivers: ReadonlyMap<string, Receiver>;
    secrets: Readonly<Record<string, string>>;
    now: () => Date;
    /** Aborted when the sandbox closes: a slow answer must not outlive it. */
    signal: AbortSignal;
    /** How long a newsroom takes to remove a killed item and to say so. */
    confirmAfterMs: number;
  },
): void {
  const { receivers, secrets, now, signal, confirmAfterMs } = parts;

  const receiverOf = (request: FastifyRequest<ById>): Receiver => {
    const receiver = receivers.get(request.params.id);
    if (receiver === undefined) {
      throw Object.assign(new Error(`no receiver ${request.params.id}`), { statusCode: 404 });
    }
    return receiver;
  };

  server.post<ById & { Body: Buffer }>('/receivers/:id', async (request, reply) => {
    const receiver = receiverOf(request);
    const fault = receiver.fault.take(now());
    if (fault.mode === 'hang') return reply.hijack();
    if (fault.mode === '500' || fault.mode === '429' || fault.mode === '410') return misbehave(reply, fault);

    const secret = secrets[receiver.door.id];
    const outcome =
      secret === undefined
        ? { verified: false as const, why: 'this receiver was given no secret' }
        : verifySignature(signedRequest(request), secret, now());
    if (!outcome.verified) {
      receiver.ledger.refuse();
      return reply.code(401).send({ error: outcome.why });
    }
    const receipt = receiver.ledger.record(receiptOf(request, now()), request.body);
    const confirmUrl = header(request, 'korpu-confirm-url');
    if (receipt.kind === 'kill' && confirmUrl !== undefined)
      void confirmByLink(receiver, confirmUrl, { signal, afterMs: confirmAfterMs });
    if (fault.mode === 'accept-then-time-out') return reply.hijack();
    const answer = JSON.stringify({ received: receipt.sequence, duplicate: receipt.duplicate });
    if (fault.mode === 'slow') {
      return reply.type('application/json').send(Readable.from(trickle(answer, signal)));
    }
    return reply.type('application/json').send(answer);
  });

  server.get('/receivers', () => ({
    receivers: [...receivers.values()].map((receiver) => ({
      ...receiver.door,
      fault: receiver.fault.current(now()),
      problem: receiver.problem,
      ...receiver.ledger.summary,
    })),
  }));

  server.get<ById & { Querystring: { after?: string; limit?: string } }>(
    '/receivers/:id/ledger',
    (request) => {
      const { after, limit } = request.query;
      const entries = receiverOf(request).ledger.after(
        Number(after ?? 0),
        Math.min(Number(limit ?? MAX_ENTRIES), MAX_ENTRIES),
      );
      return { entries, last: entries.at(-1)?.sequence ?? Number(after ?? 0) };
    },
  );

  server.delete<ById>('/receivers/:id/ledger', (request, reply) => {
    receiverOf(request).ledger.clear();
    return reply.code(204).send();
  });

  server.get<{ Params: { id: string; webhookId: string } }>(
    '/receivers/:id/bodies/:webhookId',
    (request, reply) => {
      const body = receiverOf(request).ledger.body(request.params.webhookId);
      if (body === undefined) return reply.code(404).send({ error: 'no such body, or no longer kept' });
      return reply.type(body.contentType).send(body.bytes);
    },
  );

  server.put<ById>('/receivers/:id/fault', (request) => {
    const receiver = receiverOf(request);
    const fault: Fault = faultRequest.parse(JSON.parse(String(request.body)));
    receiver.fault.set(fault, now());
    return { id: receiver.door.id, fault };
  });
}

function misbehave(reply: FastifyReply, { mode, retryAfterSeconds }: Fault): FastifyReply {
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(Number(mode)).send({ error: `told to answer ${mode}` });
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const signedRequest = (request: FastifyRequest<{ Body: Buffer }>) => ({
  id: header(request, 'webhook-id'),
  timestamp: header(request, 'webhook-timestamp'),
  signature: header(request, 'webhook-signature'),
  body: request.body,
});

const receiptOf = (request: FastifyRequest<{ Body: Buffer }>, receivedAt: Date) => ({
  receivedAt,
  door: 'webhook' as const,
  webhookId: header(request, 'webhook-id') ?? '',
  guid: decodeURIComponent(header(request, 'korpu-item-guid') ?? ''),
  version: Number(header(request, 'korpu-item-version') ?? 0),
  kind: header(request, 'korpu-kind') === 'kill' ? ('kill' as const) : ('item' as const),
  contentType: header(request, 'content-type') ?? '',
  sha256: createHash('sha256').update(request.body).digest('hex'),
  verified: true,
});

async function* trickle(answer: string, signal: AbortSignal): AsyncGenerator<string> {
  for (const character of answer) {
    yield character;
    await pause(1000, undefined, { signal });
  }
}
