import type { Format, JsonDocument } from './codec.js';
import { isMessage } from './email/is-message.js';
import { isHeaderLine } from './iptc7901/read-header.js';
import { jsonFormat } from './json-format.js';
import { jsonOnce } from './read-json.js';
import { readDoctype, skipMisc } from './xml/doctype.js';
import { canonicalNamespace, NS } from './xml/namespaces.js';

const FIRST_TAG =
  /^<([\w.\-\u0080-\uffff]+:)?([\w.\-\u0080-\uffff]+)((?:\s+(?:"[^"]*"|'[^']*'|[^<>"'])*)?)\/?>?/;
const ROOT =
  /<(?:[\w.-]{1,30}:)?(?:rss|channel|feed|entry|rdf|newsmessage|newsitem|packageitem|planningitem|conceptitem|knowledgeitem|catalogitem|newsml|nitf|nitf-set|urlset|sitemapindex|html)(?=[\s/>])/i;
const HTML_ROOT = /<(?:!doctype\s+html|html|head)\b/i;
const JSON_START = /[{[]\s*["{]/;
/** The first character that is neither white space nor one that cannot be seen, such as a second byte order mark. */
const FIRST_SIGN = /[^\s\0\u200b-\u200d\u2060\ufeff]/;
const HEAD = 16_384;
/** What a broken server prints before JSON is a few lines. */
const MOST_JUNK = 2000;

/** Where the document proper begins: behind what a broken server printed before the first tag of a feed. */
export function documentStart(text: string): number {
  if (text.startsWith('<?xml')) return 0;
  const first = FIRST_SIGN.exec(text)?.index ?? 0;
  const head = text.slice(first, first + HEAD);
  if (/^(?:<\?xml|[{[])/.test(head) || isWireMessage(head)) return first;
  const root = ROOT.exec(head)?.index;
  const html = HTML_ROOT.exec(head)?.index ?? head.length;
  // A page may show the source of a feed.
  if (html < (root ?? head.length)) return first;
  if (root === undefined) return first + jsonStart(text.slice(first));
  const declaration = head.lastIndexOf('<?xml', root);
  const start = declaration >= 0 ? declaration : root;
  // Comments, instructions and a DOCTYPE may stand before a root; words and other elements may not.
  const misc = skipMisc(head, 0);
  return misc >= start || head.startsWith('<!', misc) ? first : first + start;
}

/** Where JSON of a known format begins behind notices and guards such as `)]}'`; 0 where none does. */
function jsonStart(text: string): number {
  const at = JSON_START.exec(text.slice(0, MOST_JUNK))?.index ?? 0;
  if (at === 0 || isMessage(text)) return 0;
  const json = text.slice(at);
  return jsonFormat(json, jsonOnce(json)) === undefined ? 0 : at;
}

/**
 * The format of a document, judged by its content alone: root element and namespace, the shape of JSON, the first
 * lines of a message. Undefined for what is none of the formats.
 *
 * @param json what parses the text, for those who need its value too
 * @throws UndecodableDocument `decode.too-large` where JSON has too many values to be parsed
 */
export function detectFormat(text: string, json: () => JsonDocument = jsonOnce(text)): Format | undefined {
  const first = text.search(/\S/);
  if (first < 0) return undefined;
  const c = text[first]!;
  if (c === '{' || c === '[') return jsonFormat(text, json);
  if (c === '<') return markupFormat(text);
  if (isWireMessage(text)) return 'iptc7901';
  return isMessage(text) ? 'email' : undefined;
}

/**
 * IPTC 7901 begins with SOH, perhaps behind characters that only wake the line (SYN, NUL); with ZCZC, or with its header
 * alone, where the control characters were lost on the way.
 */
function isWireMessage(text: string): boolean {
  const head = text.slice(0, 1000).trimStart();
  const fillers = /^[\p{Cc}\s]*/u.exec(head)![0];
  // SOH alone may begin anything, and so may SOH and STX.
  if (fillers.includes('\u0001') && hasWireHeader(head, text)) return true;
  const [line = ''] = head.slice(fillers.length).split(/\r?\n/, 1);
  return /^ZCZC\b/i.test(line) || WIRE_HEADER.test(line);
}

/** Between SOH and STX stands a header line; where it is in no way that is known, words, and ETX ends the text behind it. */
function hasWireHeader(head: string, text: string): boolean {
  const ends = text.includes('\u0003', text.indexOf('\u0002'));
  return head.split('\u0001').some((message, i) => {
    const stx = message.indexOf('\u0002');
    if (i === 0 || stx < 0) return false;
    const header = message.slice(0, stx);
    const lines = header.split(/[\r\n]/).map((line) => line.replace(/\p{Cc}/gu, ' '));
    return lines.some(isHeaderLine) || (ends && isPlain(header));
  });
}

/** Letters and figures, and none of what stands in no text. */
const isPlain = (header: string): boolean =>
  /\p{L}/u.test(header) && /\p{N}/u.test(header) && !header.includes('\0') && !header.includes('\ufffd');

/** Source and number, priority, category, number of words. */
const WIRE_HEADER = /^[a-z]{2,6}\d{3,5}[ \t]+\d[ \t]+[a-z]{1,5}[ \t]+\d{1,5}(?:[ \t].*)?$/i;

function markupFormat(text: string): Format | undefined {
  const doctype = readDoctype(text);
  const format = rootFormat(text.slice(skipMisc(text, doctype.end)).slice(0, HEAD));
  // Some systems write the DOCTYPE of a page before everything.
  if (format === undefined && /<!doctype\s+html\b/i.test(text.slice(0, doctype.end).slice(-2000)))
    return 'html';
  return format;
}

function rootFormat(text: string): Format | undefined {
  const tag = FIRST_TAG.exec(text);
  if (!tag) return undefined;
  const [, prefix = '', name = '', attributes = ''] = tag;
  if (ITEMS.has(name)) return 'newsml-g2';
  const declaration = prefix ? `xmlns:${prefix.slice(0, -1)}` : 'xmlns';
  DECLARATIONS.lastIndex = 0;
  for (let found = DECLARATIONS.exec(attributes); found; found = DECLARATIONS.exec(attributes)) {
    if (found[1] === declaration) return formatOfRoot(name, canonicalNamespace(found[2]!));
  }
  return formatOfRoot(name, '');
}

const DECLARATIONS = /\s(xmlns(?::[\w.\-\u0080-\uffff]+)?)\s*=\s*["']([^"']*)["']/g;

const ITEMS = new Set([
  'newsMessage',
  'newsItem',
  'packageItem',
  'planningItem',
  'conceptItem',
  'knowledgeItem',
  'catalogItem',
]);

function formatOfRoot(name: string, ns: string): Format | undefined {
  if (name === 'RDF') return 'rdf';
  const lower = name.toLowerCase();
  if (lower === 'feed' || (name === 'entry' && (ns === NS.atom || ns === NS.atom03))) return 'atom';
  if (name === 'NewsML' || name === 'NewsItem') return 'newsml-1';
  if (lower === 'urlset' || lower === 'sitemapindex') return 'sitemap';
  if (lower === 'rss' || lower === 'channel') return 'rss';
  if (lower === 'nitf' || lower === 'nitf-set') return 'nitf';
  return HTML.has(lower) ? 'html' : undefined;
}

/** Elements that a page, or a piece of one, begins with. */
const HTML: ReadonlySet<string> = new Set(
  (
    'html head body title meta script link style div p center h1 h2 h3 h4 h5 h6 table br b span article section main ' +
    'header footer nav aside ul ol img a font form hr i strong em pre blockquote iframe noscript base'
  ).split(' '),
);
