import { decodeDocument } from '../decode.js';

const rdf = (inside: string): string =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:enc="http://purl.oclc.org/net/rss_2.0/enc#" xmlns:image="http://purl.org/rss/1.0/modules/image/" xml:base="https://example.org/"><channel rdf:about="https://example.org/f"><title>Feed</title></channel><item rdf:about="https://example.org/1"><title>Story</title>${inside}</item></rdf:RDF>`;

const read = (inside: string) => {
  const { records, warnings } = decodeDocument(Buffer.from(rdf(inside)));
  return {
    count: records.length,
    files: records[0]?.renditions,
    warnings: warnings.map(({ detail }) => detail),
  };
};

describe('files in the terms of RDF', () => {
  const sound = { href: 'https://example.org/a.mp3', contentType: 'audio/mpeg', sizeBytes: 65_535 };

  it.each([
    ['attributes', '<enc:enclosure rdf:resource="a.mp3" enc:type="audio/mpeg" enc:length="65535"/>'],
    [
      'elements',
      '<enc:enclosure><enc:Enclosure><enc:url>a.mp3</enc:url><enc:type>audio/mpeg</enc:type><enc:length>65535</enc:length></enc:Enclosure></enc:enclosure>',
    ],
  ])('an enclosure, by %s', (_, inside) => {
    expect(read(inside)).toEqual({ count: 1, files: [sound], warnings: [] });
  });

  it('a picture, which is called an item and is none of the feed’s', () => {
    const inside =
      '<image:item rdf:about="i.jpg"><dc:title>The square</dc:title><image:width>100</image:width><image:height>50</image:height><image:favicon>f</image:favicon></image:item>';
    expect(read(inside)).toEqual({
      count: 1,
      files: [
        {
          href: 'https://example.org/i.jpg',
          contentType: 'image/jpeg',
          width: 100,
          height: 50,
          title: 'The square',
        },
      ],
      warnings: ['item/favicon f'],
    });
  });

  it('one without an address is named', () => {
    expect(read('<enc:enclosure enc:type="audio/mpeg"/>')).toEqual({
      count: 1,
      files: undefined,
      warnings: ['enc:enclosure audio/mpeg'],
    });
  });
});
