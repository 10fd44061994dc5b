import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * Plain data as a person would have written it by the schema: keys in the schema's order, and no key that only says its
 * default. Keys that the schema does not name, such as those of request headers, come last in their own order.
 */
export function asWritten(value: unknown, schema: Schema): unknown {
  const shape = branchFor(value, schema);
  if (Array.isArray(value)) return value.map((inner) => asWritten(inner, childSchema(shape.items)));
  if (!isObject(value)) return value;
  const properties = shape.properties ?? {};
  const keys = [...Object.keys(properties), ...Object.keys(value).filter((key) => !(key in properties))];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [inner, its] = [value[key], childSchema(properties[key])];
      if (inner === undefined) return [];
      const written = asWritten(inner, its);
      return isDeepStrictEqual(written, its.default) ? [] : [[key, written]];
    }),
  );
}

/** Of alternatives the one that has the value's keys and constants. */
function branchFor(value: unknown, schema: Schema): Schema {
  const branches = schema.oneOf ?? schema.anyOf;
  if (!branches) return schema;
  const fits = (branch: Schema): boolean =>
    isObject(value) &&
    Object.entries(branch.properties ?? {}).every(([key, inner]) => {
      const constant = childSchema(inner).const;
      return constant === undefined || constant === value[key];
    }) &&
    Object.keys(value).every((key) => key in (branch.properties ?? {}));
  return branches.map(childSchema).find(fits) ?? {};
}

const childSchema = (schema: unknown): Schema => (isObject(schema) ? schema : {});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
