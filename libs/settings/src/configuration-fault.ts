import type { z } from 'zod';
import { nearMatches } from './near-matches.js';

/** One thing that is wrong with a configuration file. */
export interface ConfigurationFault {
  file: string;
  /** 1-based: of the key concerned, or of the object that lacks it. */
  line: number;
  /** `grants[0].items.languages`; empty where the whole file is meant. */
  path: string;
  /** What is wrong and what would be right, without a subject: `must be …`. Never quotes a secret. */
  message: string;
}

export type FaultPath = readonly (string | number)[];

/** `config/feeds/report-az.yaml:7 url must be an http or https URL` */
export function faultLine({ file, line, path, message }: ConfigurationFault): string {
  return `${file}:${line} ${path === '' ? '' : `${path} `}${message}`;
}

/** `a fault:` or `3 faults:`, and below it each, a line each that begins with the indent. */
export function faultList(faults: readonly ConfigurationFault[], indent = '  '): string {
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return [`${count}:`, ...faults.map((fault) => indent + faultLine(fault))].join('\n');
}

export function printPath(path: FaultPath): string {
  return path.reduce<string>((printed, part) => {
    if (typeof part === 'number') return `${printed}[${part}]`;
    return printed === '' ? part : `${printed}.${part}`;
  }, '');
}

/**
 * What zod found, in the words of whoever wrote the file; unknown keys one by one.
 *
 * @param keysAt the keys that are known at a place
 */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  given: unknown,
  keysAt: (path: FaultPath) => readonly string[] = () => [],
): { path: FaultPath; message: string }[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, keysAt(path)) }));
    const message = valueAt(given, path) === undefined ? missing(issue) : describe(issue);
    return [{ path, message }];
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearMatches(key, known);
  return `is not a known key here${near.length > 0 ? `; did you mean ${near.join(', or ')}?` : ''}`;
}

const missing = (issue: z.core.$ZodIssue): string =>
  issue.code === 'custom' ? issue.message : `is missing; it ${describe(issue)}`;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
  boolean: 'true or false',
};

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'array'
        ? `must have ${issue.minimum} or more entries`
        : `must be ${issue.inclusive ? `${issue.minimum} or more` : `more than ${issue.minimum}`}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `must have ${issue.maximum} or fewer entries`
        : `must be ${issue.maximum} or less`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function valueAt(given: unknown, path: FaultPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[part] : undefined,
    given,
  );
}
