import { z } from 'zod';
import type { FaultPath } from './configuration-fault.js';

type Shape = z.core.JSONSchema.BaseSchema;

/** The keys that a schema knows where `path` leads; those of every alternative, where there are several. */
export function knownKeys(schema: z.ZodType, path: FaultPath): string[] {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  let here = alternatives(whole);
  for (const part of path) here = here.flatMap((one) => below(one, part)).flatMap(alternatives);
  return [...new Set(here.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function below({ properties, items, additionalProperties }: Shape, part: string | number): Shape[] {
  const next = typeof part === 'number' ? items : (properties?.[part] ?? additionalProperties);
  return typeof next === 'object' && next !== null && !Array.isArray(next) ? [next] : [];
}

const alternatives = (shape: Shape): Shape[] => [
  shape,
  ...[shape.anyOf, shape.oneOf, shape.allOf].flatMap((list = []) => list.flatMap(alternatives)),
];
