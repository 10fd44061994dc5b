import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { Allow } from '../../access/access.guard.js';
import type { Gatekeeper } from '../../access/gatekeeper.js';
import { GATEKEEPER, PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { notFound, ProblemError, SeeOther } from '../../problem/problem.js';
import { findOr404, type NumberedParams, numberedParams } from '../../rest/listing.js';
import { publicUrl, recallBody } from '../../rest/recall-resources.js';
import { Moments } from '../moment.js';
import { type NamingServices, readNames } from '../names.js';
import { recallPage } from './recall-page.js';
import { reportPage } from './report-page.js';

/** A form sends what was left empty as an empty text. */
export const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const confirmForm = z.object({
  destinationId: z.string().min(1).max(63),
  url: orNothing(publicUrl),
  note: z.string().trim().min(1).max(1000),
});

/** The page of a recall, its report, and the deeds of their forms. */
@ApiExcludeController()
@Allow('page')
@Controller()
export class RecallController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'recalls' | 'recallReports' | 'recallItem' | 'removals'> &
      NamingServices,
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get('recalls/:id')
  async page(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recall = await findOr404(this.services.recalls, 'recall', id);
    send(reply, recallPage({ recall, names: await readNames(this.services) }, this.moments()));
  }

  @Get('recalls/:id/report')
  async report(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const report = await findOr404(this.services.recallReports, 'recall', id);
    send(reply, reportPage({ report, names: await readNames(this.services) }, this.moments()));
  }

  @Post('recalls/:id/confirmations')
  async confirm(
    @Req() request: FastifyRequest,
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: confirmForm }) { destinationId, url, note }: z.output<typeof confirmForm>,
  ): Promise<void> {
    const confirmed = await this.services.removals.confirm(id, {
      destinationId: asDestinationId(destinationId),
      way: 'administrator',
      by: this.administrator(request),
      url,
      note,
    });
    if (confirmed.outcome === 'unknown') throw notFound('recall', id);
    throw new SeeOther(`/recalls/${confirmed.recallId}`);
  }

  @Post('acts/items/:id/recall')
  async recall(
    @Req() request: FastifyRequest,
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: recallBody }) { reason }: z.output<typeof recallBody>,
  ): Promise<void> {
    const by = this.administrator(request);
    const { outcome } = await this.services.recallItem.run({ itemId: id, by, reason });
    if (outcome === 'unknown') throw notFound('item', id);
    if (outcome === 'overtaken')
      throw new ProblemError(
        'conflict',
        'Another version came in at the same moment. Look at it, and ask again.',
      );
    // Killed before, or just now: the recall says which.
    const [recall] = await this.services.recalls.list({ itemId: id }, 1);
    throw new SeeOther(recall ? `/recalls/${recall.id}` : `/items/${id}`);
  }

  private administrator(request: FastifyRequest): string {
    const caller = this.gatekeeper.admitted(request);
    return caller?.role === 'administrator' ? caller.name : 'console';
  }

  private moments(): Moments {
    return new Moments(this.zone, new Date());
  }
}

function send(reply: FastifyReply, markup: string): void {
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markup);
}
