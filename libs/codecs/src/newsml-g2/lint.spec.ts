import { newsItem as item } from '../testing/newsml-g2-item.js';
import { itWithSchemas } from '../testing/schemas.js';
import { validateDocument } from '../validate.js';

const codes = (bytes: Buffer): string[] => validateDocument(bytes).faults.map(({ code }) => code);

describe('lintNewsmlG2', () => {
  it('finds no fault in a good item, and says that no schema was there', () => {
    expect(validateDocument(item())).toEqual({
      format: 'newsml-g2',
      valid: true,
      schema: 'not installed',
      faults: [],
    });
  });

  itWithSchemas('checks the XSD', (texts) => {
    expect(validateDocument(item(), { schemas: texts })).toMatchObject({ valid: true, schema: 'checked' });
  });

  itWithSchemas('names the element that the XSD refuses, with its line', (texts) => {
    const bytes = item((xml) =>
      xml.replace('<versionCreated>', '<firstCreated>2026-03-10T12:00:00Z</firstCreated>\n<versionCreated>'),
    );
    const { valid, faults } = validateDocument(bytes, { schemas: texts });
    expect(valid).toBe(false);
    expect(faults[0]).toMatchObject({ code: 'xsd.invalid', at: '/newsItem/itemMeta/firstCreated', line: 8 });
  });

  // What the XSD accepts and an exchange must not: the code, and what to change for it.
  const accepted: [code: string, at: string, change: (xml: string) => string][] = [
    ['g2.no-catalog', '/newsItem', (xml) => xml.replace(/<catalogRef[^>]*>/, '')],
    [
      'g2.unknown-alias',
      '/newsItem/contentMeta/genre/@qcode',
      (xml) => xml.replace('<headline>', '<genre qcode="dpagenre:1"/><headline>'),
    ],
    ['g2.empty-item-class', '/newsItem/itemMeta/itemClass', (xml) => xml.replace(' qcode="ninat:text"', '')],
    [
      'g2.empty-provider',
      '/newsItem/itemMeta/provider',
      (xml) => xml.replace(/<provider.*<\/provider>/, '<provider/>'),
    ],
    [
      'g2.unknown-pub-status',
      '/newsItem/itemMeta/pubStatus',
      (xml) => xml.replace('stat:usable', 'stat:withdrawn'),
    ],
    [
      'g2.version-created-without-zone',
      '/newsItem/itemMeta/versionCreated',
      (xml) => xml.replace('+04:00<', '<'),
    ],
    [
      'g2.remote-content-without-target',
      '/newsItem/contentSet/remoteContent',
      (xml) => xml.replace(/ href="https:\/\/report[^"]*"/, ''),
    ],
    [
      'g2.xhtml-namespace',
      '/newsItem/contentSet/inlineXML/html',
      (xml) => xml.replace(' xmlns="http://www.w3.org/1999/xhtml"', ' xmlns=""'),
    ],
    ['g2.xhtml', '/newsItem/contentSet/inlineXML/html', (xml) => xml.replace(/<head>.*<\/head>/, '')],
    [
      'g2.xhtml',
      '/newsItem/contentSet/inlineXML/html/body/story',
      (xml) => xml.replace('<p>Mətn</p>', '<story>Mətn</story>'),
    ],
    [
      'g2.xhtml',
      '/newsItem/contentSet/inlineXML/html/body/p/p',
      (xml) => xml.replace('<p>Mətn</p>', '<p><p>Mətn</p></p>'),
    ],
    [
      'g2.xhtml',
      '/newsItem/contentSet/inlineXML/html/body/li',
      (xml) => xml.replace('<p>Mətn</p>', '<li>Mətn</li>'),
    ],
    [
      'g2.embargoed-without-zone',
      '/newsItem/itemMeta/embargoed',
      (xml) => xml.replace('<pubStatus', '<embargoed>2026-03-10T18:00:00</embargoed><pubStatus'),
    ],
  ];

  it.each(accepted)('refuses: %s at %s', (code, at, change) => {
    const { valid, faults } = validateDocument(item(change));
    expect(valid).toBe(false);
    expect(faults.map((fault) => [fault.code, fault.at])).toEqual([[code, at]]);
    expect(faults[0]!.line).toBeGreaterThan(1);
  });

  itWithSchemas('accepts by the XSD what the linter refuses: that is what the linter is for', (texts) => {
    for (const [code, , change] of accepted) {
      const { faults } = validateDocument(item(change), { schemas: texts });
      expect([code, faults.filter((fault) => fault.code === 'xsd.invalid')]).toEqual([code, []]);
    }
  });

  const group = (inner: string, root = 'G1'): Buffer =>
    item((xml) =>
      xml
        .replaceAll('newsItem', 'packageItem')
        .replace(
          /<contentSet>[\s\S]*<\/contentSet>/,
          `<groupSet root="${root}"><group id="G1">${inner}</group></groupSet>`,
        ),
    );

  it.each([
    ['g2.item-ref-without-target', group('<itemRef contenttype="text/plain"/>')],
    ['g2.group-root-dangling', group('<itemRef residref="urn:x:1"/>', 'G2')],
    ['g2.group-ref-dangling', group('<groupRef idref="G7"/>')],
    [
      'g2.no-item',
      Buffer.from('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet/></newsMessage>'),
    ],
    ['xml.malformed', item((xml) => xml.replace('</itemMeta>', ''))],
  ])('refuses: %s', (code, bytes) => {
    expect(codes(bytes)).toContain(code);
  });

  it('knows the aliases that an inline catalog declares', () => {
    const bytes = item((xml) =>
      xml
        .replace(
          '<itemMeta>',
          '<catalog><scheme alias="rep" uri="https://report.example.org/v/"/></catalog><itemMeta>',
        )
        .replace('<headline>', '<subject qcode="rep:12"/><headline>'),
    );
    expect(codes(bytes)).toEqual([]);
  });

  it('does not call an alias unknown that a catalog elsewhere may declare', () => {
    const bytes = item((xml) =>
      xml
        .replace('<itemMeta>', '<catalogRef href="https://report.example.org/catalog.xml"/><itemMeta>')
        .replace('<headline>', '<subject qcode="rep:12"/><headline>'),
    );
    expect(codes(bytes)).toEqual([]);
  });
});
