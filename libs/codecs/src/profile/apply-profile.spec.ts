import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import type { Warning } from '../codec.js';
import { decodeDocument } from '../decode.js';
import { applyProfile } from './apply-profile.js';
import type { FeedProfile, StatusMeaning } from './feed-profile.js';

const item = (change: Partial<NewsItem> = {}): NewsItem => ({
  kind: 'newsItem',
  guid: asGuid('urn:x:1'),
  version: 1,
  itemClass: 'text',
  provider: {},
  pubStatus: 'usable',
  fingerprint: '',
  ...change,
});

function applied(profile: FeedProfile, change: Partial<NewsItem>): NewsItem {
  const record = item(change);
  applyProfile(record, profile);
  return record;
}

describe('applyProfile', () => {
  it('translates signals, and takes back what was taken back', () => {
    const signals = { retraction: 'recall', rectificatif: 'correction' } as const;
    expect(applied({ signals }, { signals: ['Rectificatif', 'other'] })).toMatchObject({
      signals: ['correction', 'other'],
      pubStatus: 'usable',
    });
    expect(applied({ signals }, { signals: ['RETRACTION'] })).toMatchObject({
      signals: ['recall'],
      pubStatus: 'canceled',
    });
  });

  it('reads what a line of the note begins with, as whole words', () => {
    const edNoteSignals = { KILL: 'kill', 'Attention correction': 'correction' } as const;
    expect(applied({ edNoteSignals }, { edNote: 'For desks\nattention correction: name' }).signals).toEqual([
      'correction',
    ]);
    expect(applied({ edNoteSignals }, { edNote: 'Kill: legal reasons' }).pubStatus).toBe('canceled');
    expect(
      applied({ edNoteSignals }, { edNote: 'Killing of a journalist, see file' }).signals,
    ).toBeUndefined();
  });

  it('names the provider of items that name none, and completes its own name', () => {
    const provider = { id: 'dpa', name: 'Deutsche Presse-Agentur' };
    expect(applied({ provider }, {}).provider).toEqual(provider);
    expect(applied({ provider }, { provider: { name: 'Deutsche Presse-Agentur' } }).provider).toEqual(
      provider,
    );
    expect(applied({ provider }, { provider: { name: 'AFP' } }).provider).toEqual({ name: 'AFP' });
  });

  it('takes names of accounts for no authors, and says so', () => {
    const authors = [
      { name: 'loening.meyel' },
      { name: 'load' },
      { name: 'Steve Helber' },
      { name: 'Nərgiz' },
    ];
    const record = item({ authors });
    const warnings: Warning[] = [];
    applyProfile(record, { creatorLogins: 'remove' }, (warning) => warnings.push(warning));
    expect(record.authors).toEqual([{ name: 'Steve Helber' }, { name: 'Nərgiz' }]);
    expect(warnings).toEqual([
      { code: 'creator-is-login', at: 'urn:x:1', detail: 'loening.meyel' },
      { code: 'creator-is-login', at: 'urn:x:1', detail: 'load' },
    ]);
    expect(applied({}, { authors }).authors).toEqual(authors);
  });

  it('leaves out of guids who asked, also of those that the item names', () => {
    const guid = (text: string) => asGuid(`https://api.x.example/c/${text}`);
    const record = applied(
      { guidIgnores: ['qt', 'et'] },
      { guid: guid('7?qt=H1&et=0a'), links: [{ rel: 'seeAlso', guid: guid('8?qt=H1&part=2&et=0a') }] },
    );
    expect(record.guid).toBe(guid('7'));
    expect(record.links).toEqual([{ rel: 'seeAlso', guid: guid('8?part=2') }]);
  });
});

const g2 = (
  status: string,
  embargo = '',
) => `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"
  version="2" standard="NewsML-G2" standardversion="2.35" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
  <provider literal="x"/><versionCreated>2026-03-10T12:00:00Z</versionCreated>${embargo}
  <pubStatus qcode="${status}"/></itemMeta><contentMeta><headline>News</headline></contentMeta></newsItem>`;

function read(text: string, statuses: Record<string, StatusMeaning> = {}) {
  const { records, warnings } = decodeDocument(Buffer.from(text), { profile: { statuses } });
  const { pubStatus, embargoed, signals } = records[0]!;
  return { pubStatus, embargoed, signals, warnings: warnings.map(({ code }) => code) };
}

