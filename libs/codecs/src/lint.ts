import { XMLValidator } from 'fast-xml-parser';
import { lintAtom } from './atom/lint.js';
import type { Fault, Format } from './codec.js';
import { lintEmail } from './email/lint.js';
import { lintJsonFeed } from './jsonfeed/lint.js';
import { LineIndex } from './line-index.js';
import type { Report } from './lint-values.js';
import { lintNitf } from './nitf/lint.js';
import { lintRdf } from './rdf/lint.js';
import { lintRss } from './rss/lint.js';
import { lintSitemap } from './sitemap/lint.js';
import { readXml } from './xml/read-xml.js';
import type { XmlElement } from './xml/xml-node.js';

/** The rules of the formats in XML that have no linter of more than one kind of document. */
const XML_LINTERS: Partial<Record<Format, (root: XmlElement, report: Report) => void>> = {
  rss: lintRss,
  rdf: lintRdf,
  atom: lintAtom,
  nitf: lintNitf,
  sitemap: lintSitemap,
};

/**
 * Faults of a document by the rules that its format's specification calls required. NewsML-G2 and ninjs have linters of
 * their own. Formats without rules of ours are only read as XML; HTML, of which `validateDocument` asks no more than that
 * it is a story, and IPTC 7901 have no faults.
 */
export function lintDocument(format: Format, source: string): Fault[] {
  if (format === 'jsonfeed') return lintJsonFeed(source);
  if (format === 'email') return lintEmail(source);
  if (format === 'iptc7901' || format === 'html') return [];
  if (format === 'rss' && /^\s*\{/.test(source))
    return [{ code: 'rss.in-json', at: '/', line: 1, message: 'this is RSS in JSON; RSS 2.0 is XML' }];
  const text = source.replace(/\r\n?/g, '\n');
  const { root } = readXml(text);
  const lines = new LineIndex(text);
  const faults: Fault[] = [];
  // Our reader repairs what it can; whether a document needed repair is for one that does not.
  const wellFormed = XMLValidator.validate(text);
  if (wellFormed !== true) {
    const { line, msg } = wellFormed.err;
    // What the validator says of a document that ends too early is a list in JSON.
    const open = /^Invalid '(\[.*\])' found\.$/s.exec(msg)?.[1]?.match(/[\w:.-]+/g);
    const message = open ? `the document ends within ${open.map((name) => `<${name}>`).join(' ')}` : msg;
    const at = `/${root.local}`;
    // It says the first line of a document that ends too early, which is not where it does.
    faults.push({ code: 'xml.malformed', at, line: open ? lines.lineOf(text.length) : line, message });
  }
  XML_LINTERS[format]?.(root, (code, element, at, message) => {
    faults.push({ code, at, line: lines.lineOf(element.at), message });
  });
  return faults;
}
