import type { Handler, Parser } from 'htmlparser2';
import { MAX_ATTRIBUTES, refuseTooMany } from '../limits.js';

/** Elements that may be open at once: far more than in any page, far fewer than would take long. */
export const MAX_DEPTH = 5000;
/** What a parser's handler throws to leave the rest of the page. */
export const TOO_DEEP = new Error('nested too deep');

/**
 * The part of a parser's handler that refuses an element with more attributes than any has: the parser keeps them all.
 *
 * @throws UndecodableDocument `decode.too-large`
 */
export function limitAttributes(): Required<Pick<Handler, 'onopentagname' | 'onattribute'>> {
  let count = 0;
  return {
    onopentagname() {
      count = 0;
    },
    onattribute() {
      refuseTooMany(++count, MAX_ATTRIBUTES, 'attributes in one element');
    },
  };
}

/** Gives the page to the parser; false where its handler left the rest. */
export function parseTo(parser: Parser, html: string): boolean {
  try {
    parser.write(html);
    parser.end();
    return true;
  } catch (error) {
    if (error !== TOO_DEEP) throw error;
    return false;
  }
}
