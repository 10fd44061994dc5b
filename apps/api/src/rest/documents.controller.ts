import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';
import { notFound } from '../problem/problem.js';
import { Described } from './described.js';
import { documentDetailResource, documentResource } from './ledger-resources.js';
import { findOr404, listNumbered, type NumberedParams, numberedParams } from './listing.js';
import { pageOf, paging } from './paging.js';

const documentQuery = z.strictObject({
  ...paging,
  feedId: z.string().max(63).optional().describe('Fetched by this feed'),
  state: documentResource.shape.state.optional(),
});

/** What was fetched, byte for byte, and what became of it: the newest first. */
@ApiTags('Ledger')
@Controller('v1/documents')
export class DocumentsController {
  constructor(@Inject(SERVICES) private readonly services: Pick<ApiServices, 'documents'>) {}

  @Get()
  @Described('Fetched documents; with `state=undecodable` those in quarantine', {
    schema: pageOf(documentResource, 'DocumentPage'),
    description: 'A page of documents',
  })
  listDocuments(
    @Query({ schema: documentQuery }) { limit, cursor, ...filter }: z.output<typeof documentQuery>,
  ) {
    return listNumbered(this.services.documents, filter, { limit, cursor });
  }

  @Get(':id')
  @Described(
    'One document with its warnings, or why it could not be read',
    { schema: documentDetailResource, description: 'The document' },
    404,
  )
  getDocument(@Param({ schema: numberedParams }) { id }: NumberedParams) {
    return findOr404(this.services.documents, 'document', id);
  }

  /** Whatever an origin served must not be shown as a page of ours: it is a file to save, of no type. */
  @Get(':id/bytes')
  @Described('The document as it was fetched, to be saved', { description: 'Its bytes' }, 404)
  async getDocumentBytes(
    @Param({ schema: numberedParams }) { id }: NumberedParams,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bytes = await this.services.documents.bytes(id);
    if (bytes === undefined) throw notFound('document', id);
    reply
      .header('content-disposition', `attachment; filename="document-${id}.bin"`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cache-control', 'no-store')
      .type('application/octet-stream')
      .send(bytes);
  }
}
