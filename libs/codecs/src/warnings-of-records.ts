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
  for (const [i, { guid }] of records.entries()) byGuid.set(guid, [...(byGuid.get(guid) ?? []), i]);
  for (const warning of warnings) {
    const owner = ownerOf(warning.at, byPlace);
    const owners = owner === undefined ? byGuid.get(warning.at) : [owner];
    const concerned = owners ?? (WHOLE.test(warning.at) ? records.keys() : [0]);
    for (const i of concerned) lists[i]?.push(warning);
  }
  return lists;
}

/** `document`, or its root element. */
const WHOLE = /^(?:document|\/[\w:-]*)$/;

/** The record at the place, or at the nearest place above it. */
function ownerOf(at: string, byPlace: ReadonlyMap<string, number>): number | undefined {
  for (let place = at; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const owner = byPlace.get(place);
    if (owner !== undefined || !place.includes('/')) return owner;
  }
}
