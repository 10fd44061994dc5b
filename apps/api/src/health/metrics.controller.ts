import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../access/access.guard.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { GATEKEEPER, METRICS, METRICS_ACCESS } from '../api.tokens.js';
import { ProblemError } from '../problem/problem.js';
import type { ExchangeMetrics } from './exchange-metrics.js';

/** Metrics name partners and say how much they exchange: not for everyone who can reach the API. */
@ApiExcludeController()
@Allow('public')
@Controller()
export class MetricsController {
  constructor(
    @Inject(METRICS) private readonly metrics: ExchangeMetrics,
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
    @Inject(METRICS_ACCESS) private readonly access: 'public' | 'administrator',
  ) {}

  @Get('metrics')
  async scrape(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.access === 'administrator') {
      const caller = await this.gatekeeper.callerOf(request);
      if (caller.role !== 'administrator')
        throw new ProblemError('not-permitted', 'Metrics are for administrators.');
    }
    reply
      .header('cache-control', 'no-store')
      .type(this.metrics.contentType)
      .send(await this.metrics.scrape());
  }
}
