import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { findOr404, type NumberedParams, numberedParams } from '../../rest/listing.js';
import { Moments } from '../moment.js';
import { type NamingServices, readNames } from '../names.js';
import { deliveryPage } from './delivery-page.js';

@ApiExcludeController()
@Controller('deliveries')
export class DeliveryController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'deliveries' | 'receipts'> & NamingServices,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get(':id')
  @Allow('page')
  async page(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const delivery = await findOr404(this.services.deliveries, 'delivery', id);
    const [attempts, receipts, names, lane] = await Promise.all([
      this.services.deliveries.attempts(id),
      this.services.receipts.of([id]),
      readNames(this.services),
      this.services.destinations.find(delivery.destinationId),
    ]);
    const markup = deliveryPage(
      { delivery, attempts, receipts, names, lane },
      new Moments(this.zone, new Date()),
    );
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markup);
  }
}
