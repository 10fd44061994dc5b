import fc from 'fast-check';
import type { NewsItem } from '#news/record.js';
import { brokenText, orRefused } from '../testing/broken-text.js';
import { goldenCases } from '../testing/golden.js';
import { decodeNewsml1 } from './decode.js';

const context = { sourceId: 'test', zone: 'Asia/Almaty' };
const cases = goldenCases('newsml-1', '.xml');

const identification = (revision: number): string =>
  `<Identification><NewsIdentifier><ProviderId>report.example.org</ProviderId><DateId>20260310</DateId>
    <NewsItemId>N-1</NewsItemId><RevisionId PreviousRevision="${revision - 1}" Update="N">${revision}</RevisionId>
    <PublicIdentifier>urn:newsml:report.example.org:20260310:N-1:${revision}</PublicIdentifier></NewsIdentifier></Identification>`;
const CONTENT = '<NewsComponent><NewsLines><HeadLine>Sərgi</HeadLine></NewsLines></NewsComponent>';
const item = (management: string, content = CONTENT, revision = 1): string =>
  `<NewsItem>${identification(revision)}<NewsManagement>${management}</NewsManagement>${content}</NewsItem>`;
const records = (...items: string[]) => decodeNewsml1(`<NewsML>${items.join('')}</NewsML>`, {}).records;

