import { type Configuration, KINDS, type Kind } from './configuration.js';
import { Secret } from './secret.js';

/** One field that differs. Of a secret nothing is known but that it does. */
export type Difference = { path: string } & (
  | { secret: 'added' | 'removed' | 'changed' }
  | { secret?: undefined; before?: unknown; after?: unknown }
);

export interface Change {
  action: 'create' | 'update' | 'delete';
  kind: Kind;
  id: string;
  /** For an update every field that differs, in the order of the file; empty for the others. */
  differences: Difference[];
}

/**
 * What has to change for `current` to become `desired`, in an order in which it can be done: partners are there before
 * those that refer to them, and go after them. `current` should hold only what came from files before: whatever is
 * missing from `desired` is deleted.
 */
export function planConfiguration(current: Configuration, desired: Configuration): Change[] {
  const made = KINDS.flatMap((kind) => {
    const existing = byId(current[kind]);
    return [...byId(desired[kind])].flatMap(([id, after]): Change[] => {
      const before = existing.get(id);
      if (!before) return [{ action: 'create', kind, id, differences: [] }];
      const differences = differencesOf(before, after);
      return differences.length > 0 ? [{ action: 'update', kind, id, differences }] : [];
    });
  });
  const gone = [...KINDS].reverse().flatMap((kind) => {
    const wanted = byId(desired[kind]);
    return [...byId(current[kind]).keys()]
      .filter((id) => !wanted.has(id))
      .map((id): Change => ({ action: 'delete', kind, id, differences: [] }));
  });
  return [...made, ...gone];
}

const MARKS = { create: '+', update: '~', delete: '-' } as const;

/** The plan as lines of plain text, with a count at the end. */
export function printPlan(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['Nothing to change.'];
  const count = (action: Change['action']): number =>
    changes.filter((change) => change.action === action).length;
  return [
    ...changes.flatMap(({ action, kind, id, differences }) => [
      `${MARKS[action]} ${kind.replace(/s$/, '')} ${id}`,
      ...differences.map((difference) => `    ${printDifference(difference)}`),
    ]),
    `${count('create')} to create, ${count('update')} to update, ${count('delete')} to delete.`,
  ];
}

function printDifference(difference: Difference): string {
  if (difference.secret !== undefined) return `${difference.path}: *** ${difference.secret}`;
  const print = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `${difference.path}: ${print(difference.before)} → ${print(difference.after)}`;
}

const byId = (objects: readonly { id: string }[]): Map<string, object> =>
  new Map(objects.map((object) => [object.id, object]));

function differencesOf(before: object, after: object): Difference[] {
  const [old, wanted] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...wanted.keys(), ...old.keys()])].flatMap((path): Difference[] => {
    const [was, is] = [old.get(path), wanted.get(path)];
    if (was instanceof Secret || is instanceof Secret) {
      if (was instanceof Secret && is instanceof Secret)
        return was.equals(is) ? [] : [{ path, secret: 'changed' }];
      return [{ path, secret: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed' }];
    }
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path, before: was, after: is }];
  });
}

/**
 * An object as paths and values. A list of plain values is one value; in a list of objects each is found by its id, so
 * that a grant put first does not make every grant differ.
 */
function leavesOf(value: unknown, path = '', leaves = new Map<string, unknown>()): Map<string, unknown> {
  if (value instanceof Secret || value === null || typeof value !== 'object') {
    if (value !== undefined) leaves.set(path, value);
  } else if (!Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value))
      leavesOf(inner, path === '' ? key : `${path}.${key}`, leaves);
  } else if (value.some((inner) => inner !== null && typeof inner === 'object')) {
    for (const [i, inner] of value.entries()) leavesOf(inner, `${path}[${idOf(inner) ?? i}]`, leaves);
  } else {
    leaves.set(path, value);
  }
  return leaves;
}

const idOf = (value: unknown): string | undefined =>
  value !== null && typeof value === 'object' && 'id' in value ? String(value.id) : undefined;
