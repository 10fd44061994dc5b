import { decodeDocument } from './decode.js';

const g2 = (itemMeta: string, contentMeta: string): string =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1" standard="NewsML-G2" standardversion="2.35"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/><itemMeta><itemClass qcode="ninat:text"/><provider literal="X"/><versionCreated>2026-01-01T00:00:00Z</versionCreated><pubStatus qcode="stat:usable"/>${itemMeta}</itemMeta><contentMeta><headline>T</headline>${contentMeta}</contentMeta></newsItem>`;
const usableG2 = g2('', '');
const newsml1 = (management: string, lines: string): string =>
  `<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><DateId>20251118</DateId><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement>${management}</NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine>${lines}</NewsLines><ContentItem><DataContent>x</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`;
const FEED = 'xmlns="http://www.w3.org/2005/Atom"';

describe('a text where its format has no place for one', () => {
  it.each([
    ['an item of RSS', '<rss><channel><item><title>T</title>LOOSE</item></channel></rss>', 'item[1]'],
    ['a channel', '<rss><channel>LOOSE<item><title>T</title></item></channel></rss>', 'channel'],
    [
      'an entry of Atom',
      `<feed ${FEED}><entry><id>urn:a</id><title>T</title>LOOSE</entry></feed>`,
      'entry[1]',
    ],
    [
      'an address of a sitemap',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.az/1</loc><news:news><news:title>T</news:title></news:news><foo>FOO</foo><priority>1</priority>LOOSE</url></urlset>',
      'url[1]',
    ],
  ])('is told of %s', (_where, xml, at) => {
    const { records, warnings } = decodeDocument(Buffer.from(xml));
    expect(records).toHaveLength(1);
    const told = warnings.filter(({ code }) => code === 'fields-not-carried');
    expect(told).toEqual([expect.objectContaining({ at, detail: expect.stringContaining('text LOOSE') })]);
    expect(told[0]!.detail.includes('FOO')).toBe(xml.includes('FOO'));
    expect(told[0]!.detail).not.toContain('priority');
  });

  it('is not taken for the end of an embargo that stands in the paragraph before', () => {
    const html = '<p>EMBARGOED UNTIL 10:00 GMT, 19 November 2099</p><p>AT&amp;T said so.</p>';
    const [record] = decodeDocument(
      Buffer.from(
        `<rss><channel><item><title>T</title><description><![CDATA[${html}]]></description></item></channel></rss>`,
      ),
    ).records;
    expect(record!.embargoed).toBe('2099-11-19T10:00:00Z');
  });

  it.each<[string, (name: string, value: string) => string]>([
    ['RSS', (n, v) => `<rss><channel><item><title>T</title><${n}>${v}</${n}></item></channel></rss>`],
    [
      'RSS with a prefix',
      (n, v) =>
        `<rss xmlns:x="urn:x"><channel><item><title>T</title><x:${n}>${v}</x:${n}></item></channel></rss>`,
    ],
    [
      'Atom',
      (n, v) =>
        `<feed ${FEED}><entry><id>urn:a</id><title>T</title><${n} xmlns="urn:x">${v}</${n}></entry></feed>`,
    ],
    [
      'JSON Feed',
      (n, v) =>
        JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 'T',
          items: [{ id: '1', content_text: 'T', [n]: v }],
        }),
    ],
    [
      'NITF',
      (n, v) =>
        `<nitf><head><meta name="${n}" content="${v}"/></head><body><body.head><hedline><hl1>h</hl1></hedline></body.head><body.content><p>x</p></body.content></body></nitf>`,
    ],
    [
      'an extension of JSON Feed',
      (n, v) =>
        JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 'T',
          items: [
            { id: '1', content_text: 'T', _newsroom: { about: 'https://a.example/', desk: { [n]: v } } },
          ],
        }),
    ],
    ['ninjs', (n, v) => JSON.stringify({ uri: 'urn:a', type: 'text', headline: 'H', [n]: v })],
    [
      'an object inside ninjs',
      (n, v) =>
        JSON.stringify({ uri: 'urn:a', type: 'text', headline: 'H', extra: [{ release: { [n]: v } }] }),
    ],
    ['a property of NewsML-G2', (n, v) => g2('', `<contentMetaExtProperty rel="x:${n}" value="${v}"/>`)],
    [
      'HTML',
      (n, v) =>
        `<html><head><title>T</title><meta property="og:type" content="article"><meta name="${n}" content="${v}"></head><body><article><p>Some words here.</p></article></body></html>`,
    ],
  ])('is an embargo in a field of the sender’s own: %s', (_format, document) => {
    const read = (name: string, value: string) => {
      const { records, warnings } = decodeDocument(Buffer.from(document(name, value)));
      return { embargoed: records[0]!.embargoed, codes: warnings.map(({ code }) => code) };
    };
    for (const name of ['embargo_time', 'embargoedTo', 'sperrfrist', '_embargo_end']) {
      const until = read(name, '2099-03-03T23:59:00Z');
      expect(until.embargoed).toBe('2099-03-03T23:59:00Z');
      expect(until.codes).toContain('embargo-in-own-field');
      expect(read(name, 'the speech').embargoed).toBe('indefinite');
      expect(read(name, 'when the speech has been held, '.repeat(10)).embargoed).toBe('indefinite');
      for (const none of ['', 'false', 'no', 'none', '0', 'N/A', 'yox', '0000-00-00 00:00:00'])
        expect(read(name, none).embargoed).toBeUndefined();
    }
    expect(read('topic', 'embargo').embargoed).toBeUndefined();
  });

  it('is an embargo above the headline of a wire message', () => {
    const text =
      'EMBARGOED UNTIL 10:00 GMT 11 March 2099\r\n\r\nBridge is open\r\n\r\n   BAKU, March 10 - It is.\r\n';
    const wire = `\x01abc0123 4 pol 45 \r\nslug-line\r\n\x02${text}\x03\r\n101200 GMT mar 26\r\n\x04`;
    const [record] = decodeDocument(Buffer.from(wire)).records;
    expect(record).toMatchObject({
      headline: 'Bridge is open',
      embargoed: '2099-03-11T10:00:00Z',
      body: '<p>BAKU, March 10 - It is.</p>',
    });
    expect(record!.edNote).toContain('EMBARGOED UNTIL 10:00 GMT 11 March 2099');
  });

  it.each([
    ['an element in the wrong section', g2('', '<embargoed>2099-03-03T10:00:00Z</embargoed>')],
    [
      'a line of a type',
      newsml1(
        '',
        '<NewsLine><NewsLineType FormalName="EmbargoLine"/><NewsLineText>3 March 2099 10:00 GMT</NewsLineText></NewsLine>',
      ),
    ],
  ])('is an embargo in %s', (_, document) => {
    expect(decodeDocument(Buffer.from(document)).records[0]!.embargoed).toBe('2099-03-03T10:00:00Z');
  });

  it('holds an item whose extension has an embargo that is no text', () => {
    for (const embargo of [{ until: '2099-03-03T10:00:00Z' }, ['2099-03-03'], true]) {
      const ninjs = { uri: 'urn:a', type: 'text', headline: 'H', extra: { desk: { embargo } } };
      expect(decodeDocument(Buffer.from(JSON.stringify(ninjs))).records[0]!.embargoed).toBe('indefinite');
    }
  });

  it.each([
    ['NewsML-G2', g2('<signal qcode="sig:embargo"/>', '')],
    ['NewsML 1', newsml1('<Instruction FormalName="Embargo"/>', '')],
  ])('holds an item with a signal that it is under embargo: %s', (_, document) => {
    const { records, warnings } = decodeDocument(Buffer.from(document));
    expect(records[0]!.embargoed).toBe('indefinite');
    expect(warnings.map(({ code }) => code)).toContain('embargo-unreadable');
    const timed = document.replace('<headline>T', '<headline>Embargoed until 3 March 2099 10:00 GMT: T');
    if (timed !== document)
      expect(decodeDocument(Buffer.from(timed)).records[0]!.embargoed).toBe('2099-03-03T10:00:00Z');
  });

  it.each<[string, (status: string) => string]>([
    [
      'a misspelt element of NewsML-G2',
      (s) => usableG2.replace(/<pubStatus.*?>/, `<PubStatus qcode="stat:${s}"/>`),
    ],
    [
      'another section of NewsML-G2',
      (s) => usableG2.replace('<headline>', `<pubStatus qcode="stat:${s}"/><headline>`),
    ],
    [
      'RSS',
      (s) =>
        `<rss><channel><item><title>T</title><x:pubStatus>stat:${s}</x:pubStatus></item></channel></rss>`,
    ],
    [
      'JSON Feed',
      (s) =>
        JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 'T',
          items: [{ id: '1', content_text: 'T', _pub_status: s }],
        }),
    ],
  ])('is a status in %s', (_, document) => {
    const read = (status: string) => decodeDocument(Buffer.from(document(status))).records[0]!.pubStatus;
    expect(['canceled', 'withheld', 'on-hold', 'usable'].map(read)).toEqual([
      'canceled',
      'withheld',
      'withheld',
      'usable',
    ]);
  });

  it('is told of a byline beside another', () => {
    const ninjs = (by: string, byline: string) =>
      decodeDocument(Buffer.from(JSON.stringify({ uri: 'urn:a', version: '1', headline: 'H', by, byline })));
    const { records, warnings } = ninjs('Leyla', 'Rəşad');
    expect(records[0]!.byline).toBe('Leyla');
    expect(JSON.stringify(warnings)).toContain('Rəşad');
    expect(ninjs('Leyla', 'Leyla').warnings).not.toContainEqual(
      expect.objectContaining({ code: 'fields-not-carried' }),
    );
  });

  it('holds an item of NewsML 1 whose content has a comment that it is embargoed', () => {
    const { records } = decodeDocument(
      Buffer.from(
        '<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><DateId>20251118</DateId><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem><Comment>Embargo until 20:00</Comment><DataContent>x</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>',
      ),
    );
    expect(records[0]!.edNote).toBe('Embargo until 20:00');
    expect(records[0]!.embargoed).toBeDefined();
  });
});
