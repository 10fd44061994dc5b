import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import type { Hastened } from '#store/feed-control.js';
import type { ReplaySelection } from '#store/replay.js';
import { REPLAY_SKIPS } from '#store/replay-skips.js';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { destinationResource, feedResource } from './catalogue-resources.js';
import { Described } from './described.js';
import { replayResource } from './ledger-resources.js';
import { findOr404, type NamedParams, type NumberedParams, namedParams, numberedParams } from './listing.js';

export const pauseBody = z
  .object({ reason: z.string().trim().min(1).max(200).describe('For whoever is on duty next; shown to ops') })
  .meta({ id: 'Pause' });
export type PauseBody = z.output<typeof pauseBody>;

const resumeBody = z
  .object({
    since: z.iso
      .datetime({ offset: true })
      // A mistyped year would make dead letters of everything that is held.
      .refine((since) => Date.parse(since) <= Date.now(), 'must not be in the future')
      .optional()
      .describe(
        'What was decided earlier becomes dead letters, which can be replayed. Absent = everything held leaves',
      ),
  })
  .meta({ id: 'Resume' })
  .prefault({});

const dryRun = z.boolean().default(false).describe('true = only count');
const deliveryReplayBody = z.object({ dryRun }).meta({ id: 'DeliveryReplay' }).prefault({});
const replayBody = z
  .union([
    z.strictObject({ dead: z.literal(true).describe('All dead letters'), dryRun }),
    z.strictObject({
      since: z.iso.datetime({ offset: true }).describe('Everything delivered, or dead, since then'),
      dryRun,
    }),
  ])
  .meta({ id: 'DestinationReplay' });

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
    private readonly services: Pick<ApiServices, 'controls' | 'destinations' | 'deliveries' | 'feeds'>,
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
    'Let deliveries of a paused or disabled destination leave again',
    { schema: destinationResource, description: 'The destination, open' },
    404,
  )
  async resumeDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: resumeBody }) { since }: z.output<typeof resumeBody>,
  ) {
    if (!(await this.services.controls.resumeDestination(id, since))) throw notFound('destination', id);
    return findOr404(this.services.destinations, 'destination', id);
  }

  @Post('destinations/:id/replay')
  @HttpCode(200)
  @Described(
    'Send again what is dead, or everything since a moment; never out of order, never what was taken back',
    { schema: replayResource, description: 'What is sent again, and what is not and why' },
    404,
  )
  async replayDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: replayBody }) body: z.output<typeof replayBody>,
  ) {
    await findOr404(this.services.destinations, 'destination', id);
    const destinationId = asDestinationId(id);
    const selection =
      'dead' in body ? { destinationId, dead: true as const } : { destinationId, since: body.since };
    return this.replay(selection, body.dryRun);
  }

  @Post('deliveries/:id/replay')
  @HttpCode(200)
  @Described('Send one delivery again', { schema: replayResource, description: 'It is due again' }, 404, 409)
  async replayDelivery(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: deliveryReplayBody }) body: z.output<typeof deliveryReplayBody>,
  ) {
    await findOr404(this.services.deliveries, 'delivery', id);
    const result = await this.replay({ deliveryId: id }, body.dryRun);
    const [why] = Object.keys(result.skipped) as (keyof typeof result.skipped)[];
    if (why && !body.dryRun)
      throw new ProblemError('conflict', `It cannot be sent again: ${REPLAY_SKIPS[why]}.`);
    return result;
  }

  private async replay(selection: ReplaySelection, dryRun: boolean) {
    const { controls } = this.services;
    const { toSend, skipped } = await (dryRun
      ? controls.previewReplay(selection)
      : controls.replay(selection));
    return { toSend, skipped, dryRun };
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
