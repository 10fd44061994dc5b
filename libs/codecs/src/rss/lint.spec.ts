import { codesOf, knows, replacing } from '../testing/lint-cases.js';

describe('RSS 2.0', () => {
  const good = `<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>Report</title>
<link>https://report.example.org/</link>
<description>Xəbərlər</description>
<lastBuildDate>Tue, 10 Mar 2026 09:00:00 GMT</lastBuildDate>
<ttl>5</ttl>
<image><url>https://report.example.org/i.png</url><title>Report</title><link>https://report.example.org/</link></image>
<item>
<title>Sərgi</title>
<link>https://report.example.org/1</link>
<guid isPermaLink="false">1</guid>
<pubDate>Tue, 10 Mar 2026 09:00:00 +0400</pubDate>
<enclosure url="https://report.example.org/1.mp4" length="100" type="video/mp4"/>
<source url="https://afp.example.org/rss">AFP</source>
<media:content url="https://report.example.org/1.mp4" medium="video" duration="12.5"><media:thumbnail url="https://report.example.org/1.jpg"/></media:content>
<media:restriction relationship="deny" type="country">kz</media:restriction>
</item>
<item><description>Mətn</description><guid>https://report.example.org/2</guid></item>
</channel>
</rss>`;
  const item = '/rss/channel/item[1]';
  knows('rss', good, [
    ['rss.no-version', '/rss', 2, replacing(' version="2.0"', '')],
    ['rss.no-channel', '/rss', 2, replacing(/<channel>[\s\S]*<\/channel>/, '')],
    ['rss.channel-incomplete', '/rss/channel', 3, replacing('<title>Report</title>', '')],
    ['rss.channel-incomplete', '/rss/channel', 3, replacing('<link>https://report.example.org/</link>', '')],
    ['rss.channel-incomplete', '/rss/channel', 3, replacing('<description>Xəbərlər</description>', '')],
    ['rss.link', '/rss/channel/link', 5, replacing('<link>https://report.example.org/</link>', '<link/>')],
    [
      'rss.date',
      '/rss/channel/lastBuildDate',
      7,
      replacing('Tue, 10 Mar 2026 09:00:00 GMT', '2026-03-10T09:00:00Z'),
    ],
    ['rss.ttl', '/rss/channel/ttl', 8, replacing('<ttl>5', '<ttl>often')],
    ['rss.image-incomplete', '/rss/channel/image', 9, replacing('<title>Report</title><link>', '<link>')],
    ['rss.item-empty', item, 10, replacing('<title>Sərgi</title>', '')],
    ['rss.link', `${item}/link`, 12, replacing('<link>https://report.example.org/1<', '<link>/1<')],
    ['rss.guid', `${item}/guid`, 13, replacing(' isPermaLink="false"', '')],
    ['rss.guid', `${item}/guid/@isPermaLink`, 13, replacing('"false"', '"no"')],
    ['rss.guid', `${item}/guid`, 13, replacing('>1</guid>', '></guid>')],
    [
      'rss.guid-repeated',
      '/rss/channel/item[2]/guid',
      20,
      replacing('<guid>https://report.example.org/2', '<guid>1'),
    ],
    ['rss.date-unreadable', `${item}/pubDate`, 14, replacing('Tue, 10 Mar 2026 09:00:00 +0400', 'yesterday')],
    [
      'rss.date',
      `${item}/pubDate`,
      14,
      replacing('Tue, 10 Mar 2026 09:00:00 +0400', 'Tue, 10 Mar 2026 09:00:00'),
    ],
    ['rss.enclosure-incomplete', `${item}/enclosure`, 15, replacing(' length="100"', '')],
    ['rss.enclosure-incomplete', `${item}/enclosure`, 15, replacing(/ type="video\/mp4"/, '')],
    [
      'rss.enclosure-incomplete',
      `${item}/enclosure`,
      15,
      replacing('<enclosure url="https://report.example.org/1.mp4"', '<enclosure'),
    ],
    ['rss.enclosure', `${item}/enclosure/@length`, 15, replacing('length="100"', 'length="long"')],
    ['rss.enclosure', `${item}/enclosure/@type`, 15, replacing('type="video/mp4"', 'type="video"')],
    ['rss.source-incomplete', `${item}/source`, 16, replacing(' url="https://afp.example.org/rss"', '')],
    [
      'media.content-without-target',
      `${item}/content[1]`,
      17,
      replacing('media:content url="https://report.example.org/1.mp4"', 'media:content'),
    ],
    ['media.value', `${item}/content[1]/@medium`, 17, replacing('medium="video"', 'medium="film"')],
    ['media.value', `${item}/content[1]/@duration`, 17, replacing('"12.5"', '"00:12"')],
    [
      'media.incomplete',
      `${item}/content[1]/thumbnail[1]`,
      17,
      replacing('media:thumbnail url="https://report.example.org/1.jpg"', 'media:thumbnail'),
    ],
    ['media.incomplete', `${item}/restriction[1]`, 18, replacing(' relationship="deny"', '')],
    ['media.value', `${item}/restriction[1]/@relationship`, 18, replacing('"deny"', '"forbid"')],
    ['rss.unknown-element', `${item}/video`, 11, replacing('<title>Sərgi', '<video/><title>Sərgi')],
    ['xml.malformed', '/rss', 22, replacing('</channel>', '')],
  ]);

  it('lets older versions have elements that they do not name', () => {
    const old = good
      .replace('version="2.0"', 'version="0.92"')
      .replace('<title>Sərgi', '<video/><title>Sərgi');
    expect(codesOf('rss', old)).toEqual([]);
  });
});
