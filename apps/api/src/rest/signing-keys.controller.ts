import { Body, Controller, Delete, Get, Header, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { MOST_SIGNING } from '#store/signing-key.store.js';
import { Allow } from '../access/access.guard.js';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { Described } from './described.js';
import { type NamedParams, namedParams, numberedParams } from './listing.js';
import {
  newSigningKeyResource,
  rotationBody,
  signingKeyResource,
  signingKeysResource,
} from './signing-key-resources.js';

const keyParams = namedParams.extend({ keyId: numberedParams.shape.id });

/** Keys that sign what goes to a webhook. */
@ApiTags('Signing keys')
@Controller('v1/destinations/:id/signing-keys')
export class SigningKeysController {
  constructor(@Inject(SERVICES) private readonly services: Pick<ApiServices, 'signingKeys'>) {}

  @Get()
  @Allow('destination')
  @Described(
    'The keys of a webhook, without their secrets; with its own key a destination reads its public keys here',
    { schema: signingKeysResource, description: 'The newest first' },
    403,
    404,
  )
  async listKeys(@Param({ schema: namedParams }) { id }: NamedParams) {
    const items = await this.services.signingKeys.list(asDestinationId(id));
    if (!items) throw notFound('webhook', id);
    return { items };
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Described(
    'Make a new key, and let the ones before expire. Answers after some seconds, when all that leaves is signed with it',
    { schema: newSigningKeyResource, status: 201, description: 'The key, with its secret this once' },
    404,
    409,
  )
  async rotate(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: rotationBody }) rotation: z.output<typeof rotationBody>,
  ) {
    const rotated = await this.services.signingKeys.rotate(asDestinationId(id), rotation);
    if (rotated.outcome === 'unknown') throw notFound('webhook', id);
    if (rotated.outcome === 'too-many')
      throw new ProblemError(
        'conflict',
        `${MOST_SIGNING} keys sign already, and each adds a signature to every request. Revoke one first.`,
      );
    return { ...rotated.key, secret: rotated.secret };
  }

  @Delete(':keyId')
  @Described(
    'Revoke a key: within seconds nothing is signed with it any more. Never the last one',
    { schema: signingKeyResource, description: 'The key, which signs no longer' },
    404,
    409,
  )
  async revoke(@Param({ schema: keyParams }) { id, keyId }: z.output<typeof keyParams>) {
    const revoked = await this.services.signingKeys.revoke(asDestinationId(id), keyId);
    if (revoked.outcome === 'unknown') throw notFound('signing key', keyId);
    if (revoked.outcome === 'last')
      throw new ProblemError('conflict', 'It is the only key that signs. Make another one first.');
    return revoked.key;
  }
}
