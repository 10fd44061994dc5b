import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OriginDocument } from '#apps/sandbox/src/origins/origin-documents.js';

/**
 * Answers 200 with validators or 304 (RFC 9110, sections 13.1 and 13.2.2: If-None-Match decides alone where it is
 * sent). HTTP dates have no parts of a second, so a document that changed within the last second is sent again rather
 * than risk that the change in that very second is never seen.
 */
export function answerConditionally(
  request: FastifyRequest,
  reply: FastifyReply,
  document: OriginDocument,
  now: Date,
  maxAgeSeconds: number,
): FastifyReply {
  const { etag, lastModified } = document;
  void reply
    .header('etag', etag)
    .header('last-modified', lastModified.toUTCString())
    .header('cache-control', `public, max-age=${maxAgeSeconds}`);
  const asked = request.headers['if-none-match'];
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  const unchanged =
    asked === undefined
      ? Math.floor(lastModified.getTime() / 1000) * 1000 <= since &&
        now.getTime() - lastModified.getTime() > 1000
      : asked.trim() === '*' || asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (unchanged) return reply.code(304).send();
  return reply.type(document.contentType).send(document.bytes);
}
