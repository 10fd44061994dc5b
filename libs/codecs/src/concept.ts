import { asQcode } from '#news/ids.js';
import type { Concept } from '#news/record.js';
import { IPTC_SCHEMES } from './newsml-g2/iptc-schemes.js';

/** The IPTC's schemes the other way round; a scheme with two aliases is known by its first. */
const ALIASES = new Map([...IPTC_SCHEMES].reverse().map(([alias, uri]) => [uri, alias]));

/**
 * Completes a concept that is identified by URI alone with the scheme and QCode, where the URI is in one of the IPTC's
 * schemes: `http://cv.iptc.org/newscodes/mediatopic/20000065` is `medtop:20000065`.
 */
export function withQcode(concept: Concept): Concept {
  if (concept.qcode !== undefined || concept.uri === undefined) return concept;
  const end = Math.max(concept.uri.lastIndexOf('/'), concept.uri.lastIndexOf('#')) + 1;
  const scheme = concept.uri.slice(0, end);
  const code = concept.uri.slice(end);
  // Both spellings of the protocol are in use; the scheme's URI is a name, and the name has http.
  const name = scheme.replace(/^https:/, 'http:');
  const alias = ALIASES.get(scheme) ?? ALIASES.get(name);
  if (alias === undefined || code === '' || /\s/.test(code)) return concept;
  return { ...concept, qcode: asQcode(`${alias}:${code}`), scheme: ALIASES.has(scheme) ? scheme : name };
}
