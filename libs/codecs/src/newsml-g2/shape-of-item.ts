/**
 * What is read of an element: its attributes and its children; `'all'` where that is everything, `'text'` where it is
 * the words of whatever stands in it.
 */
export interface Shape {
  attributes: ReadonlySet<string> | 'all';
  children: ReadonlyMap<string, Shape> | 'all' | 'text';
}

const shape = (attributes = '', children: Readonly<Record<string, Shape>> | 'all' | 'text' = {}): Shape => ({
  attributes: new Set(attributes.split(' ')),
  children: typeof children === 'string' ? children : new Map(Object.entries(children)),
});

/** An element of which the text is read. */
export const CONTENT = shape('', 'text');
/** Says how the document was made or how to read it, and is no news. */
const TECHNICAL: Shape = { attributes: 'all', children: 'all' };
const NAMED = { name: CONTENT };
const POSITION = { position: shape('latitude longitude') };
const PLACED = { geoAreaDetails: shape('', POSITION), POIDetails: shape('', POSITION) };
const SIMPLE_CONCEPT = shape('qcode uri literal type typeuri confidence', {
  ...NAMED,
  ...PLACED,
  facet: shape('qcode'),
});
const CONCEPT = shape('qcode uri literal type typeuri confidence', {
  ...NAMED,
  ...PLACED,
  facet: shape('qcode'),
  mainConcept: SIMPLE_CONCEPT,
  facetConcept: SIMPLE_CONCEPT,
});
const DETAILS = shape('', { contactInfo: shape('', { email: CONTENT }) });
const PARTY = shape('qcode uri literal', NAMED);
const TARGET = 'href residref guidref persistidref version';
const LINK = shape(`rel reluri contenttype title ${TARGET}`, { title: CONTENT });
const FILE = shape(
  'href residref persistidref rendition renditionuri contenttype size width widthunit widthunituri height heightunit ' +
    'heightunituri duration durationunit durationunituri videocodec videocodecuri audiocodec audiocodecuri title language',
  { altLoc: CONTENT, hash: shape('hashtype hashtypeuri', 'text'), remoteContentExtProperty: TECHNICAL },
);
// The counts are of the text itself, which is carried.
const INLINE = shape('contenttype encoding encodinguri wordcount charcount linecount', 'all');
const NOTE = shape('', 'text');
const CODE = shape('qcode uri', NAMED);

const ITEM_REF = shape(TARGET, { itemClass: CODE, title: CONTENT, headline: CONTENT });

/** What the decoder reads of an item (NewsML-G2 2.35). Whatever is not in here is reported by `notCarried`. */
export const ITEM: Shape = shape('guid version standard standardversion conformance', {
  catalogRef: TECHNICAL,
  catalog: TECHNICAL,
  hopHistory: shape('', {
    hop: shape('seq timestamp', { party: PARTY, action: shape('timestamp') }),
  }),
  rightsInfo: shape('', {
    copyrightHolder: shape('qcode uri literal', { ...NAMED, definition: CONTENT }),
    copyrightNotice: shape('href', 'text'),
    usageTerms: CONTENT,
    dataMining: CODE,
    link: LINK,
  }),
  itemMeta: shape('', {
    itemClass: CODE,
    provider: PARTY,
    versionCreated: CONTENT,
    firstCreated: CONTENT,
    embargoed: CONTENT,
    pubStatus: CODE,
    title: CONTENT,
    edNote: NOTE,
    signal: shape('qcode uri literal'),
    altRep: shape('contenttype', 'text'),
    link: LINK,
    deliverableOf: LINK,
  }),
  contentMeta: shape('', {
    icon: FILE,
    urgency: CONTENT,
    contentCreated: CONTENT,
    contentModified: CONTENT,
    located: CONCEPT,
    infoSource: PARTY,
    creator: shape('qcode uri literal', { ...NAMED, personDetails: DETAILS, organisationDetails: DETAILS }),
    language: shape('tag', NAMED),
    genre: CONCEPT,
    subject: CONCEPT,
    keyword: CONTENT,
    slugline: CONTENT,
    headline: shape('role rank', 'text'),
    dateline: CONTENT,
    by: CONTENT,
    creditline: CONTENT,
    description: shape('role rank', 'text'),
    contentMetaExtProperty: TECHNICAL,
  }),
  partMeta: shape('partid seq', { icon: FILE, headline: CONTENT, description: shape('role', 'text') }),
  assert: shape('qcode uri literal', {
    ...NAMED,
    geoAreaDetails: shape('', POSITION),
    POIDetails: shape('', {
      ...POSITION,
      address: shape('', { line: shape('role', 'text'), locality: shape('', NAMED) }),
    }),
  }),
  contentSet: shape('', { remoteContent: FILE, inlineXML: INLINE, inlineData: INLINE }),
  groupSet: shape('root', {
    group: shape('id role roleuri mode modeuri', {
      itemRef: ITEM_REF,
      groupRef: shape('idref'),
    }),
  }),
  itemRef: ITEM_REF,
  newsCoverageSet: shape('', {
    newsCoverage: shape('id', {
      planning: shape('', {
        itemClass: CODE,
        assignedTo: PARTY,
        scheduled: CONTENT,
        headline: CONTENT,
        description: CONTENT,
        edNote: NOTE,
        subject: CONCEPT,
        newsCoverageStatus: CODE,
        planningExtProperty: TECHNICAL,
      }),
      delivery: shape('', { deliveredItemRef: shape(TARGET) }),
    }),
  }),
});
