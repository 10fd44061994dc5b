import type { Author, Concept, Instant, Link, PubStatus, Rendition, Restriction } from '#news/record.js';
import { isEmbargoName, isReleaseName, ownEmbargo, ownRelease } from '../embargo-field.js';
import { plainText, tellingText } from '../html/plain-text.js';
import { leftOutDetail } from '../html/text-collector.js';
import type { ItemValues } from '../item-values.js';
import type { XmlElement } from '../xml/xml-node.js';

/** No entry has so many; each is looked for among the others, and read for restrictions. */
const MAX_TERMS = 200;

/** What senders call a field for the status of NewsML-G2 where their format has none, and the IPTC's scheme of its codes. */
const STATUS_NAME = /(?:^|[\s_:/])pub_?status$/i;
const IN_SCHEME = /^(?:stat:|https?:\/\/cv\.iptc\.org\/newscodes\/pubstatusg2\/)/i;

/** A link, or a picture, sound or video, and its address. */
export const ADDRESSED =
  /<(a|img|video|audio|source|iframe|embed)\b[^<>]*?\s(?:href|src)\s*=\s*["']?([^\s"'<>]+)/gi;

/**
 * One entry of a feed while it is being read. RSS, RDF, Atom and JSON Feed fill it each from its own elements, the
 * modules (`dc`, `media` …) from theirs; `newsItemOf` decides between what several of them say.
 */
export class EntryDraft {
  /** As the feed gives it, URI or not. */
  id?: string;
  /** The public page, absolute. */
  url?: string;
  /** What Atom's link to it is called. */
  linkTitle?: string;
  /** The page itself, where `url` leads over somebody who counts clicks. */
  originalUrl?: string;
  /** Plain text of the format's own title; `otherTitle` is a module's, taken where there is no own one. */
  title?: string;
  otherTitle?: string;
  subtitle?: string;
  /** Plain text of the format's own summary; `otherSummary` is a module's. */
  summary?: string;
  otherSummary?: string;
  /** The first of the modules' summaries as it was written. */
  otherHtml?: string;
  /** HTML of the body. */
  html?: string;
  /** What relative links of the body resolve against, where that is not the base of the entry. */
  bodyBase?: string;
  /** When it was first published, by the format's own element, and by `dc:date` and its like. */
  published?: Instant;
  otherPublished?: Instant;
  modified?: Instant;
  created?: Instant;
  embargoed?: Instant | 'indefinite';
  /** Fields of the sender's own that say when the entry may be released; whether that is an embargo its date tells. */
  releases: [name: string, text: string][] = [];
  pubStatus?: PubStatus;
  language?: string;
  byline?: string;
  credits: string[] = [];
  authors: Author[] = [];
  /** Authors that modules name, taken where the format itself names none. */
  otherAuthors: Author[] = [];
  /** Who helped; taken for authors where neither entry nor feed names one. */
  contributors: Author[] = [];
  publisher?: string;
  /** The feed that an entry was first in, where it was taken over from another. */
  source?: { name?: string; uri?: string };
  subjects: Concept[] = [];
  places: Concept[] = [];
  genres: Concept[] = [];
  keywords: string[] = [];
  /** Files the entry itself is about: enclosures and Media RSS. */
  media: Rendition[] = [];
  /** Other versions of those, such as the video of an episode whose enclosure is its sound. */
  alternates: Rendition[] = [];
  /** How long the entry's sound or video plays, where that is not said of a file. */
  durationSeconds?: number;
  /** What is said in the sound or video; the body of an entry that has no other. */
  transcript?: string;
  /** What an embedded player plays, where there is no file. */
  playerOf?: 'video' | 'audio';
  links: Link[] = [];
  rightsHolder?: string;
  copyright?: string;
  usageTerms: string[] = [];
  /** Whether it says of itself that not everyone should hear it, or that everyone may; undefined for neither. */
  isExplicit?: boolean;
  /** Whether one of the terms is a licence, which stands in the place of the feed's. */
  isLicensed = false;
  restrictions: Restriction[] = [];
  signals: string[] = [];
  /** For editors alone. */
  notes: string[] = [];
  /** Media RSS elements of the entry, read together once all are known: their order means nothing. */
  mediaElements: XmlElement[] = [];
  /** The first of `geo:lat` and `geo:long`, until the other comes. */
  geoHalf?: { local: string; value: string };

  /** What the entry says and a record has no field for, as `leaveOut` was told. */
  leftOut: string[] = [];

  /** @param base resolves the entry's relative links */
  constructor(
    readonly values: ItemValues,
    public base: string | undefined,
  ) {}

  /** Plain text of a piece of HTML; words that no text can show are told. */
  plain(html: string, field: string): string {
    if (!html.includes('<')) return plainText(html);
    return tellingText(html, (...left) => {
      if (/\S/.test(left[1])) this.values.warn('text-left-out', field, leftOutDetail(...left));
    });
  }

  /** The same for a line, such as a title, beside which no body keeps its links and pictures: they are told too. */
  line(html: string, field: string): string {
    if (html.includes('<'))
      for (const [, name, address = ''] of html.matchAll(ADDRESSED))
        this.values.warn(name!.toLowerCase() === 'a' ? 'link-dropped' : 'rendition-dropped', field, address);
    return this.plain(html, field);
  }

  /** A summary of a module's or by another name, which is the body too where there is no other and it is markup. */
  addSummary(html: string, field: string): void {
    const summary = this.plain(html, field);
    if (summary !== '') this.otherHtml ??= html;
    this.once('otherSummary', summary, field);
  }

  /** Sets what an entry may say once; a further one that says something else is named. */
  once(field: OnceField, value: string | undefined, name: string): void {
    if (!value) return;
    const known = this[field];
    if (known === undefined) this[field] = value;
    else if (known !== value) this.leaveOut(name, value);
  }

  /** The same for the feed that the entry was taken from. */
  setSource(source: NonNullable<EntryDraft['source']>): void {
    if (this.source === undefined) this.source = source;
    else if (this.source.name !== source.name || this.source.uri !== source.uri)
      this.leaveOut('further source', [source.name, source.uri].filter(Boolean).join(' '));
  }

  /** The same for the HTML of the body, of which one text may be written in two ways. */
  onceHtml(html: string | undefined, name: string): void {
    if (!html) return;
    if (this.html === undefined) this.html = html;
    else if (this.html !== html) this.leaveOut(name, plainText(html.slice(0, 2000)));
  }

  /** Notes that a record has no field for something; all of it is reported in one warning an entry. An embargo or a status holds all the same. */
  leaveOut(name: string, value = ''): void {
    if (isEmbargoName(name)) {
      this.hold(ownEmbargo(name, value, this.values));
      return;
    }
    if (isReleaseName(name)) {
      this.releases.push([name, value]);
      return;
    }
    if (STATUS_NAME.test(name)) this.holdBack(value, name);
    const shown = value.length > 60 ? `${value.slice(0, 59)}…` : value;
    this.leftOut.push(shown === '' ? name : `${name} ${shown}`);
  }

  /** Holds an entry that is to be released later than it is dated. */
  settleReleases(issued: Instant | undefined): void {
    for (const [name, text] of this.releases) this.hold(ownRelease(name, text, this.values, issued));
  }

  /** A status in a field of the sender's own: one that lets the item be used says nothing new. */
  private holdBack(written: string, name: string): void {
    const status = written.replace(/["\s]/g, '').replace(IN_SCHEME, '');
    if (/^(?:|usable|published|null)$/i.test(status)) return;
    const pubStatus = this.values.strictestStatus([status], name);
    if (pubStatus === 'canceled') this.pubStatus = pubStatus;
    else if (pubStatus === 'withheld') this.pubStatus ??= pubStatus;
  }

  /** Of several times before which an item may not be shown the last one holds, and an unreadable one for ever. */
  hold(embargo: Instant | 'indefinite' | undefined): void {
    if (embargo === undefined || this.embargoed === 'indefinite') return;
    if (
      this.embargoed === undefined ||
      embargo === 'indefinite' ||
      Date.parse(embargo) > Date.parse(this.embargoed)
    )
      this.embargoed = embargo;
  }

  addLicense(license: string | undefined): void {
    if (!license) return;
    this.isLicensed = true;
    this.addTerm(license);
  }

  /** A term of use, once. */
  addTerm(term: string): void {
    if (term === '') return;
    if (this.usageTerms.length >= MAX_TERMS) this.leaveOut('term of use', term);
    else if (!this.usageTerms.includes(term)) this.usageTerms.push(term);
  }

  /** Keywords of a list with commas between them. */
  addKeywords(list: string): void {
    for (const keyword of list.split(',')) {
      const text = plainText(keyword);
      if (text !== '') this.keywords.push(text);
    }
  }
}

type OnceField =
  | 'id'
  | 'title'
  | 'otherTitle'
  | 'subtitle'
  | 'otherSummary'
  | 'published'
  | 'otherPublished'
  | 'modified'
  | 'created'
  | 'language'
  | 'publisher'
  | 'copyright'
  | 'rightsHolder';

/** What a feed says once for all its entries. */
export interface FeedDefaults {
  sourceId: string;
  /** Provider of entries that name none. */
  publisher?: string;
  title?: string;
  uri?: string;
  language?: string;
  copyright?: string;
  rightsHolder?: string;
  authors?: Author[];
  /** Terms that hold for every entry, such as the licence of a feed. */
  usageTerms?: string[];
  /** Whether not everyone should hear what the feed has, where an entry does not say of itself. */
  isExplicit?: boolean;
  /** What the terms forbid, where they were too long to be given to each entry whole. */
  restrictions?: Restriction[];
  /** Media RSS elements of the channel, which speak of every file in it. */
  mediaElements?: XmlElement[];
}
