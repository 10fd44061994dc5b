import fc from 'fast-check';
import { asGuid, asQcode } from '#news/ids.js';
import type { Concept, Coverage, Group, ItemClass, Link, NewsRecord, Rendition } from '#news/record.js';
import { captionsIn } from '../captions-in.js';
import { foldSpace } from '../html/plain-text.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { present } from '../present.js';
import { readRights } from '../rights.js';
import { escapeText } from '../xml/write-xml.js';

const WORDS = [
  'Bakı',
  'Gəncədə',
  'yeni',
  'məktəb',
  'açıldı',
  'İstisna',
  'Алматы',
  'қаласында',
  'көктем',
  'Құрылтай',
  'Toshkentda',
  'oʻqituvchilar',
  'g‘alaba',
  'Ўзбекистон',
  'ҳафта',
  'Астана',
  'открылась',
  'выставка',
  'the',
  'minister',
  'said',
  '1 < 2',
  'AT&T',
  '&amp;',
  '"iqtibas"',
  "ko'prik",
  '–',
  '«Шаңырақ»',
  'C++',
  '100%',
  '<b>',
  ']]>',
  '😀',
  '👩‍👧',
  '𐰴𐰀𐰽',
  '\u200b',
  // From right to left, with marks that say so and figures that do not.
  'الأخبار',
  'خبر 15%',
  '\u200fשלום\u200f',
  '\u2067اذربيجان\u2069',
];

/** Words that a codec could take for something of its own. */
const TRAPS = [
  'Signal: kill',
  '__proto__',
  'constructor',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?xml?>',
  '&#0;',
  '&nbsp;',
  '</p>',
  '\'"><script>alert(1)</script>',
  '{"a":1}',
  '$' + '{env:HOME}',
  '=?utf-8?B?',
  '%00',
  '../../etc/passwd',
  'EMBARGOED UNTIL',
  'From me',
  '.',
  '\u202e',
  'e\u0301',
  '\u2028',
  '\u2029',
  '\ufeff',
  // Controls that XML allows: C1, next line, delete.
  '\u0085',
  '\u009f',
  '\u007f',
  '\u00ad',
  '\ufffd',
];

/** One line of text as the record has it: space folded, nothing XML forbids. */
const text = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
      { weight: 1, arbitrary: fc.constantFrom(...TRAPS) },
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((words) => foldSpace(words.join(' ')) || 'Xəbər');

