import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { listNumbered } from '../../rest/listing.js';
import { paging } from '../../rest/paging.js';
import { Moments } from '../moment.js';
import { quarantinePage } from './quarantine-page.js';

const quarantineQuery = z.strictObject({ ...paging, feedId: z.string().max(63).optional() });

@ApiExcludeController()
@Controller('documents')
export class DocumentsPageController {
  constructor(
    @Inject(SERVICES) private readonly services: Pick<ApiServices, 'documents'>,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get()
  @Allow('page')
  async page(
    @Query({ schema: quarantineQuery }) { feedId, ...paged }: z.output<typeof quarantineQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const filter = { feedId, state: 'undecodable' } as const;
    const documents = await listNumbered(this.services.documents, filter, paged);
    const markup = quarantinePage({ documents, feedId }, new Moments(this.zone, new Date()));
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markup);
  }
}
