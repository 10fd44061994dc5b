import { lookup } from '#news/lookup.js';
import type { NewsRecord, Restriction } from '#news/record.js';

/** Groups of countries that restrictions name, by ISO 3166-1 alpha-2: the Union's members, and the CIS's with associates. */
const GROUPS: Record<string, string> = lookup({
  EU: 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE',
  CIS: 'AM AZ BY KZ KG MD RU TJ TM UZ',
});

/** What a restriction says: nothing but these, or anything but these. Undefined when it cannot be read. */
function readLimit(value: string, known: RegExp): { only: boolean; names: string[] } | undefined {
  const [polarity, ...names] = value.trim().split(/[\s,]+/);
  if ((polarity !== 'only' && polarity !== 'not') || names.length === 0) return undefined;
  return names.every((name) => known.test(name)) ? { only: polarity === 'only', names } : undefined;
}

export const restrictionsOf = (item: NewsRecord, type: Restriction['type']): Restriction[] =>
  item.rights?.restrictions?.filter((restriction) => restriction.type === type) ?? [];

/** The first restriction that keeps the item from a country, or that cannot be read and so keeps it from all. */
export function territoryBarrier(item: NewsRecord, country: string): Restriction | undefined {
  return restrictionsOf(item, 'territory').find(({ value }) => {
    const limit = readLimit(value, /^(?:[A-Z]{2}|CIS)$/);
    if (!limit) return true;
    const named = limit.names.some((name) => name === country || GROUPS[name]?.split(' ').includes(country));
    return named !== limit.only;
  });
}

/**
 * Takes away the platforms that the source forbids. `barrier` is the restriction that took the last of them, or one
 * that cannot be read.
 */
export function allowedPlatforms(
  item: NewsRecord,
  platforms: readonly string[],
): { platforms: readonly string[]; barrier?: Restriction } {
  let left = platforms;
  for (const restriction of restrictionsOf(item, 'platform')) {
    const limit = readLimit(restriction.value, /^[a-z]+$/);
    left = limit ? left.filter((platform) => limit.names.includes(platform) === limit.only) : [];
    if (left.length === 0) return { platforms: left, barrier: restriction };
  }
  return { platforms: left };
}
