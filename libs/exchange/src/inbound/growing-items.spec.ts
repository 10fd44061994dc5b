import { decodeDocument } from '#codecs/decode.js';
import type { FeedProfile } from '#codecs/profile/feed-profile.js';
import { classify } from '#exchange/inbound/classify.js';
import type { CurrentItem } from '#exchange/inbound/inbound-ports.js';
import { fingerprintOf } from '#news/fingerprint.js';
import type { NewsRecord } from '#news/record.js';

// One entry of a feed, polled again after the provider changed something: is that a version of the item?

const NOW = new Date('2025-11-18T12:00:00Z');
const ENTRY = `
  <guid isPermaLink="false">report-4711</guid>
  <link>https://report.example/az/4711</link>
  <title>Bakıda yeni körpü açılıb</title>
  <description>Körpü bu gün açılıb.</description>
  <content:encoded><![CDATA[<p>Körpü açılıb.</p><img src="https://img1.report.example/a/bridge.jpg?w=800"/>]]></content:encoded>
  <pubDate>Tue, 18 Nov 2025 10:00:00 GMT</pubDate>
  <category>İnfrastruktur</category>
  <category>Bakı</category>
  <media:content url="https://cdn1.report.example/v/bridge.mp4?token=a1&amp;q=hd" type="video/mp4" duration="61" fileSize="900"/>
  <media:content url="https://files.report.example/v/bridge-sd.mp4?X-Amz-Date=1&amp;X-Amz-Expires=60&amp;X-Amz-Signature=ab" type="video/mp4"/>
  <media:content url="https://files.report.example/v/bridge.vtt?sig=ab" type="text/vtt"/>
  <media:copyright>Report</media:copyright>
  <slash:comments>7</slash:comments>
  <media:community><media:statistics views="100" favorites="3"/></media:community>`;
const TAIL = '</item></channel></rss>';
const HEAD =
  '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>Report</title><link>https://report.example/</link><description>Report</description><item>';

function read(entry: string, profile?: FeedProfile): NewsRecord {
  const context = { sourceId: 'report', baseUrl: 'https://report.example/rss', languages: ['az'], profile };
  const { records } = decodeDocument(Buffer.from(HEAD + entry + TAIL), context);
  expect(records).toHaveLength(1);
  return records[0]!;
}

const held = (record: NewsRecord, more: Partial<CurrentItem> = {}): CurrentItem => ({
  itemId: 1,
  guid: record.guid,
  version: 1,
  fingerprint: record.fingerprint,
  pubStatus: record.pubStatus,
  versionCreated: record.versionCreated,
  earlierFingerprints: [],
  ...more,
});
const judge = (record: NewsRecord, current: CurrentItem) => {
  expect(record.guid).toBe(current.guid);
  return classify(record, current, { providerVersions: false, now: NOW });
};

function changed(from: string | RegExp, to: string): string {
  const entry = ENTRY.replace(from, to);
  expect(entry).not.toBe(ENTRY);
  return entry;
}
const and = (more: string): string => ENTRY + more;
const lines = ENTRY.trim().split('\n');
const moved = (start: string): string =>
  [
    ...lines.filter((line) => !line.includes(start)),
    ...lines.filter((line) => line.includes(start)).reverse(),
  ].join('\n');

