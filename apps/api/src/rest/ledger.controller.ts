import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { Described } from './described.js';
import {
  attemptResource,
  decisionResource,
  deliveryDetailResource,
  deliveryResource,
  itemResource,
  itemVersionResource,
  sameStoryResource,
} from './ledger-resources.js';
import { findOr404, listNumbered, type NumberedParams, numberedParams } from './listing.js';
import { pageOf, paging, placeFromCursor, placeToCursor } from './paging.js';
import { receiptResource } from './recall-resources.js';

const id = z.string().max(63).optional();
const itemId = z.coerce.number().int().min(1).optional();

const itemQuery = z.strictObject({
  ...paging,
  partnerId: id.describe('Sent by this partner'),
  feedId: id.describe('Came last by this feed'),
  guid: z.string().max(2000).optional().describe('The provider’s own id, exactly'),
  language: z.string().max(35).optional().describe('BCP 47; `uz` covers `uz-Latn`'),
  headline: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Words of the headline, in their order, whatever their case and apostrophes; Uzbek in either script, Kazakh and Azerbaijani in Cyrillic also as they are written in Latin letters',
    ),
  pubStatus: itemResource.shape.pubStatus.optional(),
});

const deliveryQuery = z.strictObject({
  ...paging,
  destinationId: id,
  itemId,
  state: deliveryResource.shape.state.optional(),
  kind: deliveryResource.shape.kind.optional(),
});

const decisionQuery = z.strictObject({
  ...paging,
  destinationId: id,
  itemId,
  allow: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .optional()
    .describe('true or false'),
});

const versions = z.object({ items: z.array(itemVersionResource) }).meta({ id: 'ItemVersions' });
const receipts = z.object({ items: z.array(receiptResource) }).meta({ id: 'Receipts' });
const attempts = z.object({ items: z.array(attemptResource) }).meta({ id: 'Attempts' });

/** What came in, what was decided, what was sent: the newest first. */
@ApiTags('Ledger')
@Controller('v1')
export class LedgerController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<
      ApiServices,
      'items' | 'stories' | 'deliveries' | 'decisions' | 'receipts'
    >,
  ) {}

  @Get('items')
  @Described('Items', { schema: pageOf(itemResource, 'ItemPage'), description: 'A page of items' })
  listItems(@Query({ schema: itemQuery }) { limit, cursor, ...filter }: z.output<typeof itemQuery>) {
    return listNumbered(this.services.items, filter, { limit, cursor });
  }

  @Get('items/:id')
  @Described('One item', { schema: itemResource, description: 'The item' }, 404)
  getItem(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    return findOr404(this.services.items, 'item', id);
  }

  @Get('items/:id/versions')
  @Described(
    'All versions of an item with their records',
    { schema: versions, description: 'The newest first' },
    404,
  )
  async listItemVersions(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    await findOr404(this.services.items, 'item', id);
    return { items: await this.services.items.versions(id) };
  }

  @Get('items/:id/same-story')
  @Described(
    'Other items that tell the same story: of other partners, in other scripts, under other guids',
    { schema: sameStoryResource, description: 'The story, some seconds after its latest item came in' },
    404,
  )
  async listSameStory(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    await findOr404(this.services.items, 'item', id);
    return this.services.stories.of(id);
  }

  @Get('deliveries')
  @Described('Deliveries', {
    schema: pageOf(deliveryResource, 'DeliveryPage'),
    description:
      'A page of deliveries: those of one settled `state` by when they were settled, the last first, unless they are of one item; others by id, the newest first. What is settled anew while pages are read moves to the front, and nothing else is left out',
  })
  async listDeliveries(
    @Query({ schema: deliveryQuery }) { limit, cursor, ...filter }: z.output<typeof deliveryQuery>,
  ) {
    const { items, next } = await this.services.deliveries.page(filter, limit, placeFromCursor(cursor));
    return next ? { items, nextCursor: placeToCursor(next) } : { items };
  }

  @Get('deliveries/:id')
  @Described('One delivery', { schema: deliveryDetailResource, description: 'The delivery' }, 404)
  async getDelivery(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    const delivery = await findOr404(this.services.deliveries, 'delivery', id);
    if (delivery.state !== 'dead') return delivery;
    return { ...delivery, answer: (await this.services.deliveries.attempts(id)).at(-1)?.answer };
  }

  @Get('deliveries/:id/attempts')
  @Described(
    'What was sent and answered, attempt by attempt',
    { schema: attempts, description: 'The first first' },
    404,
  )
  async listAttempts(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    await findOr404(this.services.deliveries, 'delivery', id);
    return { items: await this.services.deliveries.attempts(id) };
  }

  @Get('deliveries/:id/receipts')
  @Described(
    'What the receiver said of a delivery after it took it',
    { schema: receipts, description: 'The first first' },
    404,
  )
  async listReceipts(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    await findOr404(this.services.deliveries, 'delivery', id);
    return { items: await this.services.receipts.of([id]) };
  }

  @Get('decisions')
  @Described('Decisions with their trace', {
    schema: pageOf(decisionResource, 'DecisionPage'),
    description: 'A page of decisions',
  })
  listDecisions(
    @Query({ schema: decisionQuery }) { limit, cursor, ...filter }: z.output<typeof decisionQuery>,
  ) {
    return listNumbered(this.services.decisions, filter, { limit, cursor });
  }

  @Get('decisions/:id')
  @Described('One decision', { schema: decisionResource, description: 'The decision' }, 404)
  getDecision(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    return findOr404(this.services.decisions, 'decision', id);
  }
}
