import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { Allow } from '../access/access.guard.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { GATEKEEPER, PAGE_ZONE, SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { Moments } from '../pages/moment.js';
import { type NamingServices, readNames } from '../pages/names.js';
import { reportPage } from '../pages/recall/report-page.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { Described } from './described.js';
import {
  findOr404,
  listNumbered,
  type NamedParams,
  type NumberedParams,
  namedParams,
  numberedParams,
} from './listing.js';
import { pageOf, paging } from './paging.js';
import {
  confirmationBody,
  confirmedResource,
  recallBody,
  recallReportResource,
  recallResource,
} from './recall-resources.js';

const open = z
  .stringbool({ truthy: ['true'], falsy: ['false'] })
  .optional()
  .describe('true = only those that somebody has not confirmed');
const recallQuery = z.strictObject({ ...paging, open, itemId: z.coerce.number().int().min(1).optional() });
const ownQuery = z.strictObject({ ...paging, open });
const reportQuery = z.strictObject({
  format: z
    .enum(['json', 'html'])
    .optional()
    .describe('Default: by the Accept header, JSON where it does not say'),
});
const recallPage = pageOf(recallResource, 'RecallPage');

/** Kills on their way: who held the item, and who says that it is gone. */
@ApiTags('Recalls')
@Controller('v1')
export class RecallsController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<
      ApiServices,
      'recalls' | 'recallReports' | 'removals' | 'recallItem' | 'items'
    > &
      NamingServices,
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get('recalls')
  @Described('Recalls', { schema: recallPage, description: 'The newest first' })
  listRecalls(@Query({ schema: recallQuery }) { limit, cursor, ...filter }: z.output<typeof recallQuery>) {
    return listNumbered(this.services.recalls, filter, { limit, cursor });
  }

  @Get('recalls/:id')
  @Described('One recall with the progress of each holder', { schema: recallResource }, 404)
  getRecall(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    return findOr404(this.services.recalls, 'recall', id);
  }

  @Get('destinations/:id/recalls')
  @Allow('destination')
  @Described(
    'Recalls in which a destination is a holder; with its own key it sees itself alone',
    { schema: recallPage, description: 'The newest first' },
    403,
  )
  listOwnRecalls(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Query({ schema: ownQuery }) { limit, cursor, open }: z.output<typeof ownQuery>,
  ) {
    return listNumbered(this.services.recalls, { destinationId: id, open }, { limit, cursor });
  }

  @Post('items/:id/recall')
  @Described(
    'Take an item back: a kill goes to everyone who ever received any version',
    { schema: recallResource, status: 201, description: 'The recall, open' },
    404,
    409,
  )
  async recallItem(
    @Req() request: FastifyRequest,
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: recallBody }) { reason }: z.output<typeof recallBody>,
  ) {
    const caller = this.gatekeeper.admitted(request);
    const by = caller?.role === 'administrator' ? caller.name : 'console';
    const recalled = await this.services.recallItem.run({ itemId: id, by, reason });
    switch (recalled.outcome) {
      case 'unknown':
        throw notFound('item', id);
      case 'killed-before':
        throw new ProblemError('conflict', `The item was killed before, in version ${recalled.version}.`);
      case 'overtaken':
        throw new ProblemError('conflict', 'Another version came in at the same moment. Ask again.');
      case 'recalled': {
        const [recall] = await this.services.recalls.list({ itemId: id }, 1);
        return recall;
      }
    }
  }

  @Post('recalls/:id/confirmations')
  @Allow('partner')
  @Described(
    'Say that an item is removed, with the destination’s own key or for it as an administrator; repeating changes nothing',
    { schema: confirmedResource, status: 201, description: 'Taken down' },
    403,
    404,
  )
  async confirmRemoval(
    @Req() request: FastifyRequest,
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: confirmationBody }) { url, note, destinationId }: z.output<typeof confirmationBody>,
  ) {
    const caller = this.gatekeeper.admitted(request);
    const isAdministrator = caller?.role === 'administrator';
    const holder = caller?.role === 'destination' ? caller.destinationId : destinationId;
    if (holder === undefined)
      throw new ProblemError('invalid-request', 'One value is not valid.', [
        { at: 'destinationId', detail: 'must say for whom an administrator confirms' },
      ]);
    if (destinationId !== undefined && destinationId !== holder)
      throw new ProblemError('not-permitted', 'A destination confirms for itself alone.');
    const confirmed = await this.services.removals.confirm(id, {
      destinationId: asDestinationId(holder),
      way: isAdministrator ? 'administrator' : 'api',
      by: isAdministrator ? caller.name : holder,
      url,
      note,
    });
    // Whether there is such a recall without this holder is none of its business.
    if (confirmed.outcome === 'unknown') throw notFound('recall', id);
    const { recallId, at, closed } = confirmed;
    return { recallId, destinationId: holder, at, closed };
  }

  @Get('recalls/:id/report')
  @ApiProduces('application/json', 'text/html')
  @Described(
    'Everything the ledger knows of a recall, as a document to hand on: JSON, or HTML to print',
    { schema: recallReportResource },
    404,
  )
  async getRecallReport(
    @Req() request: FastifyRequest,
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Query({ schema: reportQuery }) { format }: z.output<typeof reportQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const report = await findOr404(this.services.recallReports, 'recall', id);
    const wanted = format ?? (/\btext\/html\b/.test(request.headers.accept ?? '') ? 'html' : 'json');
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (wanted === 'json') return report;
    reply.type('text/html; charset=utf-8');
    return reportPage({ report, names: await readNames(this.services) }, new Moments(this.zone, new Date()));
  }
}
