import { parsedUrl } from '#news/parsed-url.js';
import type { Instant, ItemClass, NewsRecord, PubStatus, Rendition } from '#news/record.js';
import { isActiveAddress, schemeOf } from './active-address.js';
import type { DecodeContext, Warning } from './codec.js';
import { readDate } from './dates/read-date.js';
import { dateOrderIn } from './dates/zones.js';
import { absoluteUrl, isPlainAddress } from './html/absolute-url.js';
import { foldSpace } from './html/plain-text.js';
import { countOf } from './limits.js';
import { isMediaType, meantMediaType } from './media-type.js';
import { lookUp, type StatusMeaning } from './profile/feed-profile.js';
import { lastOf, strictestOf } from './strictest.js';
import { escapeText } from './xml/write-xml.js';

/** A warning quotes no more of a document than this many characters. */
export const MAX_DETAIL = 200;

/** Reads the values of one item as the record has them, and reports each that had to be dropped or repaired. */
export class ItemValues {
  /** @param at where the item stands in its document; the warnings' paths begin with it */
  constructor(
    readonly context: DecodeContext,
    readonly at: string,
    readonly warnings: Warning[] = [],
    /** What the status of the item means, whichever of its parts says it. */
    private readonly status: { meaning: StatusMeaning } = { meaning: 'usable' },
  ) {}

  /** Reads a part of the item whose addresses are relative to another base, and reports as this one does. */
  withBase(baseUrl: string | undefined): ItemValues {
    if (baseUrl === this.context.baseUrl) return this;
    return new ItemValues({ ...this.context, baseUrl }, this.at, this.warnings, this.status);
  }

  /** Reads a document inside the item, whose paths begin with where that stands, and reports as this one does. */
  within(field: string): ItemValues {
    return new ItemValues(this.context, `${this.at}/${field}`, this.warnings, this.status);
  }

  /** @param field the path from the item to the value; `''` for the item itself */
  warn(code: string, field: string, detail: string): void {
    const shown = detail.length > MAX_DETAIL ? `${detail.slice(0, MAX_DETAIL - 1)}…` : detail;
    this.warnings.push({ code, at: field === '' ? this.at : `${this.at}/${field}`, detail: shown });
  }

  /** Names what a record has no field for: as many details in one warning as it has room for, so that each is named. */
  leftOut(field: string, details: readonly string[]): void {
    let line = '';
    for (const detail of distinct(details)) {
      const longer = line === '' ? detail : `${line}, ${detail}`;
      if (longer.length > MAX_DETAIL && line !== '') {
        this.warn('fields-not-carried', field, line);
        line = detail;
      } else line = longer;
    }
    if (line !== '') this.warn('fields-not-carried', field, line);
  }

  date(value: string | undefined, field: string): Instant | undefined {
    if (value === undefined || value.trim() === '') return undefined;
    const order = this.context.profile?.dateOrder ?? dateOrderIn(this.context.zone);
    const { instant, problem } = readDate(dateIn(value), this.context.zone, order);
    if (problem) this.warn(problem, field, value);
    return instant;
  }

  /**
   * An embargo that is there but empty or unreadable holds the item: it fails closed. Of `10/11/2025` it is the later day,
   * unless the profile says which comes first.
   *
   * @param written how the document puts it, for the warnings
   */
  embargo(value: string | undefined, field: string, written = value): Instant | 'indefinite' | undefined {
    if (value === undefined) return undefined;
    const order = this.context.profile?.dateOrder ?? 'later';
    const { instant, problem } = readDate(dateIn(value), this.context.zone, order);
    if (problem !== undefined && instant !== undefined) this.warn(problem, field, written!);
    if (instant === undefined) this.warn('embargo-unreadable', field, written!);
    return instant ?? 'indefinite';
  }

  /** The embargo of an item that has several: the one that ends last. Where they are not all the same, that is told. */
  lastEmbargo(written: readonly string[], field: string): Instant | 'indefinite' | undefined {
    const embargoes = written.map((one) => this.embargo(one, field));
    if (new Set(embargoes).size > 1) this.warn('embargo-repeated', field, written.join(', '));
    return lastOf(embargoes);
  }