describe('a status', () => {
  it('that nobody knows holds the item', () => {
    expect(read(g2('stat:withdrawn'))).toMatchObject({
      pubStatus: 'withheld',
      warnings: ['pubstatus-unknown'],
    });
    expect(read(g2('stat:withdrawn'), { archived: 'usable' }).pubStatus).toBe('withheld');
  });

  it('means what the profile says', () => {
    expect(read(g2('stat:withdrawn'), { withdrawn: 'recalled' })).toEqual({
      pubStatus: 'canceled',
      signals: ['recall'],
      embargoed: undefined,
      warnings: [],
    });
  });

  it('that means embargoed holds until the embargo, and for good where there is none', () => {
    const until = '<embargoed>2026-03-11T00:00:00Z</embargoed>';
    expect(read(g2('stat:withheld', until), { withheld: 'embargoed' })).toMatchObject({
      pubStatus: 'usable',
      embargoed: '2026-03-11T00:00:00Z',
      warnings: [],
    });
    expect(read(g2('stat:withheld'), { withheld: 'embargoed' })).toMatchObject({
      pubStatus: 'usable',
      embargoed: 'indefinite',
      warnings: ['embargo-unreadable'],
    });
  });

  it('is read so in ninjs, NITF and NewsML 1 too', () => {
    const ninjs = '{"uri":"urn:x:1","pubstatus":"withdrawn","headline":"News","body_text":"x"}';
    expect(read(ninjs, { withdrawn: 'recalled' })).toMatchObject({
      pubStatus: 'canceled',
      signals: ['recall'],
    });
    const nitf = `<nitf><head><docdata management-status="withdrawn"><doc-id id-string="1"/></docdata></head>
      <body><body.head><hedline><hl1>News</hl1></hedline></body.head></body></nitf>`;
    expect(read(nitf, { withdrawn: 'recalled' })).toMatchObject({
      pubStatus: 'canceled',
      signals: ['recall'],
    });
    const newsml = `<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x.example</ProviderId><DateId>20260310</DateId>
      <NewsItemId>1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
      <PublicIdentifier>urn:newsml:x.example:20260310:1:1</PublicIdentifier></NewsIdentifier></Identification>
      <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20260310T120000Z</FirstCreated>
      <ThisRevisionCreated>20260310T120000Z</ThisRevisionCreated><Status FormalName="Withdrawn"/></NewsManagement>
      <NewsComponent><NewsLines><HeadLine>News</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>`;
    expect(read(newsml, { withdrawn: 'recalled' })).toMatchObject({
      pubStatus: 'canceled',
      signals: ['recall'],
    });
  });
});

describe('the policy of guids', () => {
  const rss = `<rss version="2.0"><channel><title>x</title><link>https://x.example/</link>
    <item><guid isPermaLink="false">7</guid><link>https://x.example/a</link><title>One</title><pubDate>Tue, 10 Mar 2026 12:00:00 GMT</pubDate></item>
    <item><guid isPermaLink="false">7</guid><link>https://x.example/a</link><title>Two</title><pubDate>Tue, 10 Mar 2026 12:00:00 GMT</pubDate></item>
    <item><guid isPermaLink="false">7</guid><link>https://x.example/b</link><title>Three</title><pubDate>Tue, 10 Mar 2026 13:00:00 GMT</pubDate></item>
    </channel></rss>`;
  it.each([
    ['id', 1],
    ['link', 2],
    ['link-and-date', 2],
    ['link-date-and-title', 3],
  ] as const)('%s tells %i of three entries apart', (guid, count) => {
    const { records } = decodeDocument(Buffer.from(rss), { profile: { guid } });
    expect(records).toHaveLength(3);
    expect(new Set(records.map((record) => record.guid)).size).toBe(count);
  });
});

it.each([
  [undefined, 128_929],
  ['milliseconds', 128.929],
] as const)('durations of ninjs count %s', (durationUnit, durationSeconds) => {
  const video = {
    name: 'main',
    href: 'https://x.example/a.mp4',
    contentType: 'video/mp4',
    duration: 128_929,
  };
  const text = JSON.stringify({ uri: 'urn:x:1', type: 'video', headline: 'Video', renditions: [video] });
  const { records } = decodeDocument(Buffer.from(text), { profile: { durationUnit } });
  expect(records[0]!.renditions).toMatchObject([{ durationSeconds }]);
});
