import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemError } from './problem.js';
import type { FieldFault } from './problem-resource.js';

/** Faults that the sentence names; the list has all of them. */
const NAMED = 3;

function detailOf(errors: readonly FieldFault[]): string {
  const named = errors.slice(0, NAMED).map(({ at, detail }) => (at === '' ? detail : `${at}: ${detail}`));
  const count = errors.length === 1 ? 'One value is not valid' : `${errors.length} values are not valid`;
  return `${count}. ${named.join('; ')}${errors.length > NAMED ? '; …' : ''}`;
}

/** Validates bodies, queries and paths against the schema of their parameter; a problem lists every fault. */
export const readRequest = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const errors = issues.map((issue) => ({
      at: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      detail: issue.message,
    }));
    return new ProblemError('invalid-request', detailOf(errors), errors);
  },
});
