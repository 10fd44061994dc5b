import { Body, Controller, Get, HttpCode, Inject, Param, Post, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { asDestinationId } from '#news/ids.js';
import { OVERLAP_SECONDS } from '#settings/schema/destination-schema.js';
import { MOST_SIGNING } from '#store/signing-key.store.js';
import { Allow } from '../../access/access.guard.js';
import { PAGE_ZONE, SERVICES } from '../../api.tokens.js';
import type { ApiServices } from '../../api-services.js';
import { notFound, ProblemError } from '../../problem/problem.js';
import { findOr404, type NamedParams, namedParams, numberedParams } from '../../rest/listing.js';
import { Moments } from '../moment.js';
import { sendPage } from '../send-page.js';
import { type KeysPageParts, keysPage } from './keys-page.js';
import { isFault, type KeyForm, keyForm, rotationOf } from './lane-forms.js';

const keyParams = namedParams.extend({ keyId: numberedParams.shape.id });

/** Signing keys of a webhook, for people. */
@ApiExcludeController()
@Allow('page')
@Controller('acts/destinations/:id/signing-keys')
export class KeysController {
  constructor(
    @Inject(SERVICES) private readonly services: Pick<ApiServices, 'destinations' | 'signingKeys'>,
    @Inject(PAGE_ZONE) private readonly zone: string,
  ) {}

  @Get()
  async list(@Param({ schema: namedParams }) { id }: NamedParams, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, id);
  }

  @Post()
  @HttpCode(200)
  async make(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Body({ schema: keyForm.prefault({}) }) form: KeyForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rotation = rotationOf(form);
    if (isFault(rotation)) return this.show(reply, id, rotation);
    const made = await this.services.signingKeys.rotate(asDestinationId(id), rotation);
    if (made.outcome === 'unknown') throw notFound('webhook', id);
    if (made.outcome === 'too-many')
      return this.show(reply, id, { fault: `${MOST_SIGNING} keys sign already. Revoke one first.` });
    await this.show(reply, id, { made });
  }

  @Post(':keyId/revoke')
  @Redirect('/', 303)
  async revoke(
    @Param({ schema: keyParams }) { id, keyId }: z.output<typeof keyParams>,
  ): Promise<{ url: string }> {
    const { outcome } = await this.services.signingKeys.revoke(asDestinationId(id), keyId);
    if (outcome === 'unknown') throw notFound('signing key', keyId);
    if (outcome === 'last')
      throw new ProblemError('conflict', 'It is the only key that signs. Make another one first.');
    return { url: `/acts/destinations/${id}/signing-keys` };
  }

  private async show(
    reply: FastifyReply,
    id: string,
    more: Pick<KeysPageParts, 'made' | 'fault'> = {},
  ): Promise<void> {
    const keys = await this.services.signingKeys.list(asDestinationId(id));
    if (!keys) throw notFound('webhook', id);
    const { name, rules } = await findOr404(this.services.destinations, 'destination', id);
    const destination = { id, name, overlapSeconds: rules?.keyOverlapSeconds ?? OVERLAP_SECONDS };
    sendPage(reply, keysPage({ destination, keys, moments: new Moments(this.zone, new Date()), ...more }));
  }
}
