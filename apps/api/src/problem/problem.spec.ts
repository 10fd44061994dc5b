import { NotFoundException } from '@nestjs/common';
import { notFound, ProblemError, problemOf } from './problem.js';

const request = { instance: '/v1/feeds/x', requestId: 'r1' };

describe('problemOf', () => {
  it('answers what was thrown on purpose, with every fault', () => {
    const faults = [{ at: 'limit', detail: 'Too big' }];
    expect(problemOf(new ProblemError('invalid-request', 'One field is wrong.', faults), request)).toEqual({
      type: 'urn:korpu:problem:invalid-request',
      title: 'The request is not valid',
      status: 400,
      detail: 'One field is wrong.',
      instance: '/v1/feeds/x',
      requestId: 'r1',
      errors: faults,
    });
  });

  it('names what is missing', () => {
    expect(problemOf(notFound('feed', 'x'), request)).toMatchObject({
      status: 404,
      detail: 'There is no feed "x".',
    });
  });

  it("keeps the framework's words for what the client did", () => {
    expect(problemOf(new NotFoundException('Cannot GET /nowhere'), request)).toMatchObject({
      type: 'urn:korpu:problem:not-found',
      detail: 'Cannot GET /nowhere',
    });
    const tooLarge = Object.assign(new Error('Request body is too large'), { statusCode: 413 });
    expect(problemOf(tooLarge, request)).toMatchObject({ type: 'urn:korpu:problem:too-large', status: 413 });
  });

  it.each([new Error('password=secret in /srv/korpu/x.ts'), 'secret', undefined, null, { statusCode: 500 }])(
    'says nothing of the inside for %p',
    (thrown) => {
      const problem = problemOf(thrown, request);
      expect(problem.status).toBe(500);
      expect(JSON.stringify(problem)).not.toMatch(/secret|\.ts|stack/);
    },
  );
});
