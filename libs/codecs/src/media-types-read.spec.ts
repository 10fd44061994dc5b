import { OUTPUT_FORMATS } from './codec.js';
import { decodeDocument } from './decode.js';
import { encodeDocument } from './encode.js';
import { checkDocument } from './validate.js';

const HREF = 'https://e.az/1';
/** One file of that type, as each format has it. */
const DOCUMENTS: Readonly<Record<string, (type: string) => string>> = {
  ninjs: (type) =>
    JSON.stringify({
      uri: 'urn:a',
      version: '1',
      versioncreated: '2025-11-18T10:00:00Z',
      headline: 'H',
      renditions: { r: { href: HREF, mimetype: type } },
    }),
  'newsml-g2': (type) =>
    `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1"><contentMeta><headline>H</headline></contentMeta><contentSet><remoteContent href="${HREF}" contenttype="${type}"/></contentSet></newsItem>`,
  nitf: (type) =>
    `<nitf><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><media media-type="image"><media-reference source="${HREF}" mime-type="${type}"/></media></body.content></body></nitf>`,
  rss: (type) =>
    `<rss version="2.0"><channel><item><title>H</title><enclosure url="${HREF}" type="${type}"/></item></channel></rss>`,
  atom: (type) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:a</id><title>H</title><link rel="enclosure" href="${HREF}" type="${type}"/></entry></feed>`,
  jsonfeed: (type) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: 'urn:a', title: 'H', attachments: [{ url: HREF, mime_type: type }] }],
    }),
};

describe.each(Object.entries(DOCUMENTS))('a media type in %s', (_format, document) => {
  it.each([
    ['image/jpeg', 'image/jpeg', []],
    ['jpeg', 'image/jpeg', ['media-type-repaired']],
    ['JPEG Baseline', 'image/jpeg', ['media-type-repaired']],
    ['image/jpeg image/png', 'image/jpeg', ['media-type-repaired']],
    ['image/', undefined, ['media-type-dropped']],
    ['picture', undefined, ['media-type-dropped']],
  ])('"%s" is read as %s', (written, contentType, codes) => {
    const { records, warnings } = decodeDocument(Buffer.from(document(written)));
    expect(records[0]!.renditions).toEqual([expect.objectContaining({ href: HREF })]);
    expect(records[0]!.renditions![0]!.contentType).toBe(contentType);
    expect(warnings.map(({ code }) => code).filter((code) => code.startsWith('media-type'))).toEqual(codes);
  });
});

describe('a media type that is none, of a record of old', () => {
  const { records } = decodeDocument(Buffer.from(DOCUMENTS['ninjs']!('image/png')));
  const old = { ...records[0]!, renditions: [{ href: HREF, contentType: 'JPEG Baseline' }] };

  it.each(OUTPUT_FORMATS)('is not written as %s', (format) => {
    const { bytes } = encodeDocument(format, [old], {
      sentAt: '2026-01-01T00:00:00Z',
      sender: 'Lent',
      feed: { title: 'Lent', url: 'https://e.az/' },
    });
    expect(bytes.toString()).not.toContain('Baseline');
    expect(checkDocument(format, bytes, bytes.toString(), undefined).faults).toEqual([]);
  });
});
