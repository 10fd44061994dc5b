import type { Decoded, Warning } from './codec.js';

/**
 * The warnings of a document, a list for each of its records: those about the record, and those about the document as a
 * whole, which concern every record. What is about entries that gave no record goes to the first; so every warning is in
 * one list at least, and a long document with a fault in every entry does not have all of them in all.
 */
export function warningsOfRecords({
  records,
  places,
  warnings,
}: Pick<Decoded, 'records' | 'places' | 'warnings'>): Warning[][] {
  const lists = records.map((): Warning[] => []);
  const byPlace = new Map(places.map((place, i) => [place, i]));
  const byGuid = new Map<string, number[]>();
  for (const [i, { guid }] of records.entries()) {
    for (const above of ['', ...foldersOf(places[i]!)]) {
      const at = above + guid;
      byGuid.set(at, [...(byGuid.get(at) ?? []), i]);
    }
  }
  for (const warning of warnings) {
    for (const i of ownersOf(warning.at, byGuid, byPlace, places)) lists[i]?.push(warning);
  }
  return lists;
}

/** What stands before the guid, or the place, of what is nested in other documents: `a.zip/`, `a.zip/b.xml/`. */
const foldersOf = (place: string): string[] =>
  [...place.matchAll(/\//g)].map(({ index }) => place.slice(0, index + 1));

/** `document`, or its root element; of a document in an archive behind its name. */
const WHOLE = /^(.*\/)?(?:document|\/[\w:-]*)$/s;

/** The record of the guid or at the place, or of the nearest above it; all records of what is a whole document. */
function ownersOf(
  at: string,
  byGuid: ReadonlyMap<string, number[]>,
  byPlace: ReadonlyMap<string, number>,
  places: readonly string[],
): Iterable<number> {
  for (let place = at; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const owners = byGuid.get(place);
    if (owners) return owners;
    const owner = byPlace.get(place);
    if (owner !== undefined) return [owner];
    if (!place.includes('/')) break;
  }
  const whole = WHOLE.exec(at);
  if (!whole) return [0];
  const folder = whole[1] ?? '';
  const inside = [...places.keys()].filter((i) => places[i]!.startsWith(folder));
  return inside.length === 0 ? [0] : inside;
}
