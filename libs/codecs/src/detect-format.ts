import type { Format } from './codec.js';
import { readDoctype, skipMisc } from './xml/doctype.js';
import { canonicalNamespace, NS } from './xml/namespaces.js';

const FIRST_TAG =
  /^<([\w.\-\u0080-\uffff]+:)?([\w.\-\u0080-\uffff]+)((?:\s+(?:"[^"]*"|'[^']*'|[^<>"'])*)?)\/?>?/;
const FEED_ROOT = /<(?:rss|feed|(?:\w+:)?RDF|newsMessage|NewsML|nitf)[\s>]/;

/** Where the document proper begins: behind what a broken server printed before the first tag of a feed. */
export function documentStart(text: string): number {
  const first = /\S/.exec(text)?.index ?? 0;
  const head = text.slice(first, first + 16_384);
  if (isWireMessage(head)) return first;
  if (/^(?:<\?xml|[{[])/.test(head) || /<(?:!doctype\s+html|html|head)\b/i.test(head)) return first;
  const root = FEED_ROOT.exec(head)?.index;
  if (root === undefined) return first;
  const declaration = head.lastIndexOf('<?xml', root);
  const start = declaration >= 0 ? declaration : root;
  // Comments, instructions and a DOCTYPE may stand before a root; words and other elements may not.
  const misc = skipMisc(head, 0);
  return misc >= start || head.startsWith('<!', misc) ? first : first + start;
}

/**
 * The format of a document, judged by its content alone: root element and namespace, the shape of JSON, the first
 * lines of a message. Undefined for what is none of the formats.
 */
export function detectFormat(text: string): Format | undefined {
  const first = /\S/.exec(text)?.index;
  if (first === undefined) return undefined;
  const c = text[first]!;
  if (c === '{' || c === '[') return jsonFormat(text);
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
  if (fillers.includes('\u0001')) return true;
  const [line = ''] = head.slice(fillers.length).split(/\r?\n/, 1);
  return /^ZCZC\b/.test(line) || WIRE_HEADER.test(line);
}

/** Source and number, priority, category, number of words. */
const WIRE_HEADER = /^[a-z]{2,6}\d{3,5}[ \t]+\d[ \t]+[a-z]{1,5}[ \t]+\d{1,5}(?:[ \t].*)?$/i;

function markupFormat(text: string): Format | undefined {
  const doctype = readDoctype(text);
  if (/<!doctype\s+html\b/i.test(text.slice(0, doctype.end).slice(-2000))) return 'html';
  const start = skipMisc(text, doctype.end);
  const tag = FIRST_TAG.exec(text.slice(start, start + 16_384));
  if (!tag) return undefined;
  const [, prefix = '', name = '', attributes = ''] = tag;
  const declared = new RegExp(
    `\\sxmlns${prefix ? `:${prefix.slice(0, -1)}` : ''}\\s*=\\s*["']([^"']*)["']`,
  ).exec(attributes);
  return formatOfRoot(name, canonicalNamespace(declared?.[1] ?? ''));
}

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
  if (ITEMS.has(name)) return 'newsml-g2';
  if (name === 'RDF') return 'rdf';
  if (name === 'feed' || (name === 'entry' && (ns === NS.atom || ns === NS.atom03))) return 'atom';
  if (name === 'NewsML' || name === 'NewsItem') return 'newsml-1';
  if (name === 'urlset' || name === 'sitemapindex') return 'sitemap';
  const lower = name.toLowerCase();
  if (lower === 'rss' || lower === 'channel') return 'rss';
  if (lower === 'nitf' || lower === 'nitf-set') return 'nitf';
  return HTML.has(lower) ? 'html' : undefined;
}

const HTML = new Set([
  'html',
  'head',
  'body',
  'title',
  'meta',
  'script',
  'link',
  'style',
  'div',
  'p',
  'center',
  'h1',
  'table',
  'br',
  'b',
  'span',
]);

const NINJS = [
  'uri',
  'altids',
  'versioncreated',
  'headlines',
  'bodies',
  'headline',
  'body_text',
  'body_xhtml',
  'renditions',
];

function jsonFormat(text: string): Format | undefined {
  const head = text.slice(0, 4096);
  if (/"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version/.test(head)) return 'jsonfeed';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Cut off or otherwise broken: the keys at its beginning still tell what it was meant to be.
    if (/"(?:home_page_url|feed_url)"\s*:/.test(head)) return 'jsonfeed';
    return /"uri"\s*:\s*"/.test(head) && /"(?:type|versionCreated|versioncreated)"\s*:/.test(head)
      ? 'ninjs'
      : undefined;
  }
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof one !== 'object' || one === null) return undefined;
  const has = (key: string): boolean => Object.hasOwn(one, key);
  if (!Array.isArray(value) && has('items') && Array.isArray((one as { items: unknown }).items)) {
    return has('title') || has('feed_url') || has('home_page_url') || has('version') ? 'jsonfeed' : undefined;
  }
  const keys = Object.keys(one).map((key) => key.toLowerCase());
  return keys.includes('uri') && keys.some((key) => key !== 'uri' && NINJS.includes(key))
    ? 'ninjs'
    : undefined;
}

/**
 * RFC 5322: header fields, two of them such as messages have, and one such as only messages have: a server's own header
 * before a feed is none. An mbox has a line before them.
 */
export function isMessage(text: string): boolean {
  const whole = text.slice(0, 16_384).replace(/^(?:\ufeff|\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?/, '');
  const head = whole.split(/\r?\n\r?\n/, 1)[0]!;
  const names = head
    .split(/\r?\n(?![ \t])/)
    .map((line) => /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1]?.toLowerCase());
  const known = names.filter((name) => name !== undefined && MESSAGE_FIELDS.has(name));
  return names[0] !== undefined && known.length >= 2 && known.some((name) => !SERVER_FIELDS.has(name!));
}

const SERVER_FIELDS: ReadonlySet<string> = new Set(['date', 'content-type']);

const MESSAGE_FIELDS = new Set([
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'received',
  'return-path',
  'content-type',
  'delivered-to',
]);
