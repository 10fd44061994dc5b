import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const OWN_PAGES = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

// Swagger UI and bull-board write styles into their markup and pictures into their styles. Scripts stay files.
const FOREIGN_PAGES = Object.entries({
  ...OWN_PAGES,
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'base-uri': "'self'",
})
  .map(([name, value]) => `${name} ${value}`)
  .join('; ');

/** Headers of every answer. Nothing is ever loaded from another host. */
export function securityHeaders(app: NestFastifyApplication, secure: boolean): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: OWN_PAGES },
    // Without TLS the header would say nothing, and on a shared host name it would speak for others.
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id);
      if (/^\/(docs|ops\/queues)(\/|$|\?)/.test(request.url))
        reply.header('content-security-policy', FOREIGN_PAGES);
    });
}
