import { decodeHTML } from 'entities/decode';

/** From a question mark on, an address in a text. */
const QUERY = /\?[^\s<>"]*/g;
const PARAMETER = /&(?=[a-z]\w*=)/gi;

/**
 * The text that a piece of HTML between tags stands for. HTML knows some references without a semicolon too, in a text
 * even before an equals sign; in the query of an address, `?a=1&copy=2`, that is a parameter, as it is in an attribute.
 */
export function decodeText(raw: string): string {
  if (!raw.includes('&')) return raw;
  const text = raw.includes('?') ? raw.replace(QUERY, (query) => query.replace(PARAMETER, '&amp;')) : raw;
  return decodeHTML(text);
}
