import { Body, Controller, Inject, Param, Post, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../access/access.guard.js';
import { SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { notFound } from '../../problem/problem.js';
import { expectPoll, type PauseBody, pauseBody } from '../../rest/controls.controller.js';
import { type NamedParams, namedParams } from '../../rest/listing.js';

/** The deeds of the status page: its forms send here and come back to it, so that they work without a script. */
@ApiExcludeController()
@Allow('page')
@Controller('acts')
export class ActsController {
  constructor(@Inject(SERVICES) private readonly services: Pick<ApiServices, 'controls'>) {}

  @Post('destinations/:id/pause')
  @Redirect('/', 303)
  async pauseDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: pauseBody }) { reason }: PauseBody,
  ): Promise<void> {
    if (!(await this.services.controls.pauseDestination(id, reason))) throw notFound('destination', id);
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
