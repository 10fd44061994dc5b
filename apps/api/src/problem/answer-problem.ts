import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOutage, isUnreadableValue } from '#store/transaction.js';
import { ProblemError, problemOf, SeeOther } from './problem.js';
import { problemPage } from './problem-page.js';

const logger = new Logger('Api');

const DATABASE_AWAY = new ProblemError(
  'not-available',
  'The database does not answer. Nothing is lost; work goes on when it is back.',
);

/** A NUL in a text, a year that no calendar has: what a schema let pass and the database cannot look up. */
const UNREADABLE_VALUE = new ProblemError('invalid-request', 'One value is none that anything could have.');

/** A browser that goes to a page names HTML first; what it loads for a page, and every API client, does not. */
const wantsPage = ({ headers, url }: FastifyRequest): boolean =>
  (headers.accept?.startsWith('text/html') ?? false) && !url.startsWith('/v1/');

function ofDatabase(error: unknown): unknown {
  if (isOutage(error)) return DATABASE_AWAY;
  return isUnreadableValue(error) ? UNREADABLE_VALUE : error;
}

/** Answers an error as `application/problem+json`, or as a page to a browser; what was not foreseen is logged. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof SeeOther) {
    reply.redirect(error.location, 303);
    return;
  }
  const problem = problemOf(ofDatabase(error), {
    instance: request.url.split('?', 1)[0] ?? '/',
    requestId: request.id,
  });
  if (problem.status >= 500)
    logger.error(
      `${request.method} ${problem.instance} failed; request ${request.id}`,
      error instanceof Error ? error.stack : String(error),
    );
  // A stream that has begun cannot change its mind: its connection is cut, and the client tries again.
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (error instanceof ProblemError) reply.headers(error.headers);
  reply.status(problem.status).header('cache-control', 'no-store');
  if (wantsPage(request)) reply.type('text/html; charset=utf-8').send(problemPage(problem));
  else reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
