import { codesOf, knows, replacing } from '../testing/lint-cases.js';
import { itWithSchemas } from '../testing/schemas.js';
import { validateDocument } from '../validate.js';

describe('NITF 3.6', () => {
  const good = `<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
<head>
<title>Sərgi</title>
<meta name="credit" content="Report"/>
<tobject><tobject.subject tobject.subject.refnum="04000000"/></tobject>
<docdata management-status="embargoed">
<doc-id id-string="urn:x:1"/>
<urgency ed-urg="3"/>
<date.issue norm="20260310T090000Z"/>
<date.release norm="20260310T180000+0400"/>
</docdata>
</head>
<body>
<body.head><hedline><hl1 id="h">Sərgi</hl1></hedline><byline>Müxbir</byline></body.head>
<body.content>
<p id="p">Mətn</p>
<media media-type="image"><media-reference source="https://report.example.org/1.jpg"/></media>
</body.content>
</body>
</nitf>`;
  const docdata = '/nitf/head/docdata';
  knows('nitf', good, [
    ['nitf.namespace', '/nitf', 1, replacing('http://iptc.org/std/NITF/', 'http://nitf.example/')],
    ['nitf.no-body', '/nitf', 1, replacing(/<body>[\s\S]*<\/body>/, '')],
    [
      'nitf.misplaced',
      '/nitf/head/title',
      3,
      (text) =>
        text
          .replace('<title>Sərgi</title>\n', '')
          .replace('content="Report"/>', 'content="Report"/><title>Sərgi</title>'),
    ],
    ['nitf.misplaced', '/nitf/head/story', 3, replacing('<title>', '<story/><title>')],
    ['nitf.misplaced', `${docdata}/date`, 7, replacing('<doc-id', '<date/><doc-id')],
    [
      'nitf.misplaced',
      '/nitf/body/body.head/hedline',
      14,
      replacing(/(<hedline>.*<\/hedline>)(<byline>.*<\/byline>)/, '$2$1'),
    ],
    ['nitf.incomplete', '/nitf/head/meta', 4, replacing(' content="Report"', '')],
    [
      'nitf.incomplete',
      '/nitf/head/tobject/tobject.subject',
      5,
      replacing(' tobject.subject.refnum="04000000"', ''),
    ],
    ['nitf.management-status', `${docdata}/@management-status`, 6, replacing('"embargoed"', '"live"')],
    ['nitf.no-release', docdata, 6, replacing(/<date.release[^>]*>/, '')],
    ['nitf.no-id', `${docdata}/doc-id`, 7, replacing(' id-string="urn:x:1"', '')],
    ['nitf.urgency', `${docdata}/urgency/@ed-urg`, 8, replacing('"3"', '"12"')],
    ['nitf.date-unreadable', `${docdata}/date.issue/@norm`, 9, replacing('20260310T090000Z', 'today')],
    ['nitf.date', `${docdata}/date.issue`, 9, replacing('20260310T090000Z', '')],
    ['nitf.date-without-zone', `${docdata}/date.release/@norm`, 10, replacing('180000+0400', '180000')],
    ['nitf.no-hl1', '/nitf/body/body.head/hedline', 14, replacing(/<hl1.*<\/hl1>/, '')],
    ['nitf.duplicate-id', '/nitf/body/body.content/p/@id', 16, replacing('id="p"', 'id="h"')],
    ['nitf.incomplete', '/nitf/body/body.content/media', 17, replacing(' media-type="image"', '')],
    [
      'nitf.media-without-source',
      '/nitf/body/body.content/media/media-reference',
      17,
      replacing(/ source="[^"]*"/, ''),
    ],
    [
      'nitf.media-without-reference',
      '/nitf/body/body.content/media',
      17,
      replacing(/<media-reference[^>]*>/, ''),
    ],
  ]);

  it('knows documents of a DTD, an embargo without an end, and days without a zone', () => {
    const old = good
      .replace(' xmlns="http://iptc.org/std/NITF/2006-10-18/"', '')
      .replace('20260310T180000+0400', '')
      .replace('20260310T090000Z', '20260310');
    expect(codesOf('nitf', old)).toEqual([]);
  });
});

describe('a NITF that a DTD is for', () => {
  itWithSchemas('checks NITF by a DTD, of any edition of 3.x, as the XSD of 3.6 would', (texts) => {
    const nitf = (paragraph: string): string =>
      `<?xml version="1.0" encoding="windows-1251"?>
<nitf version="-//IPTC//DTD NITF 3.2//EN" change.date="October 10, 2003" change.time="19:30" baselang="ru">
<head><meta name="regional" content=""/></head>
<body><body.content>${paragraph}</body.content></body></nitf>`;
    const check = (text: string) =>
      validateDocument(Buffer.from(text, 'latin1'), { format: 'nitf', schemas: texts });
    expect(check(nitf('<p>\xcc\xee\xf1\xea\xe2\xe0</p>'))).toMatchObject({ valid: true, schema: 'checked' });
    expect(check(nitf('<para>x</para>')).faults).toEqual([
      expect.objectContaining({ code: 'xsd.invalid', at: '/nitf/body/body.content/para', line: 4 }),
    ]);
  });
});
