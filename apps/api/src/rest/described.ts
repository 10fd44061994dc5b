import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

const PROBLEMS = {
  400: 'The request is not valid; `errors` lists every fault',
  401: 'No API key, or one that is not known',
  403: 'The key does not permit this',
  404: 'There is no such thing',
  409: 'Not possible in the present state',
} as const;

const problem = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });

/**
 * A route's line in the API description: what it answers, and the problems it may answer with.
 * 400 and 401 are understood for every route.
 */
export function Described(
  summary: string,
  answer: { schema?: z.ZodType; status?: number; description?: string },
  ...problems: (keyof typeof PROBLEMS)[]
) {
  const { schema, status = 200, description = 'Done' } = answer;
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description, ...(schema && { standardSchema: schema }) }),
    ...([400, 401, ...problems] as const).map((code) => problem(code, PROBLEMS[code])),
  );
}
