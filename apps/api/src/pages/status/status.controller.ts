import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import { Moments } from '../moment.js';
import { type OverviewServices, readOverview } from './read-overview.js';
import { fragmentsOf, statusPage, titleOf } from './status-page.js';

/** The status page, and its parts for the live update. */
@ApiExcludeController()
@Controller()
export class StatusController {
  constructor(
    @Inject(SERVICES) private readonly services: OverviewServices,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get()
  @Allow('page')
  async page(@Res() reply: FastifyReply): Promise<void> {
    const overview = await readOverview(this.services);
    const page = statusPage(overview, this.moments());
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  }

  @Get('fragments')
  @Allow('administrator')
  async fragments(@Res() reply: FastifyReply): Promise<void> {
    const overview = await readOverview(this.services);
    const fragments = Object.entries(fragmentsOf(overview, this.moments()));
    reply.header('cache-control', 'no-store').send({
      title: titleOf(overview),
      fragments: Object.fromEntries(fragments.map(([id, markup]) => [id, markup.toString()])),
    });
  }

  private moments(): Moments {
    return new Moments(this.zone, new Date());
  }
}
