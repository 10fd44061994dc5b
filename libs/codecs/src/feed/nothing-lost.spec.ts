import { decodeDocument } from '../decode.js';

const NAMESPACES: Readonly<Record<string, string>> = {
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  podcast: 'https://podcastindex.org/namespace/1.0',
  media: 'http://search.yahoo.com/mrss/',
  georss: 'http://www.georss.org/georss',
  geo: 'http://www.w3.org/2003/01/geo/wgs84_pos#',
  content: 'http://purl.org/rss/1.0/modules/content/',
  slash: 'http://purl.org/rss/1.0/modules/slash/',
  thr: 'http://purl.org/syndication/thread/1.0',
  wfw: 'http://wellformedweb.org/CommentAPI/',
  prism: 'http://prismstandard.org/namespaces/basic/2.0/',
  atom: 'http://www.w3.org/2005/Atom',
  psc: 'http://podlove.org/simple-chapters',
  app: 'http://www.w3.org/2007/app',
  l: 'http://purl.org/rss/1.0/modules/link/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  x: 'urn:x-test:nobody',
};

/** Elements of modules, each of them with a text; what is not there says its name. */
const MODULES: Readonly<Record<string, string>> = {
  dc: 'title creator subject description publisher contributor type format identifier source language relation coverage rights',
  dcterms:
    'abstract accessRights accrualMethod alternative audience bibliographicCitation conformsTo extent hasPart isPartOf isReplacedBy ' +
    'license mediator medium provenance references rightsHolder spatial tableOfContents temporal valid dateSubmitted',
  itunes: 'title author subtitle summary keywords duration episode season episodeType block order',
  podcast: 'season episode soundbite txt location license',
  media:
    'title description credit keywords category copyright rating text comments location price license mood',
  georss: 'point line polygon featurename featuretypetag elev floor radius',
  geo: 'lat alt',
  content: 'encoded mood',
  slash: 'section department comments hit_parade',
  thr: 'total',
  wfw: 'comment',
  prism: 'issn doi publicationName section copyright keyword location person teaser subtitle genre mood',
  atom: 'title summary content rights id mood',
  x: 'mood',
};

/** Elements of RSS's own, and such of modules as say something in attributes. `@` is what must be found again. */
const OTHERS = [
  ...'title description author category source keywords copyright subtitle summary rating mood'
    .split(' ')
    .map((name) => `<${name}>@</${name}>`),
  '<link>https://example.org/@</link>',
  '<comments>https://example.org/@</comments>',
  '<enclosure url="https://example.org/@.mp3" length="1" type="audio/mpeg"/>',
  '<image><url>https://example.org/@.jpg</url><title>@</title><link>https://example.org/@</link></image>',
  '<pubDate>@</pubDate>',
  '<mood kind="@"/>',
  '<x:mood kind="@">@</x:mood>',
  '<itunes:image href="https://example.org/@.jpg"/>',
  '<itunes:category text="@"><itunes:category text="@"/></itunes:category>',
  '<podcast:person role="@" href="https://example.org/@">@</podcast:person>',
  '<podcast:image href="https://example.org/@.jpg" alt="@" purpose="@"/>',
  '<podcast:image alt="@"/>',
  '<podcast:images srcset="https://example.org/@,1.jpg 1500w, https://example.org/@.jpg 600w"/>',
  '<podcast:images srcset="https://example.org/@.jpg 1500w,https://example.org/@,1.jpg 600w,https://example.org/@.jpg 2@"/>',
  '<podcast:image href="https://example.org/@.jpg">@</podcast:image>',
  '<l:link l:rel="http://purl.org/rss/1.0/modules/link/#@" rdf:resource="https://example.org/@" l:title="@" l:lang="@"/>',
  '<l:link l:rel="@" l:title="@"/>',
  '<podcast:value type="@"/>',
  '<psc:chapters><psc:chapter start="@" title="@"/></psc:chapters>',
  '<media:content url="https://example.org/@.mp4" lang="@"><media:title>@</media:title><media:description>@</media:description></media:content>',
  '<media:content medium="video"><media:title>@</media:title><media:description>@</media:description></media:content>',
  '<media:group><media:content url="https://example.org/@.mp4"><media:title>@</media:title></media:content></media:group>',
  '<media:group><media:credit role="author">@</media:credit><media:credit>@</media:credit></media:group>',
  '<media:thumbnail url="https://example.org/@.jpg"/>',
  '<app:control><app:draft>no</app:draft><x:state kind="@">@</x:state></app:control>',
  '<media:player url="https://example.org/@"/>',
  '<thr:in-reply-to ref="@" href="https://example.org/@"/>',
  '<atom:author><atom:name>@</atom:name><atom:uri>https://example.org/@</atom:uri></atom:author>',
  '<atom:link rel="related" href="https://example.org/@" title="@"/>',
  '<atom:source><atom:title>@</atom:title></atom:source>',
];

const OF_MODULES = Object.entries(MODULES).flatMap(([prefix, names]) =>
  names.split(' ').map((name) => `<${prefix}:${name}>@</${prefix}:${name}>`),
);
const DECLARED = Object.entries(NAMESPACES)
  .map(([prefix, ns]) => `xmlns:${prefix}="${ns}"`)
  .join(' ');

const inRss = (item: string): string =>
  `<rss version="2.0" ${DECLARED}><channel><title>Lent</title><item><guid isPermaLink="false">0</guid>${item}</item></channel></rss>`;
const inAtom = (entry: string): string =>
  `<feed xmlns="${NAMESPACES['atom']}" ${DECLARED}><title>Lent</title><entry><id>0</id>${entry}</entry></feed>`;

/** Those of the texts in the elements that neither a record nor a warning has. */
function lost(elements: readonly string[], inFeed: (entry: string) => string): string[] {
  let count = 0;
  const marked = elements.map((element) => ({
    element,
    written: element.replace(/@/g, () => `söz${++count}.`),
  }));
  const read = decodeDocument(Buffer.from(inFeed(marked.map(({ written }) => written).join(''))));
  const found = decodeURIComponent(JSON.stringify([read.records, read.warnings]));
  return marked
    .filter(({ written }) => [...written.matchAll(/söz\d+\./g)].some(([word]) => !found.includes(word)))
    .map(({ element }) => element);
}

describe('what an entry says', () => {
  it.each([...OTHERS, ...OF_MODULES])('is in the record or in a warning: %s', (element) => {
    expect(lost([element], inRss)).toEqual([]);
  });

  it('is there however much else is said', () => {
    expect(lost([...OTHERS, ...OF_MODULES], inRss)).toEqual([]);
    expect(lost(OF_MODULES, inAtom)).toEqual([]);
  });
});
