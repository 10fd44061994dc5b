import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { ProblemError } from '../../problem/problem.js';
import { publicUrl } from '../../rest/recall-resources.js';
import { Moments } from '../moment.js';
import { type NamingServices, readNames } from '../names.js';
import { type ConfirmView, confirmedPage, confirmPage } from './confirm-page.js';
import { orNothing } from './recall.controller.js';

const linkParams = z.object({ token: z.string().max(100) });
type LinkParams = z.output<typeof linkParams>;

const linkForm = z
  .object({
    by: orNothing(z.string().trim().min(1).max(100)),
    url: orNothing(publicUrl),
    note: orNothing(z.string().trim().min(1).max(1000)),
  })
  .prefault({});

/** Links in kills: whoever has one may confirm for the partner it was sent to. Mail readers open links; that changes nothing. */
@ApiExcludeController()
@Allow('public')
@Controller('confirm')
export class ConfirmController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'recalls' | 'removals' | 'confirmationLinks'> &
      NamingServices,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get(':token')
  async ask(@Param({ schema: linkParams }) { token }: LinkParams, @Res() reply: FastifyReply): Promise<void> {
    const { view } = await this.view(token);
    send(reply, confirmPage(view, this.moments()));
  }

  /** A program that posts JSON gets JSON. */
  @Post(':token')
  async confirm(
    @Req() request: FastifyRequest,
    @Param({ schema: linkParams }) { token }: LinkParams,
    @Body({ schema: linkForm }) { by, url, note }: z.output<typeof linkForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { view, destinationId } = await this.view(token);
    const word = {
      destinationId: asDestinationId(destinationId),
      way: 'link' as const,
      by: by ?? destinationId,
      url,
      note,
    };
    const confirmed = await this.services.removals.confirm(view.recall.id, word);
    if (confirmed.outcome === 'unknown') throw worthless();
    const { recallId, at, closed } = confirmed;
    if (/\bjson\b/.test(request.headers.accept ?? '')) {
      reply
        .header('cache-control', 'no-store')
        .code(HttpStatus.CREATED)
        .send({ recallId, destinationId, at, closed });
      return;
    }
    send(reply, confirmedPage(view, at, this.moments()));
  }

  private async view(token: string): Promise<{ view: ConfirmView; destinationId: string }> {
    const { recalls, confirmationLinks } = this.services;
    const deliveryId = confirmationLinks.read(token, new Date());
    const found = deliveryId === undefined ? undefined : await recalls.ofDelivery(deliveryId);
    const recall = found && (await recalls.find(found.recallId));
    if (!recall) throw worthless();
    const { destinationId } = found;
    const names = await readNames(this.services);
    const holders = recall.holders.filter((holder) => holder.destinationId === destinationId);
    return {
      view: {
        recall: { ...recall, holders },
        destination: names.destination(destinationId),
        source: names.partner(recall.sourcePartnerId),
        token,
      },
      destinationId,
    };
  }

  private moments(): Moments {
    return new Moments(this.zone, new Date());
  }
}

const worthless = (): ProblemError =>
  new ProblemError('not-found', 'This link is not known, or too old. The newest kill has a link that works.');

function send(reply: FastifyReply, markup: string): void {
  reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(markup);
}
