import type { FieldFault, Problem } from './problem-resource.js';

const TITLES = {
  'invalid-request': [400, 'The request is not valid'],
  'not-authenticated': [401, 'Authentication is needed'],
  'not-permitted': [403, 'Not permitted'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  conflict: [409, 'Not possible in the present state'],
  'too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'too-many-requests': [429, 'Too many requests'],
  'not-available': [503, 'Not available now'],
  internal: [500, 'Something went wrong on our side'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof TITLES;

/** Thrown in a controller; the filter turns it into problem details. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: FieldFault[],
    /** Extra response headers, such as `WWW-Authenticate` or `Retry-After`. */
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
  }

  get status(): number {
    return TITLES[this.code][0];
  }
}

/** Thrown where a browser belongs on another page (303). */
export class SeeOther extends Error {
  constructor(readonly location: string) {
    super(`see ${location}`);
  }
}

export const notFound = (what: string, id: string | number): ProblemError =>
  new ProblemError('not-found', `There is no ${what} "${id}".`);

/** Any thrown thing as a problem. What was not foreseen says nothing of its inside: no message, no stack. */
export function problemOf(error: unknown, request: { instance: string; requestId: string }): Problem {
  const known = error instanceof ProblemError ? error : fromStatus(error);
  const [status, title] = TITLES[known.code];
  return {
    type: `urn:korpu:problem:${known.code}`,
    title,
    status,
    detail: known.detail,
    ...request,
    ...(known.errors && { errors: known.errors }),
  };
}

const CODE_BY_STATUS = new Map<number, ProblemCode>(
  Object.entries(TITLES).map(([code, [status]]) => [status, code as ProblemCode]),
);

/** Errors of the framework carry a status; below 500 their message speaks of the request and may be shown. */
function fromStatus(error: unknown): { code: ProblemCode; detail: string; errors?: FieldFault[] } {
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    const code = CODE_BY_STATUS.get(status) ?? 'invalid-request';
    return { code, detail: (error as Error).message };
  }
  if (status === 503) return { code: 'not-available', detail: 'Try again in a moment.' };
  return {
    code: 'internal',
    detail: 'The request could not be answered. The log has the cause under this request id.',
  };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  // Nest's HttpException answers by method, Fastify's errors by property.
  if ('getStatus' in error && typeof error.getStatus === 'function') return Number(error.getStatus());
  return 'statusCode' in error ? Number(error.statusCode) : 500;
}
