import type { Parser } from 'htmlparser2';

/** Elements that may be open at once: far more than in any page, far fewer than would take long. */
export const MAX_DEPTH = 5000;
/** What a parser's handler throws to leave the rest of the page. */
export const TOO_DEEP = new Error('nested too deep');

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
