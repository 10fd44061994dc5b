import type { Guid } from '#news/ids.js';
import type { Author, Concept, NewsItem } from '#news/record.js';
import { captionsIn } from '../captions-in.js';
import { splitSignal } from '../feed/headline-signal.js';
import { mintGuid, sourceIdOf } from '../guid.js';
import { contentOf } from '../item-content.js';
import type { ItemValues } from '../item-values.js';
import { languageOf, value } from '../newsml-g2/nar.js';
import { linesOf, present } from '../present.js';
import { lastOf } from '../strictest.js';
import { below, child, type XmlElement } from '../xml/xml-node.js';
import { type Docdata, guidOf, readDocdata } from './docdata.js';
import { reportLeftOver } from './left-over.js';
import { readNitf } from './nitf-content.js';
import { readHead } from './nitf-head.js';
import { lineOf } from './nitf-names.js';
import { withTerritories } from './nitf-rights.js';

/** The record of one document, behind it that of a document which this one takes back; none where there is nothing. */
export function recordsOf(document: XmlElement, values: ItemValues): NewsItem[] {
  const head = child(document, 'head');
  const body = child(document, 'body');
  const docdata = readDocdata(below(document, 'docdata'), values);
  const said = readHead(head, values, linesOfDocument(document), docdata.issued);
  const content = readNitf(document, values, 'body');
  const {
    body: text,
    renditions,
    itemClass,
    caption,
  } = contentOf(content.html, content.renditions, values, 'body');
  const named = content.headline;
  const { headline, signals, pubStatus } = splitSignal(named ?? said.title, values.context);
  const description = content.abstract ?? said.description ?? caption;
  const uno = value(document, 'uno');
  const isEmpty = !headline && !description && text === undefined && renditions.length === 0;
  if (isEmpty && docdata.pubStatus === 'usable') {
    values.warn('entry-empty', '', uno ?? 'no title, text or file');
    reportLeftOver(document, {}, values);
    return docdata.other ? [takenBack(docdata, docdata.other, values)] : [];
  }
  const edNote = linesOf([...new Set([...docdata.edNotes, ...said.edNotes, ...content.edNotes])]);
  const notices = [...docdata.notices, ...content.notices, said.copyright ?? ''];
  const title =
    named === undefined || said.title === headline || said.title === named ? undefined : said.title;
  const slugline = docdata.slugline ?? said.slugline ?? content.slugline ?? title;
  if (said.title !== undefined && ![named, headline, slugline].includes(said.title)) {
    values.warn('headline-dropped', 'head/title', said.title);
  }
  const item: NewsItem = {
    kind: 'newsItem',
    guid:
      docdata.guid ?? keyGuid(uno, docdata, [headline ?? description ?? text, renditions[0]?.href], values),
    version: values.version(docdata.version, 'head/docdata/du-key'),
    itemClass,
    provider: present({
      id: docdata.source,
      name: content.distributor ?? values.context.providerName ?? issuerOf(docdata),
    }),
    pubStatus: pubStatus ?? docdata.pubStatus,
    ...present({
      versionCreated: docdata.issued,
      firstCreated: docdata.issued,
      contentCreated: content.written,
      embargoed: lastOf([docdata.embargoed, said.embargoed]),
      signals: [...new Set([...docdata.signals, ...signals])],
      urgency: docdata.urgency,
      language:
        value(document, 'baselang') ?? (body && languageOf(body)) ?? languageOf(document) ?? said.language,
      headline,
      subheadline: content.subheadline,
      slugline,
      byline: content.byline,
      dateline: content.dateline,
      creditline: said.creditline,
      description,
      body: text,
      authors: distinct<Author>([...content.authors, ...said.authors]),
      subjects: distinct<Concept>([...said.subjects, ...docdata.subjects]),
      genres: distinct<Concept>(said.genres),
      places: distinctPlaces([...docdata.places, ...content.places]),
      keywords: [...new Set([...docdata.keywords, ...said.keywords])],
      renditions,
      rights: withTerritories({
        holder: docdata.holder ?? content.rightsHolder,
        notice: linesOf([...new Set(notices)]),
        usageTerms: [...new Set([...docdata.usageTerms, ...content.usageTerms])],
        edNote,
        captions: [...new Set(captionsIn(itemClass, description, renditions))],
      }),
      edNote,
      links: docdata.links,
      url: said.url,
    }),
    fingerprint: '',
  };
  const read = values.withStatusMeaning(item);
  reportLeftOver(document, read, values);
  return docdata.other ? [read, takenBack(docdata, docdata.other, values)] : [read];
}

/** Title, headlines and identifier. */
const linesOfDocument = (document: XmlElement): ReadonlySet<string> =>
  new Set([
    ...['title', 'hl1', 'hl2'].flatMap((local) => below(document, local)).map(lineOf),
    ...below(document, 'doc-id').map((id) => value(id, 'id-string') ?? ''),
  ]);

/** Who issued a document that does not say so: who delivered it, else whose it is. */
const issuerOf = ({ source, delivered, holder }: Docdata): string | undefined =>
  source === undefined ? (delivered ?? holder) : undefined;

/** The guid of a document without a `doc-id`: by its `uno`, its key, or what it says. */
function keyGuid(
  uno: string | undefined,
  { slugline, issued }: Docdata,
  content: readonly (string | undefined)[],
  values: ItemValues,
): Guid {
  if (uno !== undefined) return guidOf(uno, undefined, values);
  const key = slugline ?? [...content, issued].filter(Boolean).join('\n');
  return mintGuid(sourceIdOf(values.context), key);
}

/** What the ledger must know of a document that another one cancels or holds. */
function takenBack(
  { source, issued, edNotes }: Docdata,
  { guid, pubStatus }: NonNullable<Docdata['other']>,
  values: ItemValues,
): NewsItem {
  return {
    kind: 'newsItem',
    guid,
    version: 1,
    itemClass: 'text',
    provider: present({ id: source, name: values.context.providerName }),
    pubStatus,
    ...present({
      versionCreated: issued,
      signals: pubStatus === 'canceled' ? ['kill'] : [],
      edNote: linesOf(edNotes),
    }),
    fingerprint: '',
  };
}

const distinct = <T>(list: readonly T[]): T[] => [
  ...new Map(list.map((one) => [JSON.stringify(one), one])).values(),
];

/** The place of a dateline has a name alone, and is mostly known with its code already. */
function distinctPlaces(places: readonly Concept[]): Concept[] {
  const isCoded = ({ qcode, uri }: Concept): boolean => qcode !== undefined || uri !== undefined;
  const coded = new Set(places.filter(isCoded).map(({ name }) => name));
  return distinct(places.filter((place) => isCoded(place) || !coded.has(place.name)));
}
