import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readArchived } from '#apps/sandbox/src/archive/archive-documents.js';
import { answerConditionally } from '#apps/sandbox/src/origins/answer-conditionally.js';

const MAX_AGE_SECONDS = 60;

/** Every document of a folder, served unchanged. */
export function addArchiveRoutes(server: FastifyInstance, feedsDir: string, now: () => Date): void {
  server.get<{ Params: { file: string } }>('/origins/archive/:file', (request, reply) => {
    const found = readArchived(feedsDir, request.params.file);
    if (found === undefined) return reply.code(404).send({ error: 'no such document' });
    const { bytes, contentType, modifiedAt: lastModified } = found;
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}"`;
    return answerConditionally(
      request,
      reply,
      { bytes, contentType, etag, lastModified },
      now(),
      MAX_AGE_SECONDS,
    );
  });
}
