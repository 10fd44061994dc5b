import type { Instant, ItemClass, NewsRecord, PubStatus } from '#news/record.js';
import { amountIn, bytesIn } from './amount-in.js';
import type { DecodeContext, Warning } from './codec.js';
import { dateInMarkup } from './dates/date-in-markup.js';
import type { DateOrder } from './dates/date-parts.js';
import { type ReadDate, readDate } from './dates/read-date.js';
import { dateOrderIn } from './dates/zones.js';
import { mayHoldWarning } from './limits.js';
import { isMediaType, meantMediaType } from './media-type.js';
import { distinct } from './present.js';
import { lookUp, type StatusMeaning } from './profile/feed-profile.js';
import { isWrittenWell, readAddress } from './read-address.js';
import { lastOf, strictestOf } from './strictest.js';

/** A warning quotes no more of a document than this many characters. */
export const MAX_DETAIL = 200;

/** Of one item. */
const MOST_DATES = 10_000;

/** Reads the values of one item as the record has them, and reports each that had to be dropped or repaired. */
export class ItemValues {
  private dates = 0;

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
    if (!mayHoldWarning()) return;
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
    const { instant, problem } = this.read(value, order);
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
    const { instant, problem } = this.read(value, order);
    if (problem !== undefined && instant !== undefined) this.warn(problem, field, written!);
    if (instant === undefined) this.warn('embargo-unreadable', field, written!);
    return instant ?? 'indefinite';
  }

  /** No item has so many dates; those behind are not read, so that of a million embargoes the item is held for good. */
  private read(value: string, order: DateOrder | undefined): ReadDate {
    if (++this.dates > MOST_DATES) return { problem: 'date-unparsable' };
    return readDate(dateInMarkup(value), this.context.zone, order);
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
    const amount = amountIn(value);
    if (amount === undefined) this.warn('number-unreadable', field, value);
    return amount;
  }

  /**
   * A number of bytes; one with a unit (`1.5 MB`) is told, for it is only about as many. Powers of 1000, or of 1024 where the
   * unit says so (`MiB`, IEC 80000-13).
   */
  bytes(value: string | undefined, field: string): number | undefined {
    if (value === undefined || value.trim() === '') return undefined;
    const { bytes, isRounded } = bytesIn(value);
    if (bytes === undefined) this.warn('number-unreadable', field, value);
    else if (isRounded) this.warn('number-repaired', field, value);
    return bytes;
  }

  /**
   * The address of a file or page, absolute where that can be. Files delivered beside their document have relative or
   * `file:` addresses: these stay as they are, for the transport that brought the document to resolve.
   */
  href(value: string | undefined, field: string, base = this.context.baseUrl): string | undefined {
    if (value === undefined || isWrittenWell(value)) return value;
    return readAddress(value, base, (code, shown) => this.warn(code, field, shown));
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
