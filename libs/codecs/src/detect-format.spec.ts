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
    ['<nitf-set><nitf/></nitf-set>', 'nitf'],
    ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', 'sitemap'],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><title>x</title>', 'html'],
    ['<div class="error">502</div>', 'html'],
    ['{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', 'jsonfeed'],
    ['{"title": "x", "items": [], "version": "https://jsonfeed.org/version/1.1"}', 'jsonfeed'],
    ['{"uri": "urn:x", "versioncreated": "2025-11-18T09:00:00Z"}', 'ninjs'],
    ['[{"uri": "urn:x", "headlines": []}]', 'ninjs'],
    ['{"uri": "urn:x", "type": "event", "title": "x"}', 'ninjs'],
    ['{"uri": "urn:x", "type": "text", "versionCreated": "2025', 'ninjs'],
    ['{"guid": "8f-1", "type": "text", "versioncreated": "2025-11-18T09:00:00Z"}', 'ninjs'],
    ['{"uri": "urn:x", "subject": []}', 'ninjs'],
    ['{"uri": "urn:x", "headline_main": "x"}', 'ninjs'],
    ['{"uri": "urn:x", "name": "x"}', undefined],
    ['{"guid": "8f-1", "title": "x"}', undefined],
    ['{"total": 1, "item": [{"uri": "urn:x", "headline": "x"}]}', 'ninjs'],
    ['{"data": {"items": [{"item": {"uri": "urn:x", "headline": "x"}}]}}', 'ninjs'],
    ['{"data": {"items": [{"item": {"id": 5}}]}}', undefined],
    ['{"item": {"altids": {"itemid": "f14d"}, "type": "text", "pubstatus": "usable"}}', 'ninjs'],
    ['{"title": "x", "eventdetails": {}, "organisations": []}', 'ninjs'],
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
    ['<nitf-set><nitf/></nitf-set>', '<nitf-set><nitf/></nitf-set>'],
    ['<!-- made by x --><!DOCTYPE rss><rss>', '<!-- made by x --><!DOCTYPE rss><rss>'],
    ['<!doctype html><html><pre>&lt;rss> <rss>', '<!doctype html><html><pre>&lt;rss> <rss>'],
    ['{"a":"<rss>"}', '{"a":"<rss>"}'],
  ])('of %j is %j', (text, rest) => {
    expect(text.slice(documentStart(text))).toBe(rest);
  });
});

const PROLOGS = [
  '',
  '\ufeff',
  '\n\n  ',
  '<?xml version="1.0"?>\n',
  '<!-- a > b --><!-- <feed xmlns="x"> <html> -->',
  '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a?b>c"?>',
  '<?xml version="1.0"?>\n<!DOCTYPE x [\n<!-- <rss> -->\n<!ENTITY a "<feed>">\n<!ELEMENT html ANY>\n]>\n',
  '<!DOCTYPE x PUBLIC "-//x//x" "x.dtd">',
  '<!DOCTYPE html>\n',
  'Notice: undefined index in a.php on line 3\n',
  '<br />\n<b>Warning</b>: x<br />\n<?xml version="1.0"?>',
  'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n',
  '--><?xml version="1.0"?>',
  ' \0',
  '\0<?xml version="1.0"?>',
  '\u200b',
];

describe.each<[string, string]>([
  ['rss', '<rss version="2.0"><channel/></rss>'],
  ['rss', '<RSS>'],
  ['rdf', "<r:RDF\n xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"],
  ['atom', "<a:feed\n\txmlns:a='http://www.w3.org/2005/Atom'>"],
  ['atom', '<atom:entry xmlns:atom="http://www.w3.org/2005/Atom">'],
  ['newsml-g2', '<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/">'],
  ['newsml-g2', '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'],
  ['newsml-1', '<n:NewsML xmlns:n="urn:x">'],
  ['nitf', '<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/">'],
  ['sitemap', '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9">'],
  ['sitemap', '<sitemapindex>'],
  ['html', '<HTML lang="az">'],
  ['html', '<h:html xmlns:h="http://www.w3.org/1999/xhtml">'],
])('%s that begins with %j', (format, root) => {
  it.each(PROLOGS)('is known behind %j', (prolog) => {
    const text = prolog + root;
    expect(detectFormat(text.slice(documentStart(text)))).toBe(format);
  });
});

describe.each<[string, string]>([
  ['jsonfeed', '{"version":"https://jsonfeed.org/version/1","items":[]}'],
  ['jsonfeed', '{"items":[{"id":"1"}],"title":"x"}'],
  ['ninjs', '{"uri":"x","type":"text","pubstatus":"usable"}'],
  ['ninjs', '[{"uri":"x","bodies":[]}]'],
  ['ninjs', '{"items":[{"uri":"x","headline":"y"}]}'],
])('%s that begins with %j', (format, json) => {
  it.each(['', '\ufeff', ' \n', '\0', 'Notice: x in y\n', '<br />\n<b>Notice</b>: x\n', ")]}',\n"])(
    'is known behind %j',
    (junk) => {
      const text = junk + json;
      expect(detectFormat(text.slice(documentStart(text)))).toBe(format);
    },
  );
});
