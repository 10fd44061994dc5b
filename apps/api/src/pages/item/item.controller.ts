import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { findOr404, type NumberedParams, numberedParams } from '../../rest/listing.js';
import { Moments } from '../moment.js';
import { type NamingServices, readNamesAndLanes } from '../names.js';
import { itemPage } from './item-page.js';

/** More than one item ever has: a page shows all of it. */
const ALL = 500;

@ApiExcludeController()
@Controller('items')
export class ItemController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<
      ApiServices,
      'items' | 'stories' | 'decisions' | 'deliveries' | 'recalls' | 'receipts'
    > &
      NamingServices,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get(':id')
  @Allow('page')
  async page(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const item = await findOr404(this.services.items, 'item', id);
    const [versions, decisions, deliveries, story, recalls, { names, lanes }] = await Promise.all([
      this.services.items.versions(id),
      this.services.decisions.list({ itemId: id }, ALL),
      this.services.deliveries.list({ itemId: id }, ALL),
      this.services.stories.of(id),
      this.services.recalls.list({ itemId: id }, ALL),
      readNamesAndLanes(this.services),
    ]);
    const ids = deliveries.map((delivery) => delivery.id);
    const [receipts, attemptCounts] = await Promise.all([
      this.services.receipts.of(ids),
      this.services.deliveries.attemptCounts(ids),
    ]);
    const markup = itemPage(
      { item, versions, decisions, deliveries, attemptCounts, story, recalls, receipts, names, lanes },
      new Moments(this.zone, new Date()),
    );
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markup);
  }
}
