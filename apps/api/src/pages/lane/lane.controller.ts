import { Body, Controller, Get, Inject, Param, Post, Query, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { notFound, ProblemError } from '../../problem/problem.js';
import { findOr404, type NamedParams, namedParams } from '../../rest/listing.js';
import { Moments } from '../moment.js';
import { sendPage } from '../send-page.js';
import { DEAD_LETTERS_SHOWN } from './dead-letter-list.js';
import {
  isFault,
  type ReplayForm,
  type ResumeForm,
  replayForm,
  resumeForm,
  resumptionOf,
  selectionOf,
} from './lane-forms.js';
import { replayPage } from './replay-page.js';
import { resumePage } from './resume-page.js';

const LAST_REPLAYS = 5;

/** Resuming and replaying, each counted before it is done; plain forms that work without a script. */
@ApiExcludeController()
@Allow('page')
@Controller('acts/destinations/:id')
export class LaneController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<
      ApiServices,
      'controls' | 'destinations' | 'deadLetters' | 'deliveries' | 'replays'
    >,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get('resume')
  async countResumption(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Query({ schema: resumeForm }) form: ResumeForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const destination = await findOr404(this.services.destinations, 'destination', id);
    const how = resumptionOf(form, new Date());
    if (isFault(how)) return sendPage(reply, resumePage({ destination, form, counted: how }));
    const held = await this.services.controls.previewResumption(id, how);
    if (!held) throw notFound('destination', id);
    sendPage(reply, resumePage({ destination, form, counted: { how, held } }));
  }

  @Post('resume')
  @Redirect('/', 303)
  async resume(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: resumeForm.prefault({}) }) form: ResumeForm,
  ): Promise<void> {
    const how = resumptionOf(form, new Date());
    if (isFault(how)) throw new ProblemError('invalid-request', how.fault);
    if (!(await this.services.controls.resumeDestination(id, how))) throw notFound('destination', id);
  }

  @Get('replay')
  async countReplay(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Query({ schema: replayForm }) form: ReplayForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { controls, deadLetters, deliveries, destinations, replays } = this.services;
    const now = new Date();
    const selection = selectionOf(id, form, now);
    const parts = {
      destination: await findOr404(destinations, 'destination', id),
      form,
      codes: await deadLetters.codes(id),
      dead: await deliveries.list({ destinationId: id, state: 'dead' }, DEAD_LETTERS_SHOWN),
      replays: await replays.list({ destinationId: id }, LAST_REPLAYS),
      moments: new Moments(this.zone, now),
    };
    const counted = isFault(selection)
      ? selection
      : { selection, preview: await controls.previewReplay(selection) };
    sendPage(reply, replayPage({ ...parts, counted }));
  }

  @Post('replay')
  @Redirect('/', 303)
  async replay(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: replayForm.prefault({}) }) form: ReplayForm,
  ): Promise<{ url: string }> {
    await findOr404(this.services.destinations, 'destination', id);
    const selection = selectionOf(id, form, new Date());
    if (isFault(selection)) throw new ProblemError('invalid-request', selection.fault);
    await this.services.controls.replay(selection);
    return { url: `/acts/destinations/${id}/replay` };
  }
}
