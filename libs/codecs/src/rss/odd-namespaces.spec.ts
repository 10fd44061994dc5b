import { decodeDocument } from '../decode.js';

describe('elements and attributes in namespaces of their own', () => {
  it('are RSS’s own where nothing but their name says what they are', () => {
    const document =
      '<rss version="2.0"><channel><title>Feed</title><item><title>Story</title><link xmlns="http://i18n.example/2.1">https://example.org/1</link><pubDate xmlns="http://i18n.example/2.1">Tue, 03 Dec 2024 08:24:11 GMT</pubDate><x:link xmlns:x="urn:x-test:x">https://example.org/2</x:link></item></channel></rss>';
    const { records, warnings } = decodeDocument(Buffer.from(document));
    expect(records).toMatchObject([{ url: 'https://example.org/1', firstCreated: '2024-12-03T08:24:11Z' }]);
    expect(warnings.map(({ detail }) => detail)).toEqual(['x:link https://example.org/2']);
  });

  it('are Atom’s own where a prefix was made for them', () => {
    const document =
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://www.w3.org/2005/Atom"><title>Feed</title><entry><id>urn:x:1</id><title>Story</title><link a:rel="alternate" a:href="https://example.org/1" a:type="text/html"/><category a:term="Sport"/></entry></feed>';
    const { records, warnings } = decodeDocument(Buffer.from(document));
    expect(records).toMatchObject([{ url: 'https://example.org/1', subjects: [{ name: 'Sport' }] }]);
    expect(warnings).toEqual([]);
  });

  it('are RSS’s where all of it is in the namespace of Atom', () => {
    const document =
      '<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel><title>Feed</title><item><title>Story</title><link>https://example.org/1</link><enclosure url="https://example.org/a.mp3" type="audio/mpeg"/></item></channel></rss>';
    const [record] = decodeDocument(Buffer.from(document)).records;
    expect(record).toMatchObject({ headline: 'Story', url: 'https://example.org/1', itemClass: 'audio' });
  });
});
