import type { FastifyInstance } from 'fastify';
import type { MediaLibrary } from '#apps/sandbox/src/media/media-library.js';
import { answerConditionally } from '#apps/sandbox/src/origins/answer-conditionally.js';
import type { OriginDocuments } from '#apps/sandbox/src/origins/origin-documents.js';
import { ROBOTS_TXT } from '#apps/sandbox/src/origins/write-site.js';

/** Short, so that a reader that honours it still sees a kill soon. */
const MAX_AGE_SECONDS = 2;

/** What the newsrooms show to the world: feeds, media, item pages. */
export function addOriginRoutes(
  server: FastifyInstance,
  parts: { documents: OriginDocuments; media: MediaLibrary; now: () => Date },
): void {
  const { documents, media, now } = parts;

  server.get<{ Params: { partner: string; file: string }; Querystring: { page?: string } }>(
    '/origins/:partner/:file',
    (request, reply) => {
      const { partner, file } = request.params;
      const document = documents.read(`${partner}/${file}`, Number(request.query.page ?? 1), now());
      if (document === undefined) return reply.code(404).send({ error: 'no such feed or page' });
      return answerConditionally(request, reply, document, now(), MAX_AGE_SECONDS);
    },
  );

  server.get<{ Params: { file: string } }>('/media/:file', (request, reply) => {
    const file = media.read(`/media/${request.params.file}`);
    if (file === undefined) return reply.code(404).send({ error: 'no such file' });
    return reply
      .type(file.contentType)
      .header('cache-control', 'public, max-age=86400, immutable')
      .send(file.bytes);
  });

  server.get('/stories/*', (request, reply) => {
    const document = documents.readStory(request.url.split('?')[0] ?? '', now());
    if (document === undefined) return reply.code(404).send({ error: 'no such item, or no longer listed' });
    return answerConditionally(request, reply, document, now(), MAX_AGE_SECONDS);
  });

  server.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').send(ROBOTS_TXT));
}
