import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemError } from './problem.js';

/** Validates bodies, queries and paths against the schema of their parameter; a problem lists every fault. */
export const readRequest = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const errors = issues.map((issue) => ({
      at: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      detail: issue.message,
    }));
    const detail = errors.length === 1 ? 'One value is not valid.' : `${errors.length} values are not valid.`;
    return new ProblemError('invalid-request', detail, errors);
  },
});
