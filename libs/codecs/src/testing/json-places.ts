import { decodeDocument } from '../decode.js';

type Schema = Readonly<Record<string, unknown>>;

/** One value that a JSON document may have: the keys to it, `0` for the entry of a list, and the value. */
export interface JsonPlace {
  path: readonly string[];
  value: unknown;
}

/** What is found again as it stands; of numbers, dates and words of a list it is asked whether they make a difference. */
export const MARK = 'söz7.';
const DATE = '2031-03-07T05:11:00Z';

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each value that a JSON Schema knows, in objects down to so many deep, and in each a key that nobody knows. */
function* jsonPlaces(root: Schema, depth: number): Generator<JsonPlace> {
  yield* within(root, root, [], depth);
}

function* within(
  root: Schema,
  written: Schema,
  path: readonly string[],
  depth: number,
): Generator<JsonPlace> {
  const all = partsOf(root, written);
  const has = (key: string): boolean => all.some((part) => part[key] !== undefined);
  if (has('properties') || has('patternProperties')) {
    if (
      path.filter((key) => key !== '0').length > depth ||
      path.filter((key) => key === 'associations').length > 1
    )
      return;
    for (const { properties, patternProperties } of all) {
      for (const [name, one] of Object.entries((properties ?? {}) as Record<string, Schema>))
        yield* within(root, one, [...path, name], depth);
      for (const [pattern, one] of Object.entries((patternProperties ?? {}) as Record<string, Schema>))
        yield* within(root, one, [...path, nameFor(pattern)], depth);
    }
    yield { path: [...path, 'mood'], value: MARK };
    return;
  }
  const items = all.map((part) => part['items']).find(isSchema);
  if (items !== undefined) {
    yield* within(root, items, [...path, '0'], depth);
    return;
  }
  yield { path, value: valueFor(all) };
}

/** A schema with what it refers to and is made of. */
function partsOf(root: Schema, schema: Schema): Schema[] {
  const parts = [schema];
  const ref = schema['$ref'];
  if (typeof ref === 'string' && ref.startsWith('#')) {
    const target = ref
      .split('/')
      .slice(1)
      .reduce<unknown>((found, key) => (found as Schema)[key], root);
    if (target !== schema) parts.push(...partsOf(root, target as Schema));
  }
  for (const key of ['allOf', 'anyOf', 'oneOf'])
    for (const one of (schema[key] as Schema[] | undefined) ?? []) parts.push(...partsOf(root, one));
  return parts;
}

/** `^body_[a-z]+` is `body_x`. */
const nameFor = (pattern: string): string => `${/^\^?([a-z_]*)/i.exec(pattern)![1]!}x`;

function valueFor(parts: readonly Schema[]): unknown {
  const said = (key: string): unknown => parts.map((part) => part[key]).find((one) => one !== undefined);
  const words = said('enum');
  if (Array.isArray(words)) return words.at(-1);
  const type = said('type');
  if (type === 'number' || type === 'integer') return 7;
  if (type === 'boolean') return true;
  if (type === 'object') return { mood: MARK };
  const format = said('format');
  if (format === 'date-time') return DATE;
  return format === 'uri' ? `https://example.org/${MARK}` : MARK;
}

/** An object that says one thing, with what identifies the objects around it. @param known what each object has by its path */
function objectWith({ path, value }: JsonPlace, isSaid: boolean, known: (path: string) => object): unknown {
  const build = (i: number): unknown => {
    if (i === path.length) return value;
    const key = path[i]!;
    if (key === '0') return i === path.length - 1 && !isSaid ? [] : [build(i + 1)];
    const own = known(
      path
        .slice(0, i)
        .filter((one) => one !== '0')
        .join('/'),
    );
    return i === path.length - 1 && !isSaid ? without(own, key) : { ...own, [key]: build(i + 1) };
  };
  return build(0);
}

const without = (object: object, key: string): object =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** Each place of which an object can say something that is neither in a record nor in a warning. */
export function lostJsonPlaces(
  schema: Schema,
  depth: number,
  known: (path: string) => object,
  silent: readonly RegExp[],
): string[] {
  const lost = new Set<string>();
  for (const place of jsonPlaces(schema, depth)) {
    const name = place.path.filter((key) => key !== '0').join('/');
    if (silent.some((pattern) => pattern.test(name))) continue;
    const read = said(objectWith(place, true, known));
    const isLost = JSON.stringify(place.value).includes(MARK)
      ? !read.includes(MARK)
      : read === said(objectWith(place, false, known));
    if (isLost) lost.add(name);
  }
  return [...lost];
}

function said(object: unknown): string {
  const { records, warnings } = decodeDocument(Buffer.from(JSON.stringify(object)), { format: 'ninjs' });
  const without = records.map(({ fingerprint: _, ...record }) => record);
  return JSON.stringify([without, warnings]).replaceAll('%C3%B6', 'ö');
}
