import { Parser } from 'htmlparser2';
import { foldSpace } from '../html/plain-text.js';
import { MAX_ENTRIES } from '../limits.js';
import { limitAttributes, MAX_DEPTH, parseTo, TOO_DEEP } from './depth.js';
import { type Region, RegionFinder } from './find-regions.js';

/** What a page says of itself in its head and in microdata, and where its text may stand. */
export interface Page {
  title?: string;
  /** `lang` of the root element. */
  language?: string;
  /** `<base href>`. */
  base?: string;
  canonical?: string;
  /** Values of `meta` by `property`, `name`, `http-equiv` or `itemprop`, in lower case; in the page's order. */
  meta: ReadonlyMap<string, readonly string[]>;
  /** Its other forms: for AMP with a type, in other languages with their tags. */
  alternates: { href: string; type?: string; language?: string }[];
  /** The scripts of type `application/ld+json`, as they stand. */
  jsonLd: readonly string[];
  /** The text of the first `h1`. */
  heading?: string;
  /** Dates of `time` elements. */
  times: readonly string[];
  regions: readonly Region[];
  /** Whether elements were nested so deep that the rest of the page was left. */
  cutOff?: boolean;
  /** Parts of the source that are of no story. */
  noise: readonly (readonly [start: number, end: number])[];
}

const MAX_SCRIPT = 2 * 1024 * 1024;
/** Names of values of a page, and values of one name. */
const MAX_META = 2000;
/** Names that one attribute gives to its value: `headline og:title` is two. */
const MAX_NAMES = 16;
/** One more than a record keeps, so that it is told what it left out. */
const MAX_ALTERNATES = MAX_ENTRIES + 1;
const TEXT_PROPERTIES: ReadonlySet<string> = new Set([
  'author',
  'headline',
  'alternativeHeadline',
  'articleSection',
]);

const NAMING = ['property', 'name', 'http-equiv', 'itemprop'];

const namesIn = (attribute: string | undefined): string[] =>
  attribute === undefined ? [] : attribute.trim().split(/\s+/, MAX_NAMES);

/** Reads a page once from beginning to end; broken markup is read as browsers do. @throws UndecodableDocument `decode.too-large` */
export function readPage(html: string): Page {
  const meta = new Map<string, string[]>();
  const jsonLd: string[] = [];
  const times: string[] = [];
  const page: Page = {
    meta,
    jsonLd,
    times,
    alternates: [],
    regions: [],
    noise: [],
  };
  const finder = new RegionFinder();
  let script: string | undefined;
  let title: string | undefined;
  let heading: string | undefined;
  /** The element of microdata that is open, where its text is its value. */
  let property: { name: string; depth: number; text: string } | undefined;
  let depth = 0;
  const addMeta = (names: readonly string[], value: string | undefined): void => {
    if (!value || meta.size >= MAX_META) return;
    // Once for all the names, which share it.
    const content = foldSpace(value);
    if (content === '') return;
    for (const name of names) {
      const key = name.trim().toLowerCase();
      if (key === '' || meta.size >= MAX_META) continue;
      const list = meta.get(key);
      if (list === undefined) meta.set(key, [content]);
      else if (list.length < MAX_META) list.push(content);
    }
  };
  const parser = new Parser(
    {
      ...limitAttributes(),
      onopentag(name, attributes) {
        switch (name) {
          case 'html':
            page.language ??= attributes['lang'] ?? attributes['xml:lang'];
            break;
          case 'base':
            page.base ??= attributes['href'];
            break;
          case 'meta':
            // One element may name its value in two vocabularies, each with several words.
            addMeta(
              NAMING.flatMap((key) => namesIn(attributes[key])),
              attributes['content'],
            );
            break;
          case 'link':
            readLink(attributes, page, addMeta);
            break;
          case 'script':
            if (/^\s*application\/ld\+json\b/i.test(attributes['type'] ?? '')) script = '';
            break;
          case 'title':
            if (page.title === undefined) title = '';
            break;
          case 'h1':
            if (page.heading === undefined) heading = '';
            break;
          case 'time':
            if (attributes['datetime'] && times.length < 20) times.push(attributes['datetime']);
            break;
        }
        if (++depth > MAX_DEPTH) throw TOO_DEEP;
        if (attributes['itemprop'] !== undefined && name !== 'meta' && name !== 'link') {
          const value = attributes['content'] ?? attributes['datetime'];
          if (value !== undefined) addMeta([attributes['itemprop']], value);
          else if (TEXT_PROPERTIES.has(attributes['itemprop'])) {
            property ??= { name: attributes['itemprop'], depth, text: '' };
          }
        }
        finder.open(name, attributes, parser.startIndex, parser.endIndex + 1);
      },
      ontext(text) {
        if (script !== undefined) {
          if (script.length < MAX_SCRIPT) script += text;
          return;
        }
        if (title !== undefined) title += text;
        if (heading !== undefined) heading += text;
        if (property !== undefined) property.text += text;
        finder.text(text);
      },
      onclosetag(name, isImplied) {
        if (name === 'script' && script !== undefined) {
          jsonLd.push(script);
          script = undefined;
        } else if (name === 'title' && title !== undefined) {
          page.title = foldSpace(title) || undefined;
          title = undefined;
        } else if (name === 'h1' && heading !== undefined) {
          page.heading = foldSpace(heading) || undefined;
          heading = undefined;
        }
        if (property?.depth === depth) {
          addMeta([property.name], property.text);
          property = undefined;
        }
        depth--;
        finder.close(name, parser.startIndex, isImplied ? parser.startIndex : parser.endIndex + 1);
      },
    },
    { decodeEntities: true },
  );
  if (!parseTo(parser, html)) page.cutOff = true;
  page.regions = finder.regions;
  page.noise = finder.noise;
  return page;
}

function readLink(
  attributes: Record<string, string>,
  page: Pick<Page, 'canonical' | 'alternates'>,
  addMeta: (names: readonly string[], value: string | undefined) => void,
): void {
  const rel = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
  const href = attributes['href']?.trim();
  if (!href) return;
  if (rel.includes('canonical')) page.canonical ??= href;
  else if (rel.includes('image_src')) addMeta(['image_src'], href);
  else if (rel.includes('amphtml')) page.alternates.push({ href, type: 'text/html' });
  else if (rel.includes('alternate') && attributes['hreflang']) {
    const language = attributes['hreflang'].trim();
    if (language.toLowerCase() !== 'x-default' && page.alternates.length < MAX_ALTERNATES)
      page.alternates.push({ href, language });
  } else if (rel.includes('license')) addMeta(['license'], href);
}
