import { Body, Controller, Get, Inject, Param, Post, Query, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { ProblemError } from '../../problem/problem.js';
import { findOr404, type NamedParams, namedParams } from '../../rest/listing.js';
import { Moments } from '../moment.js';
import { sendPage } from '../send-page.js';
import { DEAD_LETTERS_SHOWN } from './dead-letter-list.js';
import { dismissPage } from './dismiss-page.js';
import {
  type DismissDeed,
  type DismissForm,
  dismissalOf,
  dismissDeed,
  dismissForm,
  isFault,
} from './lane-forms.js';

/** Who acts on a page: sessions have no names. */
const CONSOLE = 'console';

/** Settling dead letters of a destination, counted before it is done; plain forms that work without a script. */
@ApiExcludeController()
@Allow('page')
@Controller('acts/destinations/:id/dismiss')
export class DismissController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'controls' | 'deadLetters' | 'deliveries' | 'destinations'>,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get()
  async count(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Query({ schema: dismissForm }) form: DismissForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { controls, deadLetters, deliveries, destinations } = this.services;
    const destination = await findOr404(destinations, 'destination', id);
    const codes = await deadLetters.codes(id);
    const dead = await deliveries.list({ destinationId: id, state: 'dead' }, DEAD_LETTERS_SHOWN);
    const now = new Date();
    const selection = dismissalOf(id, form, now);
    const counted = isFault(selection)
      ? selection
      : { selection, preview: await controls.previewDismissal(selection) };
    sendPage(
      reply,
      dismissPage({ destination, form, codes, counted, dead, moments: new Moments(this.zone, now) }),
    );
  }

  @Post()
  @Redirect('/', 303)
  async dismiss(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: dismissDeed }) { reason, ...form }: DismissDeed,
  ): Promise<void> {
    await findOr404(this.services.destinations, 'destination', id);
    const selection = dismissalOf(id, form, new Date());
    if (isFault(selection)) throw new ProblemError('invalid-request', selection.fault);
    await this.services.controls.dismiss(selection, { by: CONSOLE, reason });
  }
}
