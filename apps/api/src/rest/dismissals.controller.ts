import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { DISMISSAL_STAYS, type DismissalSelection, type DismissalStay } from '#store/dismissal.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { GATEKEEPER, SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { ProblemError } from '../problem/problem.js';
import { Described } from './described.js';
import { findOr404, type NamedParams, type NumberedParams, namedParams, numberedParams } from './listing.js';
import { deliveryDismissalBody, dismissalBody, dismissedResource } from './replay-resources.js';

/** Settling dead letters about which nothing is to be done. */
@ApiTags('Replays')
@Controller('v1')
export class DismissalsController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'controls' | 'destinations' | 'deliveries'>,
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
  ) {}

  @Post('destinations/:id/dismiss')
  @HttpCode(200)
  @Described(
    'Dismiss dead letters of a destination, all of them where nothing is said; not kills whose removal is not confirmed',
    { schema: dismissedResource, description: 'What is dismissed, and what is not and why' },
    404,
  )
  async dismissOfDestination(
    @Req() request: FastifyRequest,
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: dismissalBody }) { dryRun, reason, ...selection }: z.output<typeof dismissalBody>,
  ) {
    await findOr404(this.services.destinations, 'destination', id);
    return this.dismiss(request, { destinationId: asDestinationId(id), ...selection }, reason, dryRun);
  }

  @Post('deliveries/:id/dismiss')
  @HttpCode(200)
  @Described(
    'Dismiss one dead letter',
    { schema: dismissedResource, description: 'It is dismissed' },
    404,
    409,
  )
  async dismissDelivery(
    @Req() request: FastifyRequest,
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Body({ schema: deliveryDismissalBody }) { dryRun, reason }: z.output<typeof deliveryDismissalBody>,
  ) {
    await findOr404(this.services.deliveries, 'delivery', id);
    const result = await this.dismiss(request, { deliveryId: id }, reason, dryRun);
    const [why] = Object.keys(result.stay) as DismissalStay[];
    if (why && !dryRun)
      throw new ProblemError('conflict', `It cannot be dismissed: ${DISMISSAL_STAYS[why]}.`);
    return result;
  }

  private async dismiss(
    request: FastifyRequest,
    selection: DismissalSelection,
    reason: string,
    dryRun: boolean,
  ) {
    const { controls } = this.services;
    const caller = this.gatekeeper.admitted(request);
    const by = caller?.role === 'administrator' ? caller.name : 'console';
    const result = dryRun
      ? await controls.previewDismissal(selection)
      : await controls.dismiss(selection, { by, reason });
    return { ...result, dryRun };
  }
}
