import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Hastened } from '#store/feed-control.js';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { destinationResource, feedResource } from './catalogue-resources.js';
import { Described } from './described.js';
import { findOr404, type NamedParams, namedParams } from './listing.js';
import { resumeBody, resumptionResource } from './replay-resources.js';

const resumedResource = destinationResource
  .extend({ resumption: resumptionResource })
  .meta({ id: 'ResumedDestination' });

export const pauseBody = z
  .object({ reason: z.string().trim().min(1).max(200).describe('For whoever is on duty next; shown to ops') })
  .meta({ id: 'Pause' });
export type PauseBody = z.output<typeof pauseBody>;

/** @throws ProblemError where no poll follows, with what to do */
export function expectPoll(hastened: Hastened, id: string): void {
  if (hastened === 'unknown') throw notFound('feed', id);
  if (hastened === 'paused')
    throw new ProblemError(
      'conflict',
      `The feed "${id}" is paused and is not polled. Resume it with POST /v1/feeds/${id}/resume, or on the status page: it is polled at once then.`,
    );
}

/** Deeds on destinations and feeds. All may be repeated: pausing what is paused changes its reason alone. */
@ApiTags('Controls')
@Controller('v1')
export class ControlsController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'controls' | 'destinations' | 'feeds'>,
  ) {}

  @Post('destinations/:id/pause')
  @HttpCode(200)
  @Described(
    'Hold all deliveries of a destination, kills included; nothing is dropped',
    { schema: destinationResource, description: 'The destination, paused' },
    404,
  )
  async pauseDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: pauseBody }) { reason }: PauseBody,
  ) {
    if (!(await this.services.controls.pauseDestination(id, reason))) throw notFound('destination', id);
    return findOr404(this.services.destinations, 'destination', id);
  }

  @Post('destinations/:id/resume')
  @HttpCode(200)
  @Described(
    'Let deliveries of a paused, disabled or resting destination leave again, or count what would',
    { schema: resumedResource, description: 'The destination as it is now, and what the resumption came to' },
    404,
  )
  async resumeDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: resumeBody }) { dryRun, ...how }: z.output<typeof resumeBody>,
  ) {
    const { controls, destinations } = this.services;
    const resumed = await (dryRun
      ? controls.previewResumption(id, how)
      : controls.resumeDestination(id, how));
    if (!resumed) throw notFound('destination', id);
    const { state: _before, rest: _rest, ...counts } = resumed;
    return { ...(await findOr404(destinations, 'destination', id)), resumption: { dryRun, ...counts } };
  }

  @Post('feeds/:id/pause')
  @HttpCode(200)
  @Described('Stop polling a feed', { schema: feedResource, description: 'The feed, paused' }, 404)
  async pauseFeed(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: pauseBody }) { reason }: PauseBody,
  ) {
    if (!(await this.services.controls.pauseFeed(id, reason))) throw notFound('feed', id);
    return findOr404(this.services.feeds, 'feed', id);
  }

  @Post('feeds/:id/resume')
  @HttpCode(200)
  @Described('Poll a paused feed again', { schema: feedResource, description: 'The feed, polled again' }, 404)
  async resumeFeed(@Param({ schema: namedParams }) { id }: NamedParams) {
    if (!(await this.services.controls.resumeFeed(id))) throw notFound('feed', id);
    return findOr404(this.services.feeds, 'feed', id);
  }

  @Post('feeds/:id/pull')
  @HttpCode(202)
  @Described(
    'Poll a feed now, whatever its interval; a paused one must be resumed first',
    { schema: feedResource, status: 202, description: 'The feed; the poll follows' },
    404,
    409,
  )
  async pullFeed(@Param({ schema: namedParams }) { id }: NamedParams) {
    expectPoll(await this.services.controls.pullFeed(id), id);
    return findOr404(this.services.feeds, 'feed', id);
  }
}
