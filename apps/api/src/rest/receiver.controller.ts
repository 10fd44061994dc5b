import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { Allow } from '../access/access.guard.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { GATEKEEPER, SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { Described } from './described.js';
import { findOr404, type NamedParams, namedParams } from './listing.js';
import {
  gapsResource,
  MOST_SEQUENCES,
  receiptBody,
  receiptResource,
  resendBody,
  resentResource,
} from './recall-resources.js';

const sequence = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const gapsQuery = z
  .strictObject({
    from: sequence.optional().describe(`The first number. Default: ${MOST_SEQUENCES} numbers before \`to\``),
    to: sequence.optional().describe('The last number. Default: the last one given'),
  })
  .refine(({ from = 1, to = from }) => from <= to, { path: ['to'], error: 'must not be below from' })
  .refine(({ from, to }) => from === undefined || to === undefined || to - from < MOST_SEQUENCES, {
    path: ['to'],
    error: `must be less than ${MOST_SEQUENCES} above from`,
  });

/** What a receiver says of its deliveries, and asks of them: with its own key. */
@ApiTags('Receivers')
@Controller('v1')
export class ReceiverController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'receipts' | 'sequences' | 'controls' | 'destinations'>,
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
  ) {}

  @Post('receipts')
  @Allow('partner')
  @Described(
    'Say what became of a delivery; the same word again is the same receipt, with status 200',
    { schema: receiptResource, status: 201, description: 'Taken down' },
    403,
    404,
  )
  async postReceipt(
    @Req() request: FastifyRequest,
    @Body({ schema: receiptBody }) word: z.output<typeof receiptBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const caller = this.gatekeeper.admitted(request);
    if (caller?.role !== 'destination')
      throw new ProblemError(
        'not-permitted',
        'A receipt is sent with the key of the destination it is from.',
      );
    const at = word.at && new Date(word.at).toISOString();
    const taken = await this.services.receipts.take(asDestinationId(caller.destinationId), { ...word, at });
    // The same for what never was, was never sent, and is another's.
    if (!taken) throw notFound('delivery', word.webhookId);
    reply.code(taken.fresh ? HttpStatus.CREATED : HttpStatus.OK);
    return taken.receipt;
  }

  @Get('destinations/:id/gaps')
  @Allow('destination')
  @Described(
    'What became of each sequence number, so that a receiver can prove that it has everything',
    { schema: gapsResource, description: `${MOST_SEQUENCES} numbers at most` },
    403,
    404,
  )
  async getGaps(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Query({ schema: gapsQuery }) query: z.output<typeof gapsQuery>,
  ) {
    await findOr404(this.services.destinations, 'destination', id);
    const destinationId = asDestinationId(id);
    const last = await this.services.sequences.last(destinationId);
    const to =
      query.to ??
      (query.from === undefined
        ? last
        : Math.max(query.from, Math.min(last, query.from + MOST_SEQUENCES - 1)));
    const from = query.from ?? Math.max(1, to - MOST_SEQUENCES + 1);
    return {
      destinationId,
      last,
      from,
      to,
      items: await this.services.sequences.between(destinationId, from, to),
    };
  }

  @Post('destinations/:id/gaps/resend')
  @Allow('destination')
  @Described(
    'Send numbers again that the receiver lacks; never out of order, never what was taken back',
    { schema: resentResource, status: 201, description: 'What is sent again, and what is not and why' },
    403,
    404,
  )
  async resend(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: resendBody }) { sequences }: z.output<typeof resendBody>,
  ) {
    await findOr404(this.services.destinations, 'destination', id);
    const destinationId = asDestinationId(id);
    const deliveries = await this.services.sequences.deliveries(destinationId, sequences);
    const { toSend, skipped, formerAgreements } = await this.services.controls.replay({
      destinationId,
      deliveryIds: [...deliveries.values()],
    });
    const unknown = [...new Set(sequences)].filter((one) => !deliveries.has(one)).sort((a, b) => a - b);
    return { toSend, skipped, formerAgreements, unknown };
  }
}
