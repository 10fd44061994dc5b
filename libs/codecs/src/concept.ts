import { asQcode } from '#news/ids.js';
import type { Concept } from '#news/record.js';
import { IPTC_SCHEMES } from './newsml-g2/iptc-schemes.js';

/**
 * A place that nothing else identifies is identified by where it lies: a `geo:` URI (RFC 5870). Latitude and longitude are
 * degrees of WGS 84; a point that is nowhere on Earth identifies nothing.
 */
export function placedAt(concept: Concept, latitude: number, longitude: number): Concept {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isOnEarth || concept.uri !== undefined || concept.qcode !== undefined) return concept;
  return { ...concept, uri: `geo:${latitude},${longitude}` };
}

/** The IPTC's schemes the other way round; a scheme with two aliases is known by its first. */
const ALIASES = new Map([...IPTC_SCHEMES].reverse().map(([alias, uri]) => [uri, alias]));

/**
 * Completes a concept that is identified by URI alone with the scheme and QCode, where the URI is in one of the IPTC's
 * schemes: `http://cv.iptc.org/newscodes/mediatopic/20000065` is `medtop:20000065`.
 *
 * @returns the same concept
 */
export function withQcode(concept: Concept): Concept {
  if (concept.qcode !== undefined || concept.uri === undefined) return concept;
  const end = Math.max(concept.uri.lastIndexOf('/'), concept.uri.lastIndexOf('#')) + 1;
  const scheme = concept.uri.slice(0, end);
  const code = concept.uri.slice(end);
  // Both spellings of the protocol are in use; the scheme's URI is a name, and the name has http.
  const name = scheme.startsWith('https:') ? `http:${scheme.slice('https:'.length)}` : scheme;
  const alias = ALIASES.get(scheme) ?? ALIASES.get(name);
  if (alias === undefined || code === '' || /\s/.test(code)) return concept;
  concept.qcode = asQcode(`${alias}:${code}`);
  concept.scheme = ALIASES.has(scheme) ? scheme : name;
  return concept;
}
