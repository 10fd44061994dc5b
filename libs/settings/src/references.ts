import type { FaultPath } from './configuration-fault.js';
import { Secret } from './secret.js';

/** How the loader follows `${env:…}` and `${file:…}`; all that it knows of the world outside the files. */
export interface Resolve {
  env(name: string): string | undefined;
  /** @throws when the file cannot be read */
  readFile(path: string): string;
  /**
   * What to make of a secret whose variable or file is not there. `fault` (the default) is right for a start; `leave`
   * lets a configuration be checked where its secrets are not: they stay unresolved.
   */
  missingSecrets?: 'fault' | 'leave';
}

/** Keys of feeds and destinations under which every value is a secret. */
const SECRET_KEYS: ReadonlySet<unknown> = new Set(['secrets', 'apiKeys', 'secretHeaders']);
const SECRET_REFERENCE = /^\$\{(env|file):([^{}]+)\}$/;
const TEXT_REFERENCE = /\$\{([^{}]*)\}/g;
const ENV = /^env:([A-Za-z_]\w*)(?::-(.*))?$/s;

/** Follows every reference in plain data; what cannot be followed is told to `fault`. */
export function followReferences(
  value: unknown,
  resolve: Resolve,
  fault: (path: FaultPath, message: string) => void,
  path: FaultPath = [],
): unknown {
  if (typeof value === 'string') {
    return SECRET_KEYS.has(path[0])
      ? secretOf(value, resolve, (message) => fault(path, message))
      : textOf(value, resolve, (message) => fault(path, message));
  }
  if (Array.isArray(value))
    return value.map((inner, i) => followReferences(inner, resolve, fault, [...path, i]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      followReferences(inner, resolve, fault, [...path, key]),
    ]),
  );
}

/** A secret, or the text itself where it is no reference: the schema then refuses it without quoting it. */
function secretOf(text: string, resolve: Resolve, fault: (message: string) => void): unknown {
  const [, kind, name] = SECRET_REFERENCE.exec(text) ?? [];
  if (kind === undefined || name === undefined) return text;
  if (kind === 'env' && !/^[A-Za-z_]\w*$/.test(name)) {
    fault(`${text} is not the name of a variable; a secret has no default`);
    return Secret.unresolved(text);
  }
  const value = kind === 'env' ? resolve.env(name) || undefined : fileText(name, resolve);
  if (value !== undefined) return Secret.of(value, text);
  if (resolve.missingSecrets !== 'leave')
    fault(
      kind === 'env'
        ? `needs the environment variable ${name}, which is not set`
        : `needs the file ${name}, which cannot be read or is empty`,
    );
  return Secret.unresolved(text);
}

/** Files end in a line break that is no part of the secret. */
function fileText(path: string, resolve: Resolve): string | undefined {
  try {
    return resolve.readFile(path).trim() || undefined;
  } catch {
    return undefined;
  }
}

function textOf(text: string, resolve: Resolve, fault: (message: string) => void): string {
  return text.replace(TEXT_REFERENCE, (reference: string, inside: string) => {
    const [, name, fallback] = ENV.exec(inside) ?? [];
    if (name === undefined) {
      fault(`holds ${reference}, which is not a reference here: write \${env:NAME} or \${env:NAME:-default}`);
      return reference;
    }
    const value = resolve.env(name) || fallback;
    if (value === undefined)
      fault(
        `needs the environment variable ${name}, which is not set; \${env:${name}:-default} would do without`,
      );
    return value ?? reference;
  });
}