describe('decodeNewsml1', () => {
  it.each(cases)('reads %s', (_name, text, expected) => {
    expect(decodeNewsml1(text, context)).toEqual(expected);
  });

  it('takes comments for notes, but for the version of the rules that a document is written by', () => {
    const { records: read, warnings } = decodeNewsml1(
      `<NewsML><NewsEnvelope><TransmissionId>7</TransmissionId><Priority FormalName="2"/></NewsEnvelope>${item(
        '<Status FormalName="Usable"/>',
        `<Comment FormalName="XyzNewsMLVersion">1.0.1</Comment><NewsComponent><Comment>Yoxlayın</Comment><NewsLines><HeadLine>Sərgi</HeadLine>
          <NewsLine><NewsLineType FormalName="CatchWord"/><NewsLineText>İncəsənət</NewsLineText></NewsLine></NewsLines></NewsComponent>`,
      )}</NewsML>`,
      {},
    );
    expect(read).toMatchObject([{ edNote: 'Yoxlayın', urgency: 2, keywords: ['İncəsənət'] }]);
    expect(warnings.map(({ detail }) => detail)).toEqual([
      'Comment FormalName=XyzNewsMLVersion, Comment 1.0.1',
    ]);
  });

  it('hears what a property says of the version, and lines inside a line', () => {
    const { records: read, warnings } = decodeNewsml1(
      `<NewsML>${item(
        '<Status FormalName="Usable"/>',
        `<NewsComponent><NewsLines><NewsLine><HeadLine>Sərgi</HeadLine></NewsLine>
          <NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>CORRECTS para 4</NewsLineText></NewsLine><NewsLine>Boş</NewsLine></NewsLines>
          <DescriptiveMetadata><Property FormalName="Version" Value="Correction"/><Property FormalName="Version" Value="7"/></DescriptiveMetadata></NewsComponent>`,
      )}</NewsML>`,
      {},
    );
    expect(read).toMatchObject([{ headline: 'Sərgi', signals: ['correction'], edNote: 'CORRECTS para 4' }]);
    expect(warnings.map(({ detail }) => detail)).toEqual(['Property Version 7, NewsLine Boş']);
  });

  const RELEASE = (date: string): string =>
    `<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>${date}</DateAndTime></StatusWillChange>`;
  it.each<[string, string, Partial<NewsItem>, string]>([
    [
      'the strictest of two statuses',
      '<Status FormalName="Usable"/><Status FormalName="Canceled"/>',
      { pubStatus: 'canceled' },
      'pubstatus-repeated',
    ],
    [
      'the status of a second NewsManagement',
      '<Status FormalName="Usable"/></NewsManagement><NewsManagement><Status FormalName="Withheld"/>',
      { pubStatus: 'withheld' },
      'pubstatus-repeated',
    ],
    [
      'the last of two releases',
      RELEASE('20990310T120000Z') + RELEASE('20200310T120000Z'),
      { embargoed: '2099-03-10T12:00:00Z' },
      'embargo-repeated',
    ],
  ])('holds %s, and says so', (_case, management, expected, code) => {
    const decoded = decodeNewsml1(`<NewsML>${item(management)}</NewsML>`, {});
    expect(decoded.records[0]).toMatchObject(expected);
    expect(decoded.warnings.map((warning) => warning.code)).toContain(code);
  });

  it.each<[string, string, Partial<NewsItem>]>([
    ['a usable item', '<Status FormalName="Usable"/>', {}],
    ['an item without a status', '', {}],
    [
      'an embargoed item',
      `<Status FormalName="Embargoed"/>${RELEASE('20260310T180000+0400')}`,
      { embargoed: '2026-03-10T14:00:00Z' },
    ],
    ['an embargoed item without a time', '<Status FormalName="embargoed"/>', { embargoed: 'indefinite' }],
    [
      'an embargoed item with an unreadable time',
      `<Status FormalName="Embargoed"/>${RELEASE('sabah')}`,
      { embargoed: 'indefinite' },
    ],
    ['an empty time of release', `<Status FormalName="Usable"/>${RELEASE('')}`, { embargoed: 'indefinite' }],
    [
      'a release without a status before it',
      RELEASE('20260310T180000+0400'),
      { embargoed: '2026-03-10T14:00:00Z' },
    ],
    ['a withheld item', '<Status FormalName="Withheld"/>', { pubStatus: 'withheld' }],
    ['a canceled item', '<Status FormalName="stat:Cancelled"/>', { pubStatus: 'canceled' }],
    ['a status of its own', '<Status FormalName="Spiked"/>', { pubStatus: 'withheld' }],
    ['an empty status', '<Status FormalName=""/>', { pubStatus: 'withheld' }],
  ])('reads %s, and fails closed', (_case, management, expected) => {
    const [record] = records(item(management));
    const { embargoed, pubStatus } = record!;
    expect({ embargoed, pubStatus }).toEqual({ embargoed: undefined, pubStatus: 'usable', ...expected });
  });

  it.each<[string, string, string[] | undefined]>([
    ['Update', '<Instruction FormalName="Update"/>', ['update']],
    ['Rectify', '<Instruction FormalName="Rectify"/>', ['correction']],
    ['Kill', '<Instruction FormalName="Kill"/>', ['kill']],
    [
      'Delete of earlier revisions',
      '<Instruction FormalName="Delete"><RevisionStatus><Status FormalName="Canceled"/></RevisionStatus></Instruction>',
      ['update'],
    ],
    ['one of its own', '<Instruction FormalName="HoldForRelease"/>', ['HoldForRelease']],
    ['none', '', undefined],
  ])('reads the instruction %s', (_case, instruction, signals) => {
    expect(records(item(`<Status FormalName="Usable"/>${instruction}`))[0]!.signals).toEqual(signals);
  });

  it('keeps the guid of an item from one revision to the next', () => {
    const usable = '<Status FormalName="Usable"/>';
    const found = records(item(usable), item(usable, CONTENT, 2));
    expect(found.map(({ guid, version }) => [guid, version])).toEqual([
      ['urn:newsml:report.example.org:20260310:N-1', 1],
      ['urn:newsml:report.example.org:20260310:N-1', 2],
    ]);
  });

  it('tells items apart that have no identifier', () => {
    const nameless = (headline: string): string =>
      item('')
        .replace(/<Identification>.*<\/Identification>/s, '')
        .replace('Sərgi', headline);
    const found = decodeNewsml1(`<NewsML>${nameless('Sərgi')}${nameless('Konsert')}</NewsML>`, {});
    expect(new Set(found.records.map(({ guid }) => guid)).size).toBe(2);
    expect(found.warnings.map(({ code }) => code)).toEqual(['guid-missing', 'guid-missing']);
  });

  it('tells items apart whose public identifier names nobody but the provider', () => {
    const nameless = (headline: string): string =>
      item('')
        .replace(/<NewsItemId>.*<\/NewsItemId>/, '<NewsItemId/>')
        .replace(
          /<PublicIdentifier>.*<\/PublicIdentifier>/,
          '<PublicIdentifier>urn:newsml:x.org</PublicIdentifier>',
        )
        .replace('Sərgi', headline);
    const found = records(nameless('Sərgi'), nameless('Konsert'));
    expect(new Set(found.map(({ guid }) => guid)).size).toBe(2);
  });

  it('reads the language where only the components inside say it, and what is a caption there', () => {
    const text = (role: string, words: string): string =>
      `<NewsComponent xml:lang="az"><Role FormalName="${role}"/><ContentItem><DataContent>${words}</DataContent></ContentItem></NewsComponent>`;
    const content = `<NewsComponent><NewsComponent xml:lang="az"><Role FormalName="Audio"/>
      ${text('Title', 'Sərgi')}${text('Comment', 'Sərgi açıldı')}${text('Comment', 'The show').replace('az', 'en')}
      <NewsComponent><ContentItem Href="https://x.org/1.mp3"><MediaType FormalName="Audio"/></ContentItem></NewsComponent>
      </NewsComponent></NewsComponent>`;
    const found = decodeNewsml1(`<NewsML>${item('', content)}</NewsML>`, {});
    expect(found.records).toMatchObject([
      { itemClass: 'audio', language: 'az', headline: 'Sərgi', description: 'Sərgi açıldı' },
    ]);
    expect(found.warnings).toMatchObject([{ code: 'variant-dropped', detail: 'en The show' }]);
  });

  it('keeps the script of a sound as its text, and a line whose name is misspelt', () => {
    const content = `<NewsComponent xml:lang="az"><Role FormalName="Audio"/><NewsLines><Headline>Xəbərlər</Headline></NewsLines>
      <NewsComponent><Role FormalName="Body"/><ContentItem><DataContent>Birinci xəbər.\n\nİkinci xəbər.</DataContent></ContentItem></NewsComponent>
      <NewsComponent><ContentItem Href="https://x.org/1.mp3"><MediaType FormalName="Audio"/></ContentItem></NewsComponent>
      </NewsComponent>`;
    const found = decodeNewsml1(`<NewsML>${item('', content)}</NewsML>`, {});
    expect(found.records).toMatchObject([
      { itemClass: 'audio', headline: 'Xəbərlər', body: '<p>Birinci xəbər.</p><p>İkinci xəbər.</p>' },
    ]);
    expect(found.records[0]).not.toHaveProperty('description');
    expect(found.warnings).toEqual([]);
  });

  it('reads a caption that the picture itself has as a property', () => {
    const content = `<NewsComponent><ContentItem Href="https://x.org/1.jpg"><MediaType FormalName="Picture"/>
      <Property FormalName="caption" value="Gəmilər"/></ContentItem></NewsComponent>`;
    const found = decodeNewsml1(`<NewsML>${item('', content)}</NewsML>`, {});
    expect(found.records[0]!.renditions).toEqual([
      { href: 'https://x.org/1.jpg', contentType: 'image/jpeg', description: 'Gəmilər' },
    ]);
    expect(found.warnings).toEqual([]);
  });

  it('takes the address of a text that it has for the page of the story, and for no file', () => {
    const content = `<NewsComponent xml:lang="az"><ContentItem Href="https://x.org/liman.html"><MediaType FormalName="Text"/>
      <DataContent>Liman açıldı.</DataContent></ContentItem></NewsComponent>`;
    const found = decodeNewsml1(`<NewsML>${item('', content)}</NewsML>`, {});
    expect(found.records).toMatchObject([{ url: 'https://x.org/liman.html', body: '<p>Liman açıldı.</p>' }]);
    expect(found.records[0]).not.toHaveProperty('renditions');
    expect(found.warnings).toEqual([]);
  });

  it('reads the size of a picture where the picture says it, and what is called the body before what is not', () => {
    const picture = (use: string): string =>
      `<ContentItem Href="https://x.org/${use}.jpg"><MimeType FormalName="image/jpeg"/><Characteristics>
        <Property FormalName="ImageUse" Value="${use}"/><Property FormalName="Title" Value="Loqo"/></Characteristics></ContentItem>`;
    const text = (role: string, words: string): string =>
      `<NewsComponent><Role FormalName="${role}"/><ContentItem><DataContent>${words}</DataContent></ContentItem></NewsComponent>`;
    const content = `<NewsComponent>${text('Contact', 'Elçin, 012')}${text('Body', 'Bank açıldı.')}
      <NewsComponent><Role FormalName="Logo"/>${['Thumbnail', 'Viewimage', 'Square'].map(picture).join('')}</NewsComponent></NewsComponent>`;
    const { records: read, warnings } = decodeNewsml1(`<NewsML>${item('', content)}</NewsML>`, {});
    expect(read[0]!.body).toBe('<p>Bank açıldı.</p>\n<p>Elçin, 012</p>');
    expect(read[0]!.renditions).toMatchObject([
      { rendition: 'thumbnail', title: 'Loqo' },
      { rendition: 'preview' },
      { rendition: 'Square' },
    ]);
    expect(warnings).toEqual([]);
  });

  it('reports nothing of a message that each has, or that says nothing', () => {
    const envelope = (services: string): string =>
      `<NewsML><NewsEnvelope><TransmissionId>7</TransmissionId><DateAndTime>20260310T090000Z</DateAndTime>${services}</NewsEnvelope>${item('')}</NewsML>`;
    const reported = (services: string) => decodeNewsml1(envelope(services), {}).warnings;
    expect(reported('<NewsService FormalName=""/>')).toEqual([]);
    expect(reported('<NewsService FormalName="Sport"/>')).toMatchObject([{ detail: 'NewsService Sport' }]);
  });

  it('says nothing of a property that is split into keywords', () => {
    const content = `<NewsComponent><NewsLines><HeadLine>Sərgi</HeadLine></NewsLines><DescriptiveMetadata>
      <Property FormalName="Keyword" Value="Bakı;Sərgi-2026"/></DescriptiveMetadata></NewsComponent>`;
    const found = decodeNewsml1(`<NewsML>${item('', content)}</NewsML>`, {});
    expect(found.records[0]).toMatchObject({ keywords: ['Bakı', 'Sərgi-2026'] });
    expect(found.warnings).toEqual([]);
  });

  it('takes back a text in every language of its feed', () => {
    const canceled = `<NewsML>${item('<Status FormalName="Canceled"/>', '')}</NewsML>`;
    const found = decodeNewsml1(canceled, { languages: ['az', 'ru-Cyrl'] }).records;
    expect(found.map(({ guid, pubStatus }) => [guid, pubStatus])).toEqual([
      ['urn:newsml:report.example.org:20260310:N-1', 'canceled'],
      ['urn:newsml:report.example.org:20260310:N-1#az', 'canceled'],
      ['urn:newsml:report.example.org:20260310:N-1#ru', 'canceled'],
    ]);
  });

  it('tells the lines of an outer component that those nearer to the text replace', () => {
    const { records: read, warnings } = decodeNewsml1(
      `<NewsML>${item(
        '<Status FormalName="Usable"/>',
        `<NewsComponent><NewsLines><HeadLine>Forum günü</HeadLine><ByLine>Aysel Misalova</ByLine><DateLine>BAKI</DateLine></NewsLines>
          <NewsComponent><NewsLines><HeadLine>Forum başladı</HeadLine><ByLine>Anar Misalov</ByLine></NewsLines>
          <ContentItem><DataContent>Mətn.</DataContent></ContentItem></NewsComponent></NewsComponent>`,
      )}</NewsML>`,
      {},
    );
    expect(read).toMatchObject([
      { headline: 'Forum başladı', byline: 'Anar Misalov', dateline: 'BAKI', body: '<p>Mətn.</p>' },
    ]);
    expect(warnings.map(({ code, detail }) => [code, detail])).toEqual([
      ['headline-dropped', 'Forum günü'],
      ['fields-not-carried', 'ByLine Aysel Misalova'],
    ]);
  });

  it('tells no line that stands in the record beside others', () => {
    const { records: read, warnings } = decodeNewsml1(
      `<NewsML>${item(
        '<Status FormalName="Usable"/>',
        `<NewsComponent><NewsComponent><NewsLines><HeadLine>DÜZƏLİŞ: Sərgi</HeadLine></NewsLines></NewsComponent>
          <NewsComponent><NewsLines><ByLine>Aysel Misalova, Anar Misalov</ByLine><ByLine>Lalə Misalova</ByLine>
          <ByLineTitle>müxbir, Bakı</ByLineTitle></NewsLines>
          <ContentItem><DataContent>Mətn.</DataContent></ContentItem></NewsComponent></NewsComponent>`,
      )}</NewsML>`,
      { headlineSignals: { DÜZƏLİŞ: 'correction' } },
    );
    expect(read).toMatchObject([
      { headline: 'Sərgi', byline: 'Aysel Misalova, Anar Misalov, Lalə Misalova, müxbir, Bakı' },
    ]);
    expect(warnings).toEqual([]);
  });

  it("reads keywords in metadata of the provider's own types, and names the rest", () => {
    const { records: read, warnings } = decodeNewsml1(
      `<NewsML>${item(
        '<Status FormalName="Usable"/>',
        `<NewsComponent><NewsLines><HeadLine>Sərgi</HeadLine></NewsLines><Metadata><MetadataType FormalName="Misal"/>
          <Property FormalName="MisalIndustryKeywords" Value="Sənət"/><Property FormalName="Ticker" Value="MSL"/></Metadata></NewsComponent>`,
      )}</NewsML>`,
      {},
    );
    expect(read).toMatchObject([{ keywords: ['Sənət'] }]);
    expect(warnings.map(({ detail }) => detail)).toEqual([
      'Metadata Misal, Property FormalName=Ticker Value=MSL',
    ]);
  });

  it("takes the prefixes of a feed's headlines for signals", () => {
    const text = `<NewsML>${item('').replace('Sərgi', 'DÜZƏLİŞ: Sərgi')}</NewsML>`;
    const [record] = decodeNewsml1(text, { headlineSignals: { DÜZƏLİŞ: 'correction' } }).records;
    expect(record).toMatchObject({ headline: 'Sərgi', signals: ['correction'] });
  });

  it('leaves out an item that the document ends in, and keeps those before', () => {
    const text = `<NewsML>${item('')}${item('')}`.slice(0, -40);
    const found = decodeNewsml1(text, {});
    expect(found.records).toHaveLength(1);
    expect(found.warnings.map(({ code }) => code)).toContain('entry-cut-off');
  });

  it('refuses more items than can be read in time', () => {
    expect(() => decodeNewsml1(`<NewsML>${'<NewsItem/>'.repeat(5001)}</NewsML>`, {})).toThrow(
      expect.objectContaining({ code: 'decode.too-large' }),
    );
  });

  it.each(['', '<rss/>', '{"a":1}'])('refuses %j', (text) => {
    expect(() => decodeNewsml1(text, {})).toThrow(expect.objectContaining({ code: 'decode.malformed' }));
  });

  it('reads broken documents as far as can be, or refuses them with a code', () => {
    const texts = cases.map(([, text]) => text);
    const pieces = ['</NewsManagement>', '<NewsItem>', '</NewsComponent>', ' FormalName=""'];
    fc.assert(
      fc.property(brokenText(texts, pieces), (text) => {
        const found = orRefused(() => decodeNewsml1(text, context));
        expect(found.places).toHaveLength(found.records.length);
        expect(found.warnings.map(({ code }) => code)).not.toContain('entry-undecodable');
        for (const { guid, version, pubStatus } of found.records) {
          expect(guid).not.toBe('');
          expect(version).toBeGreaterThan(0);
          expect(['usable', 'withheld', 'canceled']).toContain(pubStatus);
        }
      }),
      { numRuns: 400 },
    );
  });
});
