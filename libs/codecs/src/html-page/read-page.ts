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

type Attributes = Record<string, string>;

const NAMING = ['property', 'name', 'http-equiv', 'itemprop'];

const namesIn = (attribute: string | undefined): string[] =>
  attribute === undefined ? [] : attribute.trim().split(/\s+/, MAX_NAMES);

/** Reads a page once from beginning to end; broken markup is read as browsers do. @throws UndecodableDocument `decode.too-large` */
export function readPage(html: string): Page {
  const reading = new PageReading();
  const parser = new Parser(
    {
      ...limitAttributes(),
      onopentag: (name, attributes) => reading.open(name, attributes, parser.startIndex, parser.endIndex + 1),
      ontext: (text) => reading.text(text),
      onclosetag: (name, isImplied) =>
        reading.close(name, parser.startIndex, isImplied ? parser.startIndex : parser.endIndex + 1),
    },
    { decodeEntities: true },
  );
  const isWhole = parseTo(parser, html);
  return reading.end(isWhole);
}

/** What has been read of a page, and the elements that are open. */
class PageReading {
  private readonly meta = new Map<string, string[]>();
  private readonly jsonLd: string[] = [];
  private readonly times: string[] = [];
  private readonly page: Page = {
    meta: this.meta,
    jsonLd: this.jsonLd,
    times: this.times,
    alternates: [],
    regions: [],
    noise: [],
  };
  private readonly finder = new RegionFinder();
  private script: string | undefined;
  private title: string | undefined;
  private heading: string | undefined;
  /** The element of microdata that is open, where its text is its value. */
  private property: { name: string; depth: number; text: string } | undefined;
  private depth = 0;

  open(name: string, attributes: Attributes, start: number, end: number): void {
    this.readElement(name, attributes);
    if (++this.depth > MAX_DEPTH) throw TOO_DEEP;
    if (attributes['itemprop'] !== undefined && name !== 'meta' && name !== 'link')
      this.openProperty(attributes['itemprop'], attributes);
    this.finder.open(name, attributes, start, end);
  }

  text(text: string): void {
    if (this.script !== undefined) {
      if (this.script.length < MAX_SCRIPT) this.script += text;
      return;
    }
    if (this.title !== undefined) this.title += text;
    if (this.heading !== undefined) this.heading += text;
    if (this.property !== undefined) this.property.text += text;
    this.finder.text(text);
  }

  close(name: string, start: number, end: number): void {
    if (name === 'script' && this.script !== undefined) {
      this.jsonLd.push(this.script);
      this.script = undefined;
    } else if (name === 'title' && this.title !== undefined) {
      this.page.title = foldSpace(this.title) || undefined;
      this.title = undefined;
    } else if (name === 'h1' && this.heading !== undefined) {
      this.page.heading = foldSpace(this.heading) || undefined;
      this.heading = undefined;
    }
    if (this.property?.depth === this.depth) {
      this.addMeta([this.property.name], this.property.text);
      this.property = undefined;
    }
    this.depth--;
    this.finder.close(name, start, end);
  }

  end(isWhole: boolean): Page {
    if (!isWhole) this.page.cutOff = true;
    this.page.regions = this.finder.regions;
    this.page.noise = this.finder.noise;
    return this.page;
  }

  private readElement(name: string, attributes: Attributes): void {
    const { page } = this;
    switch (name) {
      case 'html':
        page.language ??= attributes['lang'] ?? attributes['xml:lang'];
        break;
      case 'base':
        page.base ??= attributes['href'];
        break;
      case 'meta':
        // One element may name its value in two vocabularies, each with several words.
        this.addMeta(
          NAMING.flatMap((key) => namesIn(attributes[key])),
          attributes['content'],
        );
        break;
      case 'link':
        this.readLink(attributes);
        break;
      case 'script':
        if (/^\s*application\/ld\+json\b/i.test(attributes['type'] ?? '')) this.script = '';
        break;
      case 'title':
        if (page.title === undefined) this.title = '';
        break;
      case 'h1':
        if (page.heading === undefined) this.heading = '';
        break;
      case 'time':
        if (attributes['datetime'] && this.times.length < 20) this.times.push(attributes['datetime']);
        break;
    }
  }

  private openProperty(name: string, attributes: Attributes): void {
    const value = attributes['content'] ?? attributes['datetime'];
    if (value !== undefined) this.addMeta([name], value);
    else if (TEXT_PROPERTIES.has(name)) this.property ??= { name, depth: this.depth, text: '' };
  }

  private readLink(attributes: Attributes): void {
    const { page } = this;
    const rel = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
    const href = attributes['href']?.trim();
    if (!href) return;
    if (rel.includes('canonical')) page.canonical ??= href;
    else if (rel.includes('image_src')) this.addMeta(['image_src'], href);
    else if (rel.includes('amphtml')) page.alternates.push({ href, type: 'text/html' });
    else if (rel.includes('alternate') && attributes['hreflang']) {
      const language = attributes['hreflang'].trim();
      if (language.toLowerCase() !== 'x-default' && page.alternates.length < MAX_ALTERNATES)
        page.alternates.push({ href, language });
    } else if (rel.includes('license')) this.addMeta(['license'], href);
  }

  private addMeta(names: readonly string[], value: string | undefined): void {
    const { meta } = this;
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
  }
}
