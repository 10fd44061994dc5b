import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, problemOf, SeeOther } from './problem.js';

/** Answers every error of every route, unknown routes included, as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Api');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof SeeOther) {
      reply.redirect(error.location, 303);
      return;
    }
    const problem = problemOf(error, {
      instance: request.url.split('?', 1)[0] ?? '/',
      requestId: request.id,
    });
    if (problem.status >= 500)
      this.logger.error(
        { requestId: request.id, method: request.method, path: problem.instance, error },
        error instanceof Error ? error.stack : undefined,
      );
    // A stream that has begun cannot change its mind: its connection is cut, and the client tries again.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error instanceof ProblemError) reply.headers(error.headers);
    reply
      .status(problem.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }
}