const lines = fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
const instant = fc
  .integer({ min: 946_684_800, max: 1_900_000_000 })
  .map((seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
const number = fc.integer({ min: 1, max: 99_999 });
const page = number.map((n) => `https://news.example.org/story/${n}?lang=az&p=1`);
const guid = fc
  .oneof(
    page,
    number.map((n) => `urn:newsml:example.org:20260310:item-${n}`),
    number.map((n) => `tag:example.org,2026:${n}`),
  )
  .map(asGuid);
const code = fc.constantFrom('04000000', '20000065', 'az:region/2', 'x.1');
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const MEDIATOPICS = 'http://cv.iptc.org/newscodes/mediatopic/';
const OWN_VOCABULARY = 'https://report.example.org/vocabulary/';

/** Concepts of every origin: a name alone, IPTC's, a sender's with a known scheme or an unknown one, a URI. */
const concept: fc.Arbitrary<Concept> = fc
  .tuple(fc.integer({ min: 0, max: 6 }), text, code, maybe(share))
  .map(([kind, name, id, confidence]): Concept => {
    const given: Concept[] = [
      { name },
      { name, qcode: asQcode(`medtop:${id}`), uri: MEDIATOPICS + id, scheme: MEDIATOPICS },
      { name, qcode: asQcode(`rep:${id}`), uri: OWN_VOCABULARY + id, scheme: OWN_VOCABULARY },
      { qcode: asQcode(`unknown:${id}`) },
      { name, uri: `https://www.example.org/entity/${id}` },
      { name, uri: 'geo:40.4093,49.8671' },
      { uri: 'geo:-33.9,151.2;u=500' },
    ];
    return present({ ...given[kind]!, confidence });
  });

const rendition: fc.Arbitrary<Rendition> = fc
  .record({
    href: fc.oneof(
      { weight: 4, arbitrary: number.map((n) => `https://cdn.example.org/${n}/file.mp4?v=1&w=2`) },
      number.map((n) => `tag:example.org,2026:binary-${n}`),
    ),
    rendition: maybe(
      fc.constantFrom('highRes', 'web', 'thumbnail', 'main_1080', 'vidrnd:HD720', 'two words'),
    ),
    contentType: maybe(fc.constantFrom('image/jpeg', 'video/mp4', 'audio/mpeg', 'text/vtt')),
    sizeBytes: maybe(number),
    width: maybe(number),
    height: maybe(number),
    durationSeconds: maybe(
      fc.oneof(
        number,
        number.map((n) => n / 1000),
      ),
    ),
    videoCodec: maybe(fc.constantFrom('vcdc:c041', 'h264', 'H.264 High')),
    audioCodec: maybe(fc.constantFrom('acdc:c002', 'aac')),
    hash: maybe(fc.constantFrom('md5:0123456789abcdef0123456789abcdef', 'c2hhMjU2')),
    title: maybe(text),
    description: maybe(text),
    credit: maybe(text),
    language: maybe(fc.constantFrom('az', 'uz-Cyrl', 'ar')),
  })
  .map((fields) => present(fields));

const link: fc.Arbitrary<Link> = fc
  .record({
    rel: fc.constantFrom(
      'seeAlso',
      'related',
      'alternate',
      'evolvedFrom',
      'https://example.org/rel/clip',
      'dpa:rel',
      'a b',
    ),
    href: maybe(page),
    guid: maybe(guid),
    version: maybe(number),
    contentType: maybe(fc.constant('text/html')),
    title: maybe(text),
  })
  .filter(({ href, guid: id }) => (href !== undefined || id !== undefined) && href !== id)
  .map(({ contentType, ...rest }) =>
    present({ ...rest, contentType: rest.href === undefined ? undefined : contentType }),
  );

/** A body as the sanitiser leaves it, from the markup that stories have. */
const body = fc
  .array(
    fc.tuple(fc.constantFrom('p', 'h2', 'blockquote', 'ul', 'img'), text, text).map(([tag, one, other]) => {
      if (tag === 'img')
        return `<figure><img src="https://cdn.example.org/p/${one.length}.jpg" alt=""/></figure>`;
      if (tag === 'ul') return `<ul><li>${escapeText(one)}</li><li><b>${escapeText(other)}</b></li></ul>`;
      return `<${tag}>${escapeText(one)} <a href="https://example.org/?a=1&amp;b=2">${escapeText(other)}</a><br/>${escapeText(one)}</${tag}>`;
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => sanitiseHtml(parts.join('\n')));

const LANGUAGES = [
  'az-Latn',
  'ru',
  'kk-Cyrl',
  'kk-Latn',
  'uz-Latn',
  'uz-Cyrl',
  'en-GB',
  'ar',
  'he',
  'zh-Hant-TW',
];

const CLASSES: readonly ItemClass[] = [
  'text',
  'picture',
  'video',
  'audio',
  'graphic',
  'animation',
  'composite',
];

const common = (classes: readonly ItemClass[]) =>
  fc
    .record({
      guid,
      version: number,
      itemClass: fc.constantFrom(...classes),
      provider: fc.oneof(
        fc.record({ id: fc.constant('report'), name: text }),
        fc.record({ name: text, uri: page }),
        fc.constant({ id: 'nprov:AFP', uri: 'http://cv.iptc.org/newscodes/newsprovider/AFP' }),
        fc.constant({ id: 'report' }),
        fc.constant({}),
      ),
      versionCreated: instant,
      firstCreated: maybe(instant),
      contentCreated: maybe(instant),
      contentModified: maybe(instant),
      embargoed: maybe(fc.oneof(instant, fc.constant('indefinite' as const))),
      pubStatus: fc.constantFrom('usable' as const, 'withheld' as const, 'canceled' as const),
      signals: fc.subarray(['update', 'correction', 'kill', 'recall', 'alert', 'dpasig:x'], { minLength: 0 }),
      urgency: maybe(fc.integer({ min: 1, max: 9 })),
      language: maybe(fc.constantFrom(...LANGUAGES)),
      languageConfidence: maybe(share),
      headline: text,
      subheadline: maybe(text),
      slugline: maybe(text),
      byline: maybe(text),
      dateline: maybe(text),
      creditline: maybe(text),
      description: maybe(text),
      content: maybe(body),
      authors: fc.array(
        fc
          .record({ name: text, email: maybe(fc.constant('x@example.org')), uri: maybe(page) })
          .map((author) => present(author)),
        { maxLength: 2 },
      ),
      subjects: fc.array(concept, { maxLength: 3 }),
      genres: fc.array(concept, { maxLength: 2 }),
      places: fc.array(concept, { maxLength: 2 }),
      keywords: fc.array(text, { maxLength: 3 }),
      renditions: fc.uniqueArray(rendition, { maxLength: 3, selector: ({ href }) => href }),
      holder: maybe(text),
      notice: maybe(lines),
      usageTerms: fc.uniqueArray(
        fc.oneof(text, fc.constantFrom('JAPAN OUT', 'arxivə yox, 48 saat', 'только для ТВ')),
        { maxLength: 2 },
      ),
      edNote: maybe(lines),
      links: fc.array(link, { maxLength: 2 }),
      url: maybe(page),
      hops: fc.array(fc.record({ partner: fc.constantFrom('report', 'baku-tv', 'comp:TR'), at: instant }), {
        maxLength: 2,
      }),
    })
    .map(({ content, holder, notice, usageTerms, ...fields }) => {
      const known = new Set(fields.renditions.map(({ href }) => href));
      const renditions = [
        ...fields.renditions,
        ...(content?.renditions ?? []).filter(({ href }) => !known.has(href)),
      ];
      const captions = captionsIn(fields.itemClass, fields.description, renditions);
      return present({
        ...fields,
        body: content?.body,
        renditions,
        rights: readRights({ holder, notice, usageTerms, edNote: fields.edNote, captions }),
        fingerprint: 'none',
      });
    });

const group = (id: string, others: readonly string[]): fc.Arbitrary<Group> =>
  fc
    .record({
      id: fc.constant(id),
      role: maybe(fc.constantFrom('main', 'group:side', 'two words')),
      mode: fc.constantFrom('bag' as const, 'seq' as const, 'alt' as const),
      members: fc.array(
        fc.oneof(
          fc
            .record({
              guid,
              version: maybe(number),
              title: maybe(text),
              itemClass: maybe(fc.constantFrom('text' as const, 'picture' as const)),
            })
            .map((member) => present(member)),
          ...others.map((groupRef) => fc.constant({ groupRef })),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map((fields) => present(fields) as Group);

const coverage = (id: string): fc.Arbitrary<Coverage> =>
  fc
    .record({
      id: fc.constant(id),
      itemClass: fc.constantFrom('text' as const, 'picture' as const, 'video' as const, 'audio' as const),
      scheduled: maybe(instant),
      assignedTo: maybe(text),
      status: maybe(fc.constantFrom('int', 'notint', 'not sure')),
      headline: maybe(text),
      edNote: maybe(lines),
      deliveries: fc.array(
        fc.record({ guid, version: maybe(number) }).map((one) => present(one)),
        { maxLength: 2 },
      ),
    })
    .map((fields) => present(fields));

/** Records of all three kinds as a decoder leaves them: everything a field may hold, absent fields absent. */
export const arbitraryRecord: fc.Arbitrary<NewsRecord> = fc.oneof(
  { weight: 3, arbitrary: common(CLASSES).map((fields): NewsRecord => ({ kind: 'newsItem', ...fields })) },
  fc
    .tuple(common(['composite', 'text']), group('G1', ['G2']), group('G2', []))
    .map(([fields, ...groups]): NewsRecord => ({ kind: 'packageItem', ...fields, groups, rootGroup: 'G1' })),
  fc.tuple(common(['composite']), maybe(concept), fc.tuple(coverage('ID_1'), coverage('ID_2'))).map(
    ([fields, event, coverages]): NewsRecord => ({
      kind: 'planningItem',
      ...fields,
      ...(event ? { event } : {}),
      coverages,
    }),
  ),
);
