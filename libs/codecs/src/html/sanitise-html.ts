import type { Rendition } from '#news/record.js';
import type { Warning } from '../codec.js';
import { CUT_DETAIL, MAX_TEXT } from '../limits.js';
import { escapeText } from '../xml/write-xml.js';
import { withoutOpenEnd } from './no-tag.js';
import { tellingText } from './plain-text.js';
import { readHtml } from './read-html.js';
import { TagReader } from './tag-reader.js';
import { Unmanageable, XhtmlWriter } from './xhtml-writer.js';

export interface SanitisedHtml {
  /** A well-formed XHTML fragment without namespace declarations; `''` where nothing is left to read or see. */
  body: string;
  /** The pictures, videos, sounds and caption files of the body, in its order, each address once. */
  renditions: Rendition[];
  warnings: Warning[];
}

/**
 * Rewrites a piece of HTML or XHTML as a safe, well-formed XHTML fragment: allow-listed elements and attributes,
 * absolute links, no scripts, no styles. Elements that are not allowed vanish and their text stays, but for what no body
 * can show (drawings, formulas, controls of forms), whose words are reported; embedded players become links; tracking
 * pixels go. Broken markup is closed where HTML says it ends, and costs no text: of what would be left out and is never
 * closed the tag alone goes. Only where a script, a style, a comment or a tag itself never ends is the rest lost, and
 * reported.
 *
 * @param at where the HTML stands in its document, for the warnings
 */
export function sanitiseHtml(html: string, baseUrl?: string, at = 'body'): SanitisedHtml {
  if (html.length > MAX_TEXT) {
    const { warnings, ...cut } = sanitiseHtml(html.slice(0, MAX_TEXT), baseUrl, at);
    return { ...cut, warnings: [{ code: 'text-cut', at, detail: CUT_DETAIL }, ...warnings] };
  }
  if (!/[<&]/.test(html)) return { body: escapeText(html).trim(), renditions: [], warnings: [] };
  const writer = new XhtmlWriter(baseUrl, at);
  try {
    const source = withoutOpenEnd(html);
    const reader = new TagReader(source, writer);
    readHtml(source, reader, { recognizeSelfClosing: true });
    reader.end();
  } catch (error) {
    if (!(error instanceof Unmanageable)) throw error;
    const text = tellingText(html, (...left) => writer.leaveOut(...left));
    writer.flatten(text, error.message);
  }
  return { body: writer.body, renditions: writer.media.renditions, warnings: writer.warnings };
}