  /** The status of an item that has several: the strictest. Where they do not all mean the same, that is told. */
  strictestStatus(written: readonly string[], field: string): PubStatus {
    const meanings = written.map((one) => this.meaningOf(one, field));
    if (new Set(meanings).size > 1) this.warn('pubstatus-repeated', field, written.join(', '));
    const meaning = strictestOf(meanings);
    this.status.meaning = strictestOf([this.status.meaning, meaning]);
    return pubStatusFor(meaning);
  }

  /** @param status the code alone; absent means usable in NewsML-G2 and ninjs alike */
  pubStatus(status: string | undefined, field: string): PubStatus {
    this.status.meaning = this.meaningOf(status, field);
    return pubStatusFor(this.status.meaning);
  }

  /** The same for an item that this one tells about. */
  pubStatusOfOther(status: string | undefined, field: string): PubStatus {
    return pubStatusFor(this.meaningOf(status, field));
  }

  /** The record with what its status means beyond `pubStatus`: an embargo that must be there, a recall. */
  withStatusMeaning<Read extends Pick<NewsRecord, 'signals' | 'embargoed'>>(record: Read): Read {
    if (this.status.meaning === 'recalled')
      return { ...record, signals: [...new Set([...(record.signals ?? []), 'recall'])] };
    if (this.status.meaning !== 'embargoed' || record.embargoed !== undefined) return record;
    this.warn('embargo-unreadable', '', 'embargoed without a time of release');
    return { ...record, embargoed: 'indefinite' };
  }

