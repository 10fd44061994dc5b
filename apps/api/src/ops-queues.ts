import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { Gatekeeper } from './access/gatekeeper.js';
import { answerProblem } from './problem/answer-problem.js';
import { ProblemError } from './problem/problem.js';

const PATH = '/ops/queues';
const FOREIGN_STYLES = /<link href="https:\/\/[^>]*>\s*/g;
const WAY_BACK =
  '<a href="/" style="position:fixed;right:16px;bottom:16px;z-index:99;padding:6px 12px;border-radius:4px;' +
  'background:#1b1f24;color:#fff;border:1px solid #5a6470;font:14px system-ui,sans-serif">Back to the status page</a>';

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
    options: {
      uiConfig: {
        boardTitle: 'Korpu worker signal',
        hideRedisDetails: true,
        hideDocsLink: true,
      },
    },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .register(
      async (instance) => {
        // bull-board answers errors of its own routes as its page expects them; these come before.
        instance.addHook('onRequest', async (request, reply) => {
          try {
            await gatekeeper.admitBrowser(request);
            if (request.method !== 'GET' && request.method !== 'HEAD')
              throw new ProblemError('method-not-allowed', 'The queues can only be looked at.', undefined, {
                allow: 'GET',
              });
          } catch (error) {
            answerProblem(error, request, reply);
            return reply;
          }
        });
        // Its page knows no way back, and asks a font service for letters; nothing here is loaded from another host.
        instance.addHook('onSend', async (_request, _reply, payload) =>
          typeof payload === 'string'
            ? payload.replace(FOREIGN_STYLES, '').replace('</body>', `${WAY_BACK}</body>`)
            : payload,
        );
        await instance.register(serverAdapter.registerPlugin());
      },
      { prefix: PATH },
    );
}
