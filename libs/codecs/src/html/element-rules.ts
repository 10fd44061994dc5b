import {
  ALLOWED,
  ATTRIBUTES,
  COMMON_ATTRIBUTES,
  DROPPED,
  KNOWN,
  STAND_INS,
  UNSEEN,
  VOID,
} from './allow-list.js';
import { ENDS_FOREIGN, FOREIGN, HOLDS_HTML } from './foreign-content.js';
import { ENDED_BY } from './implied-end.js';
import { begunElement, isAddress } from './no-tag.js';

/** All that sanitising asks of an element, looked up once for each of its tags. */
export interface ElementRules {
  name: string;
  /** Whether it may stand in a body; of one that may not, what it holds stays. */
  isAllowed: boolean;
  /** Whether it goes with all that it holds. */
  isDropped: boolean;
  /** Whether nobody would have read what it holds. */
  isUnseen: boolean;
  isVoid: boolean;
  /** Whether it has no end tag, allowed or not. */
  isNeverClosed: boolean;
  /** Whether its tag alone goes where nothing closes it, rather than all that follows. */
  isPassedUnclosed: boolean;
  /** The elements that its start tag ends. */
  ends: ReadonlySet<string>;
  /** Whether it is none, but an address in angle brackets. */
  isAddress: boolean;
  /** Whether it is a drawing or a formula. */
  isForeign: boolean;
  /** Whether its start tag ends those. */
  endsForeign: boolean;
  /** Whether it holds HTML where it stands in one of those. */
  holdsHtml: boolean;
  /** The attributes that are read. */
  attributes: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NEVER_CLOSED: ReadonlySet<string> = new Set([
  ...VOID,
  ...['area', 'base', 'embed', 'frame', 'input', 'link', 'meta', 'param'],
]);

/** What they hold would be no story if it were read as one. */
const CODE: ReadonlySet<string> = new Set(['script', 'style']);

const ruled = (name: string): ElementRules => ({
  name,
  isAllowed: ALLOWED.has(name),
  isDropped: DROPPED.has(name),
  isUnseen: UNSEEN.has(name),
  isVoid: VOID.has(name),
  isNeverClosed: NEVER_CLOSED.has(name),
  isPassedUnclosed: DROPPED.has(name) && !NEVER_CLOSED.has(name) && !CODE.has(name),
  ends: ENDED_BY.get(name) ?? NONE,
  isAddress: isAddress(name),
  isForeign: FOREIGN.has(name),
  endsForeign: ENDS_FOREIGN.has(name),
  holdsHtml: HOLDS_HTML.has(name),
  attributes: new Set([...COMMON_ATTRIBUTES, ...(ATTRIBUTES[name] ?? [])]),
});

const RULES: ReadonlyMap<string, ElementRules> = new Map([
  ...[...KNOWN].map((name) => [name, ruled(name)] as const),
  ...Object.entries(STAND_INS).map(([other, name]) => [other, ruled(name)] as const),
]);
const OF_OTHERS = ruled('');

/** The rules for an element by its name, in upper or lower case. */
export function rulesOf(name: string): ElementRules {
  const known = RULES.get(name);
  if (known) return known;
  const lower = name.toLowerCase();
  const other = RULES.get(begunElement(lower));
  if (other) return other;
  return {
    ...OF_OTHERS,
    name: lower,
    holdsHtml: HOLDS_HTML.has(lower),
    isAddress: isAddress(lower),
  };
}