  private meaningOf(status: string | undefined, field: string): StatusMeaning {
    const code = status?.trim().toLowerCase();
    if (code === undefined) return 'usable';
    const { statuses } = this.context.profile ?? {};
    const meant = lookUp(statuses, code) ?? lookUp(statuses, code.replace(/^.*[:/#]/, ''));
    if (meant !== undefined) return meant;
    if (code === 'usable' || code === 'withheld' || code === 'canceled') return code;
    // The British spelling means the same; anything else is held until a person or a feed's profile says what it means.
    if (code === 'cancelled') return 'canceled';
    this.warn('pubstatus-unknown', field, status!);
    return 'withheld';
  }

  /** 1 where the source gives none; a version that is no positive integer is reported. */
  version(value: string | undefined, field: string): number {
    if (value === undefined || value.trim() === '') return 1;
    const version = Number(value);
    if (Number.isSafeInteger(version) && version >= 1) return version;
    this.warn('version-unreadable', field, value);
    return 1;
  }

  urgency(value: string | undefined, field: string): number | undefined {
    if (value === undefined || value.trim() === '') return undefined;
    const urgency = Number(value);
    if (Number.isInteger(urgency) && urgency >= 1 && urgency <= 9) return urgency;
    this.warn('urgency-unreadable', field, value);
    return undefined;
  }

  /** A count that is not negative, such as pixels, bytes or seconds; perhaps with signs between its thousands, or `px`. */
  amount(value: string | undefined, field: string): number | undefined {
    if (value === undefined || value.trim() === '') return undefined;
    const amount = Number(
      THOUSANDS.test(value) ? value.replace(/[^\d]/g, '') : value.replace(/\s*px\s*$/i, ''),
    );
    if (Number.isFinite(amount) && amount >= 0) return amount;
    this.warn('number-unreadable', field, value);
    return undefined;
  }

  /**
   * A number of bytes; one with a unit (`1.5 MB`) is told, for it is only about as many. Powers of 1000, or of 1024 where the
   * unit says so (`MiB`, IEC 80000-13).
   */
  bytes(value: string | undefined, field: string): number | undefined {
    const sized = value === undefined ? null : SIZE.exec(value);
    if (sized === null) {
      const amount = this.amount(value, field);
      if (amount === undefined || Number.isInteger(amount)) return amount;
      // A file has no part of a byte: it is of some unit that is not said.
      this.warn('number-unreadable', field, value!);
      return undefined;
    }
    const [, number = '', unit = '', binary] = sized;
    const power = 'bkmgt'.indexOf(unit.toLowerCase());
    const amount = Number(THOUSANDS.test(number) ? number.replaceAll(',', '') : number.replace(',', '.'));
    if (Number.isNaN(amount)) this.warn('number-unreadable', field, value!);
    else if (power > 0) this.warn('number-repaired', field, value!);
    return Number.isNaN(amount) ? undefined : Math.round(amount * (binary ? 1024 : 1000) ** power);
  }

  /**
   * The address of a file or page, absolute where that can be. Files delivered beside their document have relative or
   * `file:` addresses: these stay as they are, for the transport that brought the document to resolve.
   */
  href(value: string | undefined, field: string, base = this.context.baseUrl): string | undefined {
    // Nearly every address is one that nothing below would change.
    if (value !== undefined && isPlainAddress(value) && PLAIN_START.test(value) && !value.includes('&amp;'))
      return value;
    const legal = value?.replace(NO_ADDRESS_HAS, '');
    // A line that was broken was indented too.
    const said = legal
      ?.split(/[\n\r]/)
      .map((line) => line.trim())
      .join('');
    if (said === undefined || said === '') return undefined;
    if (isNoAddress(said)) {
      this.warn('href-dropped', field, said);
      return undefined;
    }
    const repaired = repairedAddress(said);
    // Tabs are passed over wherever they stand (WHATWG URL section 4.4); a repair looks for them.
    const written = repaired.includes('\t') ? repaired.replaceAll('\t', '') : repaired;
    const isActive = isActiveAddress(written) || /^(?:blob|about)$/.test(schemeOf(written) ?? '');
    const url = isActive ? undefined : absoluteUrl(written, base);
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(written)?.[1]?.toLowerCase();
    const isNowhere = url === undefined && /^https?$/.test(scheme ?? '') && !parsedUrl(written);
    if (isActive || isNowhere) {
      this.warn('href-dropped', field, written);
      return undefined;
    }
    if (repaired !== said || legal !== value) this.warn('href-repaired', field, said);
    if (url !== undefined) return url;
    if (scheme === undefined) this.warn('href-relative', field, written);
    return written;
  }

  /** What is no media type is told: what was meant by it is taken, where that can be seen of it or the file's address. */
  mediaType(value: string | undefined, field: string, href: string): string | undefined {
    const written = value?.trim();
    if (written === undefined || written === '') return undefined;
    if (isMediaType(written)) return written;
    const meant = meantMediaType(written, href);
    this.warn(meant === undefined ? 'media-type-dropped' : 'media-type-repaired', field, written);
    return meant;
  }

  itemClass(value: string | undefined, field: string): ItemClass | undefined {
    const code = value?.trim().toLowerCase();
    if (code === undefined || code === '') return undefined;
    if (ITEM_CLASSES.has(code)) return code as ItemClass;
    this.warn('itemclass-unknown', field, value!);
    return undefined;
  }
}

/** `1.5 MB`, `700 KiB`, `1,234 bytes`. */
const SIZE = /^\s*(\d[\d.,]{0,14})\s*(b|[kmgt](?=i?b|$))(i)?b?(?:ytes?)?\s*$/i;

/** Whether it is what programs write for an address or a name that they have not. */
export const isNoAddress = (written: string): boolean =>
  written.length < 10 && /^(?:null|undefined|none|nil|nan|n\/a|false)$/i.test(written);

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 section 2.2 forbids, so that writers would remove it
const NO_ADDRESS_HAS = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** An address that was written in a way that no address is, as it was meant. */
function repairedAddress(written: string): string {
  // Escaped once more than it was read; no address has such a thing of its own.
  const address = written.includes('&amp;') ? written.replaceAll('&amp;', '&') : written;
  if (PLAIN_START.test(address)) return address.includes(' ') ? firstOfTwo(address) : address;
  if (address.length > MAX_REPAIRED) return address;
  const link = /^<a\s(?:[^<>]*?\s)?href\s*=\s*["']?([^"'<>\s]+)/i.exec(address)?.[1];
  return (link ?? address)
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
    .replace(/^(https?)(?::\/|\/\/)(?=[\w-]+\.)/i, '$1://')
    .replace(/^(?=www\.[\w-]+\.[a-z]{2,}(?:[/?#:]|$))/i, '//');
}

/** How nearly every address begins, so that nothing else is asked of it. */
const PLAIN_START = /^https?:\/\/(?!https?:)/i;
const MAX_REPAIRED = 2000;

const firstOfTwo = (address: string): string => /^(\S+)\s+https?:\/\/\S+$/i.exec(address)?.[1] ?? address;

/** The date of a piece of HTML, `<time datetime="2019-05-12T10:00:00Z">Sunday</time>`: what is meant for machines, else the text. */
export function dateIn(value: string): string {
  if (!value.includes('<') || value.length > MAX_DATE_MARKUP) return value;
  const machine = /<time\b[^<>]*?\sdatetime\s*=\s*["']([^"'<>]+)/i.exec(value)?.[1];
  return machine ?? value.replace(/<[^<>]*>/g, ' ').trim();
}

const MAX_DATE_MARKUP = 1000;

const THOUSANDS = /^\s*[1-9]\d{0,2}(?:,\d{3}(?=[,\s]|$)|[ '’\u00a0\u202f]\d{3})+\s*$/;

const ITEM_CLASSES: ReadonlySet<string> = new Set<ItemClass>([
  'text',
  'picture',
  'video',
  'audio',
  'graphic',
  'animation',
  'composite',
]);

/** An embargoed item becomes usable by itself, so the embargo alone holds it. */
function pubStatusFor(meaning: StatusMeaning): PubStatus {
  if (meaning === 'embargoed') return 'usable';
  return meaning === 'recalled' ? 'canceled' : meaning;
}

/** Text on one line, or nothing: absent means absent. */
export const textOrNothing = (text: string | undefined): string | undefined =>
  (text === undefined ? '' : foldSpace(text)) || undefined;

/** The list, if anything is in it: absent means absent. */
export const someOf = <T>(list: T[] | undefined): T[] | undefined =>
  list !== undefined && list.length > 0 ? list : undefined;

/** Each text once, where it stands first. */
export const distinct = (texts: readonly string[]): readonly string[] =>
  texts.length < 2 ? texts : [...new Set(texts)];

/** Several notes, or one of several lines, as plain text with a line for each. */
export function linesOf(texts: readonly string[]): string | undefined {
  const [only = ''] = texts;
  if (texts.length < 2 && !only.includes('\n')) return foldSpace(only) || undefined;
  const lines = texts.flatMap((text) => text.split('\n')).map(foldSpace);
  return lines.filter(Boolean).join('\n') || undefined;
}

/** Where agencies write limits of use beside the terms: captions, one of which is a picture's own description. */
export function captionsIn(
  itemClass: ItemClass,
  description: string | undefined,
  renditions: readonly Rendition[],
): string[] {
  const own = itemClass === 'text' || itemClass === 'composite' ? undefined : description;
  return [own, ...renditions.map((file) => file.description)].filter((text) => text !== undefined);
}

/** The fields without those that are absent: no `undefined`, no empty string, no empty list. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const out: Record<string, unknown> = {};
  for (const key in fields) {
    const value: unknown = fields[key];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    out[key] = value;
  }
  return out as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** A text of more lines is no story but a table or a log. */
const MOST_LINES = 100_000;

/**
 * Text without markup as an XHTML fragment: blank lines part paragraphs, other line breaks stay. One of more than 100,000
 * lines stays as it is, in `pre`.
 */
export function paragraphsOf(text: string): string {
  if (countOf(text, '\n', MOST_LINES) > MOST_LINES) return `<pre>${escapeText(text)}</pre>`;
  let out = '';
  let blank = true;
  for (const line of text.split(/\r\n?|\n/)) {
    const words = line.trim();
    if (words === '') {
      if (!blank) out += '</p>';
      blank = true;
      continue;
    }
    out += `${blank ? '<p>' : '<br/>'}${escapeText(words)}`;
    blank = false;
  }
  return blank ? out : `${out}</p>`;
}
