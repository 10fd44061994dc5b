import { foldSpace, plainText } from '../html/plain-text.js';
import { present } from '../item-values.js';
import { contentTypeOf } from '../media-type.js';
import { hasElements, innerMarkup } from '../xml/inner-markup.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, textOf, type XmlElement } from '../xml/xml-node.js';
import { readDublinCore } from './dublin-core.js';
import type { EntryDraft } from './entry-draft.js';
import { authorOf, secondsOf } from './entry-values.js';

/** Reads an element of one of the modules that RSS, RDF and Atom entries share; false for an element of none. */
export function readModule(element: XmlElement, draft: EntryDraft): boolean {
  switch (element.ns) {
    case NS.dc:
    case NS.dcterms:
      readDublinCore(element, draft);
      return true;
    case NS.media:
      draft.mediaElements.push(element);
      return true;
    case NS.content:
      if (element.local === 'encoded') draft.html = markupOf(element) || draft.html;
      return true;
    case NS.itunes:
      readItunes(element, draft);
      return true;
    case NS.georss:
    case NS.geo:
      readPlace(element, draft);
      return true;
    case NS.creativeCommons:
      if (element.local === 'license') draft.usageTerms.push(foldSpace(textOf(element)));
      return true;
    default:
      return false;
  }
}

/** The HTML an element holds, whether escaped, in CDATA or as real child elements. */
export function markupOf(element: XmlElement): string {
  return hasElements(element) ? innerMarkup(element) : textOf(element);
}

function readItunes(element: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  const text = (): string => foldSpace(textOf(element));
  switch (element.local) {
    case 'title':
      draft.otherTitle ??= plainText(textOf(element)) || undefined;
      break;
    case 'author': {
      const author = authorOf(textOf(element));
      if (author) draft.otherAuthors.push(author);
      break;
    }
    case 'subtitle':
      draft.subtitle ??= plainText(textOf(element)) || undefined;
      break;
    case 'summary':
      draft.otherSummary ??= plainText(textOf(element)) || undefined;
      break;
    case 'keywords':
      draft.keywords.push(
        ...text()
          .split(/\s*,\s*/)
          .filter(Boolean),
      );
      break;
    case 'image': {
      const href = values.href(attribute(element, 'href') ?? text(), 'itunes:image', base);
      if (href !== undefined) {
        draft.media.push({ href, rendition: 'thumbnail', ...present({ contentType: contentTypeOf(href) }) });
      }
      break;
    }
    case 'duration': {
      const seconds = secondsOf(text());
      const played = draft.media.find(
        (one) => one.durationSeconds === undefined && one.rendition === undefined,
      );
      if (seconds !== undefined && played) played.durationSeconds = seconds;
      break;
    }
  }
}

/** GeoRSS and W3C Geo points as `geo:` URIs (RFC 5870), with the name that stands beside them. */
function readPlace(element: XmlElement, draft: EntryDraft): void {
  const place = (uri: string): void => {
    draft.places.push({ uri });
  };
  if (element.local === 'point' || element.local === 'Point' || element.local === 'where') {
    const lat = child(element, 'lat', NS.geo);
    const long = child(element, 'long', NS.geo);
    const pair = lat && long ? `${textOf(lat)} ${textOf(long)}` : textOf(element);
    const uri = geoUri(pair);
    if (uri !== undefined) place(uri);
    else draft.values.warn('place-unreadable', element.local, pair);
  } else if (element.local === 'featureName' || element.local === 'featurename') {
    const name = foldSpace(textOf(element));
    if (name !== '') draft.places.push({ name });
  } else if (element.local === 'lat' || element.local === 'long') {
    // The two halves of a point are siblings; the second one to come completes it.
    const half = foldSpace(textOf(element));
    const other = draft.geoHalf;
    if (other === undefined || other.local === element.local) {
      draft.geoHalf = { local: element.local, value: half };
      return;
    }
    const uri = geoUri(element.local === 'long' ? `${other.value} ${half}` : `${half} ${other.value}`);
    if (uri !== undefined) place(uri);
    draft.geoHalf = undefined;
  }
}

function geoUri(pair: string): string | undefined {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)[\s,]+(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(pair);
  if (!match || Math.abs(Number(match[1])) > 90 || Math.abs(Number(match[2])) > 180) return undefined;
  return `geo:${match[1]},${match[2]}`;
}
