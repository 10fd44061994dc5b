import { decodeDocument } from './decode.js';
import { isEmbargoName, isReleaseName } from './embargo-field.js';

const read = (document: string): { embargoed?: string; codes: string[]; details: string } => {
  const { records, warnings } = decodeDocument(Buffer.from(document));
  return {
    embargoed: records[0]!.embargoed,
    codes: warnings.map(({ code }) => code),
    details: warnings.map(({ detail }) => detail).join('\n'),
  };
};

const DATED = '2026-03-10T12:00:00Z';
const rss = (fields: string): string =>
  `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:x="urn:x" xmlns:im="http://itunes.apple.com/rss"><channel><item><title>T</title><pubDate>Tue, 10 Mar 2026 12:00:00 GMT</pubDate>${fields}</item></channel></rss>`;
const json = (name: string, value: unknown): string =>
  JSON.stringify({ uri: 'urn:a', type: 'text', headline: 'H', versioncreated: DATED, [name]: value });
const nitf = (head: string): string =>
  `<nitf><head>${head}<docdata><date.issue norm="20260310T120000Z"/></docdata></head><body><body.head><hedline><hl1>h</hl1></hedline></body.head><body.content><p>x</p></body.content></body></nitf>`;
const mail = (field: string): string =>
  `From: a@b.example\r\nDate: Tue, 10 Mar 2026 12:00:00 +0000\r\nSubject: S\r\n${field}\r\n\r\nText.\r\n`;

describe('names of an embargo', () => {
  it.each([
    ...['ambargo', 'x_ambargo_tarihi', 'holdUntil', 'hold_until', 'hold-till', 'HoldForRelease', 'hold_date'],
    ...[
      'notBefore',
      'not_for_release_before',
      'publishAfter',
      'release-after',
      '_embargo_date',
      'x:embargoEnd',
    ],
  ])('knows %s', (name) => expect(isEmbargoName(name)).toBe(true));

  it.each(['holdings', 'household', 'before', 'threshold', 'stakeholder_for', 'release', 'x:embargo/y'])(
    'leaves %s alone',
    (name) => expect(isEmbargoName(name)).toBe(false),
  );

  it.each([
    'releaseDate',
    'release_date',
    'x:release-date',
    'ReleaseTime',
    'press_release_date',
    'released_at',
  ])('takes %s for when an item may be released', (name) => expect(isReleaseName(name)).toBe(true));

  it.each(['im:releaseDate', 'video:release_date', 'music:release_date', 'release', 'prerelease_dates_of'])(
    'takes %s for something else',
    (name) => expect(isReleaseName(name)).toBe(false),
  );
});

describe('a release date of the sender’s own', () => {
  it.each<[string, (value: string) => string]>([
    ['RSS', (v) => rss(`<x:releaseDate>${v}</x:releaseDate>`)],
    ['a WordPress export', (v) => rss(meta('release_date', v))],
    ['ninjs', (v) => json('release_date', v)],
    ['NITF', (v) => nitf(`<meta name="release-date" content="${v}"/>`)],
    ['an e-mail', (v) => mail(`X-Release-Date: ${v}`)],
    [
      'JSON Feed',
      (v) =>
        JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 'T',
          items: [{ id: '1', content_text: 'T', date_published: DATED, releaseDate: v }],
        }),
    ],
    [
      'HTML',
      (v) =>
        `<html><head><title>T</title><meta property="og:type" content="article"><meta property="article:published_time" content="${DATED}"><meta name="release_date" content="${v}"></head><body><article><p>Some words here.</p></article></body></html>`,
    ],
  ])('is an embargo where it is later than the item: %s', (_format, document) => {
    const later = read(document('2099-03-03T23:59:00Z'));
    expect(later.embargoed).toBe('2099-03-03T23:59:00Z');
    expect(later.codes).toContain('embargo-in-own-field');
    expect(read(document('after the speech')).embargoed).toBe('indefinite');
    const same = read(document(DATED));
    expect(same.embargoed).toBeUndefined();
    expect(same.details).toContain(DATED);
    expect(read(document('none')).embargoed).toBeUndefined();
  });

  it('is none of a thing that the item is about', () => {
    const { embargoed } = read(
      rss('<im:releaseDate label="May 1, 2099">2099-05-01T00:00:00-07:00</im:releaseDate>'),
    );
    expect(embargoed).toBeUndefined();
  });
});

const meta = (key: string, value: string): string =>
  `<wp:postmeta><wp:meta_key><![CDATA[${key}]]></wp:meta_key><wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta>`;

describe('PRISM, which has fields for it', () => {
  const prism = (inner: string): string =>
    rss(
      `<prism:embargoDate xmlns:prism="http://prismstandard.org/namespaces/basic/3.0/">${inner}</prism:embargoDate>`,
    );

  it.each([
    ['2099-03-03T23:59:00Z', '2099-03-03T23:59:00Z'],
    ['', 'indefinite'],
    ['soon', 'indefinite'],
    ['none', undefined],
  ])('says %j', (said, embargoed) => {
    expect(read(prism(said)).embargoed).toBe(embargoed);
  });
});

describe('a field whose name is a value itself', () => {
  it.each([
    ['a WordPress export', meta('_embargo_until', '2099-03-03 23:59:00 UTC')],
    ['an element with a name', '<x:field name="embargo">2099-03-03T23:59:00Z</x:field>'],
    ['an element with the name of a release', '<x:field name="release_date">2099-03-03T23:59:00Z</x:field>'],
    ['an element with a name and a value', '<x:field key="holdUntil" value="2099-03-03T23:59:00Z"/>'],
  ])('is an embargo: %s', (_where, field) => {
    expect(read(rss(field)).embargoed).toBe('2099-03-03T23:59:00Z');
  });

  it('says no, or nothing of an embargo', () => {
    expect(read(rss(meta('_embargo', ''))).embargoed).toBeUndefined();
    const other = read(rss(meta('_thumbnail_id', '17')));
    expect(other.embargoed).toBeUndefined();
    expect(other.details).toContain('_thumbnail_id17');
  });
});

describe('IIM in NITF', () => {
  const iim = (...sets: [num: string, value: string][]): string =>
    nitf(`<iim ver="4">${sets.map(([num, value]) => `<ds num="${num}" value="${value}"/>`).join('')}</iim>`);

  it.each<[string, [string, string][], string | undefined]>([
    [
      'a later release',
      [
        ['2:30', '20991118'],
        ['2:35', '100000+0000'],
      ],
      '2099-11-18T10:00:00Z',
    ],
    [
      'its zone',
      [
        ['30', '20991118'],
        ['035', '100000-0500'],
      ],
      '2099-11-18T15:00:00Z',
    ],
    ['a day alone', [['2:30', '20991118']], '2099-11-18T00:00:00Z'],
    [
      'a release at once',
      [
        ['2:30', '20260310'],
        ['2:35', '120000+0000'],
      ],
      undefined,
    ],
    ['no date', [['2:35', '100000+0000']], 'indefinite'],
    ['no day of the calendar', [['2:30', '20991332']], 'indefinite'],
    [
      'two days',
      [
        ['2:30', '20991118'],
        ['2:30', '20991119'],
      ],
      'indefinite',
    ],
    ['another record', [['1:30', '20991118']], undefined],
  ])('holds until the date and time of release: %s', (_what, sets, embargoed) => {
    expect(read(iim(...sets)).embargoed).toBe(embargoed);
  });

  it('names when it expires', () => {
    expect(read(iim(['2:37', '20991118'], ['2:38', '100000+0000'])).details).toBe(
      '2:37 20991118, 2:38 100000+0000',
    );
  });
});