describe('an entry that is served again', () => {
  const rows: ['version' | 'no version', string, string][] = [
    ['no version', 'as it was', ENTRY],
    ['no version', 'with more comments', changed('>7<', '>1200<')],
    ['no version', 'with more views', changed('views="100"', 'views="98765"')],
    ['no version', 'with a video’s token renewed', changed('token=a1', 'token=b2')],
    [
      'no version',
      'with a file signed anew, as Amazon does',
      changed(/X-Amz-Date=1&(.*)=ab/, 'X-Amz-Date=2&$1=cd'),
    ],
    ['no version', 'with captions signed anew', changed('vtt?sig=ab', 'vtt?sig=cd&amp;expires=1763')],
    ['no version', 'from another host of the delivery network', changed('//cdn1.', '//cdn3.')],
    ['no version', 'with the body’s picture from another host', changed('//img1.', '//img2.')],
    [
      'no version',
      'touched without a change',
      and('<dcterms:modified>2025-11-18T11:00:00Z</dcterms:modified>'),
    ],
    ['no version', 'under a corrected date', changed('10:00:00', '09:15:00')],
    ['no version', 'under a new date', changed('10:00:00', '11:15:00')],
    ['no version', 'with its files in another order', moved('<media:content')],
    ['no version', 'with its categories in another order', moved('<category>')],
    ['no version', 'with a category twice', and('<category>Bakı</category>')],
    ['no version', 'with a campaign in its link', changed('az/4711', 'az/4711?utm_source=rss')],

    ['version', 'with a late video', and('<media:content url="https://x.example/hd.mp4" type="video/mp4"/>')],
    ['version', 'with a file taken away', changed(/<media:content[^>]*vtt"\/>/, '')],
    [
      'version',
      'with a longer cut in another file',
      changed(/bridge\.mp4(.*)duration="61"/, 'bridge2.mp4$1duration="75"'),
    ],
    ['version', 'with a corrected duration', changed('duration="61"', 'duration="75"')],
    ['version', 'with a file of another size', changed('fileSize="900"', 'fileSize="1200"')],
    ['version', 'with another quality of the same file', changed('q=hd', 'q=uhd')],
    ['version', 'with another category', changed('>Bakı<', '>Sumqayıt<')],
    ['version', 'with another headline', changed('yeni körpü', 'ikinci körpü')],
    ['version', 'with another body', changed('<p>Körpü açılıb.', '<p>Körpü sabah açılır.')],
    ['version', 'with another summary', changed('bu gün', 'dünən')],
    ['version', 'with another picture in its body', changed('bridge.jpg', 'crowd.jpg')],
    ['version', 'with another holder of rights', changed('<media:copyright>Report', '<media:copyright>AFP')],
    ['version', 'at another page', changed('az/4711<', 'az/4712<')],
    [
      'version',
      'with a late picture and a corrected date',
      and('<media:content url="https://x.example/late.jpg" type="image/jpeg"/>').replace(
        '10:00:00',
        '10:30:00',
      ),
    ],
  ];
  it.each(rows)('%s: %s', (expected, _case, entry) => {
    const outcome = judge(read(entry), held(read(ENTRY))).outcome;
    expect(outcome === 'accepted' ? 'version' : 'no version').toBe(expected);
  });

  it.each<[string, Partial<NewsRecord>]>([
    ['an embargo', { embargoed: '2025-11-19T06:00:00Z' }],
    ['a longer embargo', { embargoed: 'indefinite' }],
    ['a hold', { pubStatus: 'withheld' }],
    ['a kill', { pubStatus: 'canceled' }],
    ['new terms of use', { rights: { usageTerms: ['no archive'] } }],
  ])('version: with %s, as agency formats have it', (_case, change) => {
    const record = { ...read(ENTRY), ...change } as NewsRecord;
    const fresh = { ...record, fingerprint: fingerprintOf(record) };
    expect(judge(fresh, held(read(ENTRY))).outcome).toBe('accepted');
  });
});

describe('two caches that serve two versions in turn', () => {
  const a = read(ENTRY);
  const b = read(changed('yeni körpü', 'ikinci körpü'));

  it('make the second version once, and no third', () => {
    expect(judge(b, held(a)).outcome).toBe('accepted');
    const second = held(b, { version: 2, earlierFingerprints: [a.fingerprint] });
    for (let turn = 0; turn < 3; turn += 1) {
      expect(judge(a, second)).toEqual({ outcome: 'stale', detail: 'an earlier version served again' });
      expect(judge(b, second).outcome).toBe('unchanged');
    }
  });

  it('are settled also where each signs its files anew', () => {
    const second = held(b, { version: 2, earlierFingerprints: [a.fingerprint] });
    expect(judge(read(changed('token=a1', 'token=zz')), second).outcome).toBe('stale');
  });

  it('do not hide a true return to the earlier text, under a newer date', () => {
    const second = held(b, { version: 2, earlierFingerprints: [a.fingerprint] });
    expect(judge(read(changed('10:00:00', '11:30:00')), second).outcome).toBe('accepted');
  });
});

describe('a guid that is minted again at every poll', () => {
  const again = changed('report-4711', 'report-4711-1763460000');

  it('is another item where the feed’s ids count', () => {
    expect(read(again).guid).not.toBe(read(ENTRY).guid);
  });

  it.each(['link', 'link-and-date', 'link-date-and-title'] as const)(
    'is no version by the policy %s',
    (guid) => {
      expect(judge(read(again, { guid }), held(read(ENTRY, { guid }))).outcome).toBe('unchanged');
    },
  );

  it('leaves a late file a version, by the link alone also under a corrected date', () => {
    const late = again.replace('10:00:00', '10:30:00').replace('views="100"', 'views="9"');
    const grown = `${late}<media:content url="https://x.example/hd.mp4" type="video/mp4"/>`;
    expect(judge(read(grown, { guid: 'link' }), held(read(ENTRY, { guid: 'link' }))).outcome).toBe(
      'accepted',
    );
    // Whoever counts the date to the identity says that another date is another story.
    expect(read(grown, { guid: 'link-and-date' }).guid).not.toBe(read(ENTRY, { guid: 'link-and-date' }).guid);
  });
});
