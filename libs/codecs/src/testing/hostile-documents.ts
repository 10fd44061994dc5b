import { FULL_DOCUMENTS } from './full-documents.js';
import { HOSTILE_BY_FORMAT } from './hostile-by-format.js';
import { DEPTHS } from './hostile-depths.js';
import type { HostileDocument } from './hostile-document.js';
import { ENTITIES, OUTSIDE } from './hostile-entities.js';
import { FEED_WIDE } from './hostile-feed-wide.js';
import { MESSAGES } from './hostile-headers.js';
import { LENGTHS, SITEMAPS } from './hostile-lengths.js';
import { LARGE_MESSAGES } from './hostile-mail.js';
import { NAMES_OF_OBJECT } from './hostile-names.js';
import { NAMESPACES } from './hostile-namespaces.js';
import { NUMBERS } from './hostile-numbers.js';
import { PACKED } from './hostile-packing.js';
import { PARTS } from './hostile-parts.js';
import { PHRASES } from './hostile-phrases.js';
import { RUNS } from './hostile-runs.js';
import { VALUES } from './hostile-values.js';
import { REPEATED_SIGNS } from './repeated-signs.js';

type Documents = Readonly<Record<string, readonly HostileDocument[]>>;

/** By what they are made of: small ones, which may do harm by what is in them. */
export const HARMFUL_DOCUMENTS: Documents = {
  'addresses outside of the document': OUTSIDE,
  'names of Object': NAMES_OF_OBJECT,
  'repeated signs': REPEATED_SIGNS,
};

/** Those that may exhaust their reader; those of a class are alike in what they cost. */
export const EXHAUSTING_DOCUMENTS: Documents = {
  entities: ENTITIES,
  depth: DEPTHS,
  length: LENGTHS,
  sitemaps: SITEMAPS,
  namespaces: NAMESPACES,
  numbers: NUMBERS,
  format: HOSTILE_BY_FORMAT,
  packing: PACKED,
  phrases: PHRASES,
  values: VALUES,
  parts: PARTS,
  'files of a message': LARGE_MESSAGES,
  'structure of a message': MESSAGES,
  runs: RUNS,
  'values for all items': FEED_WIDE,
  items: FULL_DOCUMENTS,
};
