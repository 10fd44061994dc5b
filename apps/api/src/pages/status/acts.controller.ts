import { Body, Controller, Get, Inject, Param, Post, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { asDestinationId } from '#news/ids.js';
import { Allow } from '../../access/access.guard.js';
import { SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { notFound } from '../../problem/problem.js';
import { expectPoll, type PauseBody, pauseBody } from '../../rest/controls.controller.js';
import { findOr404, type NamedParams, namedParams } from '../../rest/listing.js';
import { replayPage } from './replay-page.js';

/** The deeds of the status page: its forms send here and come back to it, so that they work without a script. */
@ApiExcludeController()
@Allow('page')
@Controller('acts')
export class ActsController {
  constructor(@Inject(SERVICES) private readonly services: Pick<ApiServices, 'controls' | 'destinations'>) {}

  @Post('destinations/:id/pause')
  @Redirect('/', 303)
  async pauseDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: pauseBody }) { reason }: PauseBody,
  ): Promise<void> {
    if (!(await this.services.controls.pauseDestination(id, reason))) throw notFound('destination', id);
  }

  @Post('destinations/:id/resume')
  @Redirect('/', 303)
  async resumeDestination(@Param({ schema: namedParams }) { id }: NamedParams): Promise<void> {
    if (!(await this.services.controls.resumeDestination(id))) throw notFound('destination', id);
  }

  @Get('destinations/:id/replay')
  async previewReplay(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const destination = await findOr404(this.services.destinations, 'destination', id);
    const preview = await this.services.controls.previewReplay(deadOf(id));
    reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(replayPage(destination, preview));
  }

  @Post('destinations/:id/replay')
  @Redirect('/', 303)
  async replay(@Param({ schema: namedParams }) { id }: NamedParams): Promise<void> {
    await findOr404(this.services.destinations, 'destination', id);
    await this.services.controls.replay(deadOf(id));
  }

  @Post('feeds/:id/pause')
  @Redirect('/', 303)
  async pauseFeed(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: pauseBody }) { reason }: PauseBody,
  ): Promise<void> {
    if (!(await this.services.controls.pauseFeed(id, reason))) throw notFound('feed', id);
  }

  @Post('feeds/:id/resume')
  @Redirect('/', 303)
  async resumeFeed(@Param({ schema: namedParams }) { id }: NamedParams): Promise<void> {
    if (!(await this.services.controls.resumeFeed(id))) throw notFound('feed', id);
  }

  @Post('feeds/:id/pull')
  @Redirect('/', 303)
  async pullFeed(@Param({ schema: namedParams }) { id }: NamedParams): Promise<void> {
    expectPoll(await this.services.controls.pullFeed(id), id);
  }
}

const deadOf = (id: string) => ({ destinationId: asDestinationId(id), dead: true }) as const;
