import type { NewsRecord } from '#news/record.js';

/** One field that is not the same in two records. `from` is absent where it was added, `to` where it was removed. */
export interface FieldDifference {
  /** Such as `headline`, `rights.holder`, `renditions[https://…].width`. */
  field: string;
  from?: unknown;
  to?: unknown;
}

/** The ledger's own: they say nothing of what the document says. */
const OWN: ReadonlySet<string> = new Set(['version', 'fingerprint', 'hops']);

/**
 * What a reader of two records of one item would find different, field by field, in the order of the fields. What stands
 * in lists is compared by what it is (its address, code, id or name), not by where it stands.
 */
export function recordDifference(from: NewsRecord, to: NewsRecord): FieldDifference[] {
  return objects(from, to, '').filter(({ field }) => !OWN.has(field));
}

function compare(from: unknown, to: unknown, field: string): FieldDifference[] {
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return [{ field, to }];
  if (to === undefined) return [{ field, from }];
  if (Array.isArray(from) && Array.isArray(to)) return lists(from, to, field);
  if (isObject(from) && isObject(to)) return objects(from, to, `${field}.`);
  return from === to ? [] : [{ field, from, to }];
}

function objects(from: object, to: object, prefix: string): FieldDifference[] {
  const [a, b] = [
    new Map<string, unknown>(Object.entries(from)),
    new Map<string, unknown>(Object.entries(to)),
  ];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].flatMap((name) => compare(a.get(name), b.get(name), `${prefix}${name}`));
}

function lists(from: readonly unknown[], to: readonly unknown[], field: string): FieldDifference[] {
  const [a, b] = [byKey(from), byKey(to)];
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].flatMap((key) => compare(a.get(key), b.get(key), `${field}[${key}]`));
}

/** The second of two that are called alike is `name (2)`. */
function byKey(list: readonly unknown[]): Map<string, unknown> {
  const map = new Map<string, unknown>();
  for (const one of list) {
    const name = nameOf(one);
    let key = name;
    for (let n = 2; map.has(key); n += 1) key = `${name} (${n})`;
    map.set(key, one);
  }
  return map;
}

const NAMES = ['href', 'qcode', 'uri', 'guid', 'id', 'groupRef', 'name', 'source', 'type'] as const;

function nameOf(one: unknown): string {
  if (!isObject(one)) return String(one);
  const name = NAMES.map((key) => one[key]).find((value) => value !== undefined);
  return name === undefined ? JSON.stringify(one) : String(name);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
