import { isActiveAddress } from './active-address.js';
import { guidUri } from './uri.js';

/** Told of an address that would run as a script: it was left out, or a guid put behind a scheme of ours. */
export type ActiveFound = (code: 'href-dropped' | 'guid-repaired', address: string) => void;

/**
 * The value without what is absent, all the way down: no `null`, empty string, empty list or empty object. An address that
 * would run as a script is told and removed, with the file or link that is nothing without it; a guid becomes a harmless one.
 */
export function pruned(value: unknown, found: ActiveFound): unknown {
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const kept: unknown[] = [];
    for (const one of value) {
      const inner = pruned(one, found);
      if (inner !== undefined) kept.push(inner);
    }
    return kept.length > 0 ? kept : undefined;
  }
  let isEmpty = true;
  let isNowhere = false;
  const kept: Record<string, unknown> = {};
  for (const key in value) {
    const inner = pruned((value as Record<string, unknown>)[key], found);
    if (inner === undefined) continue;
    if (isActive(key, inner)) {
      found(key === 'guid' ? 'guid-repaired' : 'href-dropped', inner);
      if (key === 'href') isNowhere = true;
      if (key !== 'guid') continue;
      kept[key] = guidUri(inner);
    } else kept[key] = inner;
    isEmpty = false;
  }
  return isEmpty || (isNowhere && kept['guid'] === undefined) ? undefined : kept;
}

/** Whether an address that would run as a script stands anywhere in the value. */
export function holdsActive(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsActive);
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (isActive(key, inner) || holdsActive(inner)) return true;
  }
  return false;
}

const isActive = (key: string, value: unknown): value is string =>
  typeof value === 'string' && ADDRESSES.has(key) && isActiveAddress(value);

/** What a record names its addresses by; whoever reads it makes links of a guid too. */
const ADDRESSES: ReadonlySet<string> = new Set(['url', 'uri', 'href', 'guid']);
