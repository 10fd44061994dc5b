import { lookup } from '#news/lookup.js';

/** A ninjs 3.1 object as `encodeNinjs` makes them: keys whose value is undefined are absent. */
type NinjsObject = Readonly<Record<string, unknown>>;

/** Where 2.2 has another name than 3.1 in small letters. */
const RENAMED: Readonly<Record<string, string>> = lookup({ embargoeduntil: 'embargoed' });
/** What 2.2 has no property for. */
const UNKNOWN: ReadonlySet<string> = new Set(['videocodec', 'plannedcoverage']);

const STANDARD_2 = {
  name: 'ninjs',
  version: '2.2',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json',
};

/**
 * A ninjs 3.1 object in version 2.2: names in small letters, and no more properties than that has. An association of
 * 2.2 has a name and no `rel`, so its name is what it is to the item, and a name that says more is an alternative id.
 */
export function asVersion2({ associations, standard: _standard, ...fields }: NinjsObject): NinjsObject {
  return {
    standard: STANDARD_2,
    ...withoutCamels(fields),
    associations: Array.isArray(associations) ? associations.map(associationOf) : undefined,
  };
}

function associationOf({ rel, name, altIds, associations, ...fields }: NinjsObject): NinjsObject {
  const named = rel === name ? [] : [{ role: 'name', value: name }];
  const ids = [...named, ...(Array.isArray(altIds) ? altIds : [])];
  return {
    name: rel,
    ...withoutCamels(fields),
    altids: ids.length > 0 ? ids : undefined,
    associations: Array.isArray(associations) ? associations.map(associationOf) : undefined,
  };
}

/** Keys are at most three levels deep outside of associations, and all of them are names of properties. */
function withoutCamels(value: unknown): NinjsObject;
function withoutCamels(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutCamels(one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key.toLowerCase(), withoutCamels(inner)] as const)
    .filter(([key]) => !UNKNOWN.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [RENAMED[key] ?? key, inner]));
}
