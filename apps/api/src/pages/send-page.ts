import type { FastifyReply } from 'fastify';

/** Never kept by a browser: what a page shows was so at one moment, and may be meant to be seen once. */
export function sendPage(reply: FastifyReply, page: string): void {
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}
