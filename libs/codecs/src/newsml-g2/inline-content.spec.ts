import { decodeNewsmlG2 } from './decode.js';

const item = (contentSet: string, itemMeta = '', attributes = ''): string =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:a.example:1" version="1" ${attributes}>
    <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
    <itemMeta><itemClass qcode="ninat:text"/>${itemMeta}</itemMeta>
    <contentMeta><language tag="az"/><headline>Sərgi</headline></contentMeta>
    <contentSet>${contentSet}</contentSet>
  </newsItem>`;
const nitf = (head: string, attributes = ''): string =>
  `<inlineXML contenttype="application/nitf+xml" ${attributes}><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
    <head>${head}</head><body><body.content><p>Mətn</p></body.content></body></nitf></inlineXML>`;
const only = (xml: string) => decodeNewsmlG2(xml, { sourceId: 'a' }).records[0]!;

describe('inline content of NewsML-G2', () => {
  it('holds an item by what an NITF in it says', () => {
    const docdata =
      '<docdata management-status="withheld"><date.issue norm="20260310T090000Z"/><date.release norm="20990101T090000Z"/></docdata>';
    expect(only(item(nitf(docdata)))).toMatchObject({
      pubStatus: 'withheld',
      embargoed: '2099-01-01T09:00:00Z',
      firstCreated: '2026-03-10T09:00:00Z',
    });
    expect(only(item(nitf('<docdata management-status="embargoed"/>'))).embargoed).toBe('indefinite');
    const earlier = only(item(nitf(docdata), '<embargoed>2030-01-01T00:00:00Z</embargoed>'));
    expect(earlier.embargoed).toBe('2099-01-01T09:00:00Z');
    const later = only(item(nitf(docdata), '<embargoed/><pubStatus qcode="stat:canceled"/>'));
    expect(later).toMatchObject({ embargoed: 'indefinite', pubStatus: 'canceled' });
  });

  it('takes what an NITF says where the item is silent, and names what has no field', () => {
    const head =
      '<meta name="keywords" content="sərgi"/><meta name="workflow" content="7"/><docdata><doc-id id-string="X-9"/><urgency ed-urg="3"/>' +
      '<du-key key="SERGI" version="4"/><ed-msg info="Yoxlayın"/><doc.rights limitations="no archive"/></docdata>';
    const { records, warnings } = decodeNewsmlG2(item(nitf(head)), {});
    expect(records[0]).toMatchObject({
      urgency: 3,
      slugline: 'SERGI',
      edNote: 'Yoxlayın',
      keywords: ['sərgi'],
      rights: { usageTerms: ['no archive'], restrictions: [{ type: 'archive', value: 'none' }] },
    });
    expect(warnings.map(({ at, detail }) => [at, detail])).toEqual([
      ['/newsItem/contentSet/inlineXML/nitf/head/meta', 'workflow 7'],
      ['/newsItem/contentSet/inlineXML', 'doc-id id-string=X-9, du-key version=4'],
    ]);
  });

  it('resolves addresses by the nearest xml:base', () => {
    const xhtml =
      '<p xmlns="http://www.w3.org/1999/xhtml"><a href="2">x</a> <span xml:base="deep/"><a href="3">y</a></span></p>';
    expect(
      only(item(`<inlineXML xml:base="in/">${xhtml}</inlineXML>`, '', 'xml:base="https://a.example/item/"'))
        .body,
    ).toBe(
      '<p><a href="https://a.example/item/in/2">x</a> <span><a href="https://a.example/item/in/deep/3">y</a></span></p>',
    );
    const file = '<remoteContent href="p.jpg" contenttype="image/jpeg"/>';
    expect(only(item(file, '', 'xml:base="https://a.example/item/"')).renditions).toEqual([
      { href: 'https://a.example/item/p.jpg', contentType: 'image/jpeg' },
    ]);
    const media =
      '<inlineXML xml:base="https://b.example/"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><media media-type="image"><media-reference source="1.jpg"/></media></body.content></body></nitf></inlineXML>';
    expect(only(item(media)).renditions).toEqual([{ href: 'https://b.example/1.jpg' }]);
  });

  it("takes the content in the item's language, and names the other", () => {
    const content = (tag: string, text: string): string =>
      `<inlineXML xml:lang="${tag}"><p xmlns="http://www.w3.org/1999/xhtml">${text}</p></inlineXML>`;
    const { records, warnings } = decodeNewsmlG2(
      item(content('en', 'Fair') + content('az-Latn', 'Sərgi')),
      {},
    );
    expect(records[0]).toMatchObject({ body: '<p>Sərgi</p>', language: 'az' });
    expect(warnings).toEqual([
      {
        code: 'body-dropped',
        at: '/newsItem/contentSet/inlineXML',
        detail: 'another version of the content: xhtml en',
      },
    ]);
  });

  it('puts the names of a player together that SportsML has by their roles', () => {
    const player = (first: string, score: number): string =>
      `<player><player-metadata><name role="nrol:first">${first}</name><name role="nrol:last">Quliyev</name></player-metadata><player-stats score="${score}"/></player>`;
    const event = `<sports-event><event-metadata event-status-note="yarımfinal"/>${player('Elnur', 3)}${player('Anar', 2)}</sports-event>`;
    expect(only(item(`<inlineXML><sports-content>${event}</sports-content></inlineXML>`)).body).toBe(
      '<p>yarımfinal</p><p>Elnur Quliyev 3 – Anar Quliyev 2</p>',
    );
  });

  it('does not take a description in another language for the text', () => {
    const xml = item('').replace(
      '</contentMeta>',
      '<description xml:lang="en">A fair.</description><description xml:lang="az">Bir sərgi.</description><description role="x:script">Səs.</description></contentMeta>',
    );
    const { records, warnings } = decodeNewsmlG2(xml, {});
    expect(records[0]).toMatchObject({ description: 'Bir sərgi.', body: '<p>Səs.</p>' });
    expect(warnings).toContainEqual({
      code: 'variant-dropped',
      at: '/newsItem/contentMeta/description',
      detail: 'en A fair.',
    });
  });
});

describe('a message of NewsML-G2', () => {
  it('tells once what its header says, and which items hold no news', () => {
    const message = `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-03-10T12:00:00Z</sent>
      <sender>a.example</sender><priority>2</priority><channel>x</channel></header><itemSet>${item('')}${item('')}
      <conceptItem guid="urn:c:1" version="3"><concept><conceptId qcode="a:1"/><type qcode="cpnat:person"/><name>Aysel</name></concept></conceptItem>
      <knowledgeItem guid="urn:k:1"><itemMeta><title>Şəhərlər</title></itemMeta><conceptSet><concept><conceptId qcode="a:2"/><name>Bakı</name></concept>
        <concept><conceptId qcode="a:3"/></concept></conceptSet></knowledgeItem></itemSet></newsMessage>`;
    const { records, warnings } = decodeNewsmlG2(message, {});
    expect(records).toHaveLength(2);
    expect(records[0]?.urgency).toBeUndefined();
    const spelt = '<newsMessage><Header><Sent>2026</Sent></Header><note>x</note><itemSet/></newsMessage>';
    expect(decodeNewsmlG2(spelt, {}).warnings.map(({ at, detail }) => [at, detail])).toEqual([
      ['/newsMessage/Header', 'Sent 2026'],
      ['/newsMessage/note', 'note x'],
    ]);
    expect(warnings.map(({ code, detail }) => [code, detail])).toEqual([
      ['fields-not-carried', 'sender a.example, priority 2, channel x'],
      ['item-kind-unsupported', 'conceptItem urn:c:1 version 3 cpnat:person Aysel'],
      ['item-kind-unsupported', 'knowledgeItem urn:k:1 Şəhərlər 2 concepts: Bakı, a:3'],
    ]);
  });
});

describe('NewsML-G2 in another namespace', () => {
  const message = (ns: string): string =>
    `<newsMessage xmlns="${ns}"><itemSet><newsItem guid="urn:a:1" version="2"><rightsInfo><copyrightHolder>Agentlik</copyrightHolder></rightsInfo>
      <itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:withheld"/></itemMeta><contentMeta><headline>Körpü</headline></contentMeta>
      <contentSet><inlineXML><p xmlns="http://www.w3.org/1999/xhtml">Mətn</p></inlineXML></contentSet></newsItem></itemSet></newsMessage>`;
  const RECORD = {
    guid: 'urn:a:1',
    version: 2,
    pubStatus: 'withheld',
    headline: 'Körpü',
    body: '<p>Mətn</p>',
    rights: { holder: 'Agentlik' },
  };

  it('is read in none', () => {
    expect(decodeNewsmlG2(message(''), {})).toMatchObject({ records: [RECORD], warnings: [] });
  });

  it.each([
    'http://iptc.org/std/NewsML-G2/2.9/',
    'http://www.iptc.org/std/nar/2006-10-01/',
    'http://a.example/newsml',
  ])('is read where that is %j, which is told', (ns) => {
    const { records, warnings } = decodeNewsmlG2(message(ns), {});
    expect(records).toMatchObject([RECORD]);
    expect(warnings).toEqual([{ code: 'namespace-unknown', at: '/newsMessage', detail: ns }]);
  });

  it('is read where an item alone is in it', () => {
    const inside = message('').replace('<newsItem ', '<newsItem xmlns="http://a.example/newsml" ');
    expect(decodeNewsmlG2(inside, {})).toMatchObject({
      records: [RECORD],
      warnings: [{ code: 'namespace-unknown', at: '/newsMessage/itemSet/*[1]' }],
    });
  });
});
