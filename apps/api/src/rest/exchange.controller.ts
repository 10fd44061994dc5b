import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { Described } from './described.js';
import { exchangeSummaryResource, killResource } from './ledger-resources.js';

const moment = z.iso.datetime({ offset: true });
const periodQuery = z
  .strictObject({
    since: moment.optional().describe('Only what was decided then or later, and what became of it by now'),
    until: moment.optional().describe('Only what was decided then or sooner'),
  })
  .refine(({ since, until }) => !since || !until || Date.parse(since) <= Date.parse(until), {
    path: ['until'],
    error: 'must not be before since',
  });

const killQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Kills at most, 1 to 200. Default 50'),
  open: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .describe('true = only those that somebody has not confirmed'),
});
const kills = z.object({ items: z.array(killResource) }).meta({ id: 'Kills' });

/** The exchange as a whole. */
@ApiTags('Exchange')
@Controller('v1')
export class ExchangeController {
  constructor(@Inject(SERVICES) private readonly services: Pick<ApiServices, 'exchange' | 'kills'>) {}

  @Get('exchange/summary')
  @Described('Who gives to whom: what was decided, and what became of it', {
    schema: exchangeSummaryResource,
    description: 'Every ordered pair of partners; those without an agreement have `permitted: false`',
  })
  getExchangeSummary(@Query({ schema: periodQuery }) period: z.output<typeof periodQuery>) {
    const { exchange } = this.services;
    return period.since || period.until ? exchange.ofPeriod(period) : exchange.summary();
  }

  @Get('kills')
  @Described('Kills and who has confirmed them', { schema: kills, description: 'The newest first' })
  async listKills(@Query({ schema: killQuery }) { limit, open }: z.output<typeof killQuery>) {
    return { items: await (open ? this.services.kills.open(limit) : this.services.kills.latest(limit)) };
  }
}
