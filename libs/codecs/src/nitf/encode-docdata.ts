import type { Concept, NewsItem } from '#news/record.js';
import type { EncodeContext } from '../codec.js';
import { captionsOf, termsOf } from '../terms-of.js';
import { element, type XmlFragment } from '../xml/write-xml.js';

/** ISO 8601 as NITF's `norm` is written: `20260310T090000Z`. */
export const basicDate = (instant: string): string => instant.replace(/[-:]|\.\d+/g, '');

/** What NITF calls the IPTC's subjects: by their number alone, or by QCode. */
const SUBJECT_CODES = 'http://cv.iptc.org/newscodes/subjectcode/';
const MEDIA_TOPICS = 'http://cv.iptc.org/newscodes/mediatopic/';
const NMTOKEN = /^[\p{L}\p{N}._:-]+$/u;

/** Genres, and the subjects of the IPTC's vocabularies; undefined where the item has neither. */
export function tobject({ genres = [], subjects = [] }: NewsItem): XmlFragment | undefined {
  const coded = subjects.filter((subject) => refnum(subject) !== undefined);
  if (genres.length === 0 && coded.length === 0) return undefined;
  return element(
    'tobject',
    { 'tobject.type': 'news' },
    genres.map(({ name, qcode, uri }) =>
      element('tobject.property', { 'tobject.property.type': name ?? qcode ?? uri }),
    ),
    coded.map((subject) =>
      element('tobject.subject', {
        'tobject.subject.ipr': 'IPTC',
        'tobject.subject.refnum': refnum(subject),
        'tobject.subject.type': subject.name,
      }),
    ),
  );
}

/** The number under which `tobject.subject` has a subject of the IPTC's: `04000000`, `medtop:20000013`. */
function refnum({ qcode, uri, scheme }: Concept): string | undefined {
  const code = qcode?.slice(qcode.indexOf(':') + 1) ?? uri?.slice(uri.lastIndexOf('/') + 1);
  if (code === undefined || !NMTOKEN.test(code)) return undefined;
  if (scheme === SUBJECT_CODES || uri?.startsWith(SUBJECT_CODES)) return code;
  return scheme === MEDIA_TOPICS || uri?.startsWith(MEDIA_TOPICS) ? `medtop:${code}` : undefined;
}

/** `docdata`: identity, status, dates, rights, notes and keywords (NITF 3.6). */
export function docdata(item: NewsItem, context: EncodeContext): XmlFragment {
  const { embargoed, pubStatus, provider, signals = [], rights, keywords } = item;
  const issued = item.versionCreated ?? item.contentModified ?? item.firstCreated ?? context.sentAt;
  const others = signals.filter((signal) => signal !== 'correction');
  const terms = termsOf(item, [item.edNote, ...captionsOf(item)]);
  return element(
    'docdata',
    { 'management-status': embargoed !== undefined && pubStatus === 'usable' ? 'embargoed' : pubStatus },
    signals.includes('correction') ? element('correction', { 'id-string': item.guid }) : undefined,
    element('doc-id', {
      regsrc: provider?.id ?? provider?.name ?? provider?.uri ?? context.sender,
      'id-string': item.guid,
    }),
    item.urgency && element('urgency', { 'ed-urg': item.urgency }),
    element('date.issue', { norm: basicDate(issued) }),
    // Empty says that no end of the embargo is known.
    embargoed && element('date.release', { norm: embargoed === 'indefinite' ? '' : basicDate(embargoed) }),
    others.length > 0 ? element('ed-msg', { info: `Signal: ${others.join(', ')}` }) : undefined,
    item.edNote?.split('\n').map((info) => element('ed-msg', { info })),
    element('du-key', { key: item.slugline, version: item.version }),
    rights?.holder && element('doc.copyright', { holder: rights.holder }),
    terms.map((limitations) => element('doc.rights', { limitations })),
    keywords &&
      element(
        'key-list',
        {},
        keywords.map((key) => element('keyword', { key })),
      ),
    identifiedContent(item),
  );
}

function identifiedContent({ subjects = [], places = [] }: NewsItem): XmlFragment | undefined {
  const others = subjects.filter((subject) => refnum(subject) === undefined);
  if (others.length === 0 && places.length === 0) return undefined;
  return element(
    'identified-content',
    {},
    others.map((subject) => {
      const [value, idsrc] = codeOf(subject);
      return element('classifier', { type: 'subject', value, idsrc }, subject.name);
    }),
    places.map((place) => {
      const [code, source] = codeOf(place);
      return element('location', { 'location-code': code, 'code-source': source }, place.name);
    }),
  );
}

/** The URI of a concept is worth more to a reader than a QCode whose alias is declared nowhere. */
const codeOf = ({ uri, qcode, scheme }: Concept): [code?: string, source?: string] =>
  uri === undefined ? [qcode, scheme] : [uri, scheme];
