import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import type { ReplaySelection } from '#store/replay.js';
import { whySkipped } from '#store/replay-skips.js';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { ProblemError } from '../problem/problem.js';
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
import { deliveryReplayBody, replayBody, replayedResource, replayResource } from './replay-resources.js';

const replayQuery = z.strictObject({ ...paging, destinationId: z.string().max(63).optional() });

/** Sending again what was settled. */
@ApiTags('Replays')
@Controller('v1')
export class ReplaysController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'controls' | 'destinations' | 'deliveries' | 'replays'>,
  ) {}

  @Post('destinations/:id/replay')
  @HttpCode(200)
  @Described(
    'Send again dead letters, what was settled in a time, or the newest version of each item; never out of order, never what was taken back',
    { schema: replayedResource, description: 'What is sent again, and what is not and why' },
    404,
  )
  async replayDestination(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: replayBody }) { dryRun, ...selection }: z.output<typeof replayBody>,
  ) {
    await findOr404(this.services.destinations, 'destination', id);
    return this.replay({ destinationId: asDestinationId(id), ...selection }, dryRun);
  }

  @Post('deliveries/:id/replay')
  @HttpCode(200)
  @Described(
    'Send one delivery again',
    { schema: replayedResource, description: 'It is due again' },
    404,
    409,
  )
  async replayDelivery(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: deliveryReplayBody }) { dryRun }: z.output<typeof deliveryReplayBody>,
  ) {
    await findOr404(this.services.deliveries, 'delivery', id);
    const result = await this.replay({ deliveryId: id }, dryRun);
    const [why] = Object.keys(result.skipped) as (keyof typeof result.skipped)[];
    if (why && !dryRun)
      throw new ProblemError(
        'conflict',
        `It cannot be sent again: ${whySkipped(why, result.formerAgreements)}.`,
      );
    return result;
  }

  @Get('replays')
  @Described('Replays and how far they are', {
    schema: pageOf(replayResource, 'ReplayPage'),
    description: 'The newest first. Counted every few seconds; `GET /v1/replays/ID` counts one now',
  })
  listReplays(@Query({ schema: replayQuery }) { limit, cursor, ...filter }: z.output<typeof replayQuery>) {
    return listNumbered(this.services.replays, filter, { limit, cursor });
  }

  @Get('replays/:id')
  @Described(
    'One replay, and what has become of its deliveries up to now',
    { schema: replayResource, description: 'The replay' },
    404,
  )
  getReplay(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    return findOr404(this.services.replays, 'replay', id);
  }

  private async replay(selection: ReplaySelection, dryRun: boolean) {
    const { controls } = this.services;
    if (dryRun) {
      const { destinations, ...counts } = await controls.previewReplay(selection);
      return { ...counts, dryRun };
    }
    const { id, toSend, skipped, formerAgreements, selected } = await controls.replay(selection);
    return { toSend, skipped, formerAgreements, dryRun, replayId: id, selecting: !selected };
  }
}
