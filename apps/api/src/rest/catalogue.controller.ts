import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import {
  agreementResource,
  destinationResource,
  feedResource,
  partnerResource,
} from './catalogue-resources.js';
import { Described } from './described.js';
import { findOr404, type ListQuery, listNamed, listQuery, type NamedParams, namedParams } from './listing.js';
import { pageOf } from './paging.js';

/** What was configured, with its present state. */
@ApiTags('Configuration')
@Controller('v1')
export class CatalogueController {
  constructor(
    @Inject(SERVICES)
    private readonly services: Pick<ApiServices, 'partners' | 'feeds' | 'destinations' | 'agreements'>,
  ) {}

  @Get('partners')
  @Described('Partners, by id', {
    schema: pageOf(partnerResource, 'PartnerPage'),
    description: 'A page of partners',
  })
  listPartners(@Query({ schema: listQuery }) query: ListQuery) {
    return listNamed(this.services.partners, query);
  }

  @Get('partners/:id')
  @Described('One partner', { schema: partnerResource, description: 'The partner' }, 404)
  getPartner(@Param({ schema: namedParams }) { id }: NamedParams) {
    return findOr404(this.services.partners, 'partner', id);
  }

  @Get('feeds')
  @Described('Feeds with their last poll, by id', {
    schema: pageOf(feedResource, 'FeedPage'),
    description: 'A page of feeds',
  })
  listFeeds(@Query({ schema: listQuery }) query: ListQuery) {
    return listNamed(this.services.feeds, query);
  }

  @Get('feeds/:id')
  @Described('One feed', { schema: feedResource, description: 'The feed' }, 404)
  getFeed(@Param({ schema: namedParams }) { id }: NamedParams) {
    return findOr404(this.services.feeds, 'feed', id);
  }

  @Get('destinations')
  @Described('Destinations with the state of their lanes, by id', {
    schema: pageOf(destinationResource, 'DestinationPage'),
    description: 'A page of destinations',
  })
  listDestinations(@Query({ schema: listQuery }) query: ListQuery) {
    return listNamed(this.services.destinations, query);
  }

  @Get('destinations/:id')
  @Described('One destination', { schema: destinationResource, description: 'The destination' }, 404)
  getDestination(@Param({ schema: namedParams }) { id }: NamedParams) {
    return findOr404(this.services.destinations, 'destination', id);
  }

  @Get('agreements')
  @Described('Agreements in their current version, by id', {
    schema: pageOf(agreementResource, 'AgreementPage'),
    description: 'A page of agreements',
  })
  listAgreements(@Query({ schema: listQuery }) query: ListQuery) {
    return listNamed(this.services.agreements, query);
  }

  @Get('agreements/:id')
  @Described(
    'One agreement in its current version',
    { schema: agreementResource, description: 'The agreement' },
    404,
  )
  getAgreement(@Param({ schema: namedParams }) { id }: NamedParams) {
    return findOr404(this.services.agreements, 'agreement', id);
  }
}
