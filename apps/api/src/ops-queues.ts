import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { Gatekeeper } from './access/gatekeeper.js';
import { ProblemError } from './problem/problem.js';

const PATH = '/ops/queues';

/**
 * bull-board, read-only and for administrators. What it shows is a worker's signal, not the truth: a retry there would
 * bypass the ledger, so there is no button for one.
 */
export function serveQueueBoard(
  app: NestFastifyApplication,
  queues: readonly Queue[],
  gatekeeper: Gatekeeper,
): void {
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Korpu worker signal', hideRedisDetails: true } },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .register(
      async (instance) => {
        instance.addHook('onRequest', async (request, reply) => {
          if (request.method !== 'GET' && request.method !== 'HEAD')
            throw new ProblemError('method-not-allowed', 'The queues can only be looked at.', undefined, {
              allow: 'GET',
            });
          try {
            const caller = await gatekeeper.callerOf(request);
            if (caller.role === 'administrator') return;
          } catch (error) {
            if (!(error instanceof ProblemError) || error.code !== 'not-authenticated') throw error;
          }
          await reply.redirect('/sign-in', 303);
        });
        await instance.register(serverAdapter.registerPlugin());
      },
      { prefix: PATH },
    );
}
