import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessGuard } from './access/access.guard.js';
import { Gatekeeper } from './access/gatekeeper.js';
import { apiModule } from './api.module.js';
import type { ApiOptions } from './api-options.js';
import { ExchangeMetrics } from './health/exchange-metrics.js';
import { serveApiDescription } from './openapi.js';
import { serveQueueBoard } from './ops-queues.js';
import { answerProblem } from './problem/answer-problem.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { readRequest } from './problem/read-request.js';
import { securityHeaders } from './security-headers.js';

/** As long as the store keeps a session. */
const SESSION_DAYS = 7;

/** The HTTP side of the exchange, ready to listen: `await (await createApi(options)).listen(port, host)`. */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const secure = options.publicUrl.startsWith('https:');
  // The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for every path.
  const cookie = secure ? '__Host-korpu' : 'korpu';
  const gatekeeper = new Gatekeeper(options.services.keys, options.services.signIns, cookie);
  const session = { secure, maxAgeSeconds: SESSION_DAYS * 86_400 };
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes ?? 256 * 1024,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    // Long enough for a slow line, too short for a client that trickles bytes to hold a connection.
    requestTimeout: 30_000,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // An address that cannot be decoded reaches no route, and so no filter.
    frameworkErrors: answerProblem,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    apiModule({
      services: options.services,
      gatekeeper,
      session,
      zone: options.zone ?? 'UTC',
      pullFeed: { exchange: options.exchange ?? 'korpu', publicUrl: options.publicUrl },
      metrics: new ExchangeMetrics(options.services, options.registries),
      metricsAccess: options.metricsAccess ?? 'administrator',
    }),
    adapter,
    { ...(options.logger !== undefined && { logger: options.logger }), forceCloseConnections: true },
  );
  await app.register(fastifyCookie);
  securityHeaders(app, secure);
  app.enableCsrfProtection({ trustedOrigins: [new URL(options.publicUrl).origin] });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new AccessGuard(gatekeeper));
  app.useGlobalPipes(readRequest);
  serveApiDescription(app);
  if (options.queues?.length) serveQueueBoard(app, options.queues, gatekeeper);
  await app.init();
  return app;
}
