import { detectFormat, documentStart } from './detect-format.js';

describe('detectFormat', () => {
  it.each<[string, string | undefined]>([
    ['<rss version="2.0"/>', 'rss'],
    [
      '<?xml version="1.0"?>\n<!-- x --><?xml-stylesheet href="a"?>\n<!DOCTYPE rss SYSTEM "rss.dtd">\n<!-- y -->\n<rss>',
      'rss',
    ],
    ['<RSS version="2.0">', 'rss'],
    ['<channel><item/></channel>', 'rss'],
    ['<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', 'rdf'],
    ['<!DOCTYPE r [ <!ENTITY x "<rss>"> ]><RDF>', 'rdf'],
    ['<feed xmlns="http://www.w3.org/2005/Atom">', 'atom'],
    ['<a:feed xmlns:a="http://www.w3.org/2005/Atom">', 'atom'],
    ['<entry xmlns="http://www.w3.org/2005/Atom">', 'atom'],
    ['<entry>', undefined],
    ['<feed version="0.3" xmlns="http://purl.org/atom/ns#">', 'atom'],
    ['<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">', 'newsml-g2'],
    ['<nar:packageItem xmlns:nar="http://iptc.org/std/nar/2006-10-01/">', 'newsml-g2'],
    ['<NewsML Version="1.2">', 'newsml-1'],
    ['<NewsItem xml:lang="az">', 'newsml-1'],
    ['<nitf>', 'nitf'],
    ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', 'sitemap'],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><title>x</title>', 'html'],
    ['<div class="error">502</div>', 'html'],
    ['{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', 'jsonfeed'],
    ['{"title": "x", "items": [], "version": "https://jsonfeed.org/version/1.1"}', 'jsonfeed'],
    ['{"uri": "urn:x", "versioncreated": "2025-11-18T09:00:00Z"}', 'ninjs'],
    ['[{"uri": "urn:x", "headlines": []}]', 'ninjs'],
    ['{"uri": "urn:x", "type": "text", "versionCreated": "2025', 'ninjs'],
    ['{"items": 5}', undefined],
    ['[]', undefined],
    ['Received: from a\r\nMessage-ID: <x>\r\n\r\nbody', 'email'],
    ['Subject: one field is no message', undefined],
    ['\u0001prr0123 4 pol 120', 'iptc7901'],
    ['ZCZC 123', 'iptc7901'],
    ['\u0016\u0016\u0001eca0123 4 i 210', 'iptc7901'],
    ['eca0003 3 i 380  dpb 0045\n\nEnergy/', 'iptc7901'],
    ['Room 101 3 i 380', undefined],
    ['From a@example.org Tue Nov 18 09:00:00 2025\nFrom: a@example.org\nSubject: x\n\nbody', 'email'],
    ['Date: Tue, 18 Nov 2025 09:00:00 GMT\r\nContent-Type: text/plain\r\n\r\nnot a message', undefined],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
    ['', undefined],
  ])('sees in %j %s', (text, format) => {
    expect(detectFormat(text)).toBe(format);
  });
});

describe('documentStart', () => {
  it.each<[string, string]>([
    ['  <rss>', '<rss>'],
    ['<br />Notice: x <?xml version="1.0"?><rss>', '<?xml version="1.0"?><rss>'],
    ['error 7\n<feed xmlns="x">', '<feed xmlns="x">'],
    ['<!-- made by x --><!DOCTYPE rss><rss>', '<!-- made by x --><!DOCTYPE rss><rss>'],
    ['<!doctype html><html><pre>&lt;rss> <rss>', '<!doctype html><html><pre>&lt;rss> <rss>'],
    ['{"a":"<rss>"}', '{"a":"<rss>"}'],
  ])('of %j is %j', (text, rest) => {
    expect(text.slice(documentStart(text))).toBe(rest);
  });
});
