import type { FastifyInstance } from 'fastify';
import type { MediaLibrary } from '#apps/sandbox/src/media/media-library.js';
import type { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { answerConditionally } from '#apps/sandbox/src/origins/answer-conditionally.js';
import type { OriginDocuments } from '#apps/sandbox/src/origins/origin-documents.js';
import { storyPage } from '#apps/sandbox/src/origins/story-page.js';

/** Short, so that a reader that honours it still sees a kill soon. */
const MAX_AGE_SECONDS = 2;

/** What the newsrooms show to the world: feeds, media, item pages. */
export function addOriginRoutes(
  server: FastifyInstance,
  parts: { wire: Wire; documents: OriginDocuments; media: MediaLibrary; now: () => Date },
): void {
  const { wire, documents, media, now } = parts;

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
    const path = request.url.split('?')[0];
    for (const { feed, items } of wire.feeds) {
      const item = items.find(({ pagePath }) => pagePath === path);
      const isOut = item?.embargoed === undefined || item.embargoed <= now();
      if (item !== undefined && isOut)
        return reply.type('text/html; charset=utf-8').send(storyPage(item, feed.partnerName));
    }
    return reply.code(404).send({ error: 'no such item, or no longer listed' });
  });
}
