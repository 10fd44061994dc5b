import type { Concept } from '#news/record.js';
import { foldSpace } from '../html/plain-text.js';
import { hasElements } from '../xml/inner-markup.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';

type Point = readonly [latitude: number, longitude: number, altitude?: number];

/**
 * Reads an element of GeoRSS (OGC 17-002r1: Simple, and GML in `where`), W3C Geo or GML into a place with a `geo:` URI
 * (RFC 5870). A line, polygon or box becomes the point in its middle, and what it was is reported.
 */
export function readPlace(element: XmlElement, draft: EntryDraft): void {
  const known = draft.places.length;
  readShape(element, draft);
  const place = draft.places.length === known + 1 ? draft.places[known] : undefined;
  if (place && element.ns === NS.georss) readSaidOfPlace(element, place, draft);
}

/** What GeoRSS Simple says of a place in attributes: its name; how wide and how high it is, where its address has room. */
function readSaidOfPlace(element: XmlElement, place: Concept, draft: EntryDraft): void {
  for (const { ns, local, value } of element.attributes) {
    const text = foldSpace(value);
    if (ns !== '' || text === '') continue;
    const name = local.toLowerCase();
    const isNumber = Number.isFinite(Number(text));
    if (name === 'featurename' && place.name === undefined) place.name = text;
    else if (name === 'radius' && isNumber && Number(text) >= 0 && place.uri && !place.uri.includes(';'))
      place.uri += `;u=${Number(text)}`;
    else if (name === 'elev' && isNumber && /^geo:[^,;]+,[^,;]+(?:;|$)/.test(place.uri ?? ''))
      place.uri = place.uri!.replace(/(;|$)/, `,${Number(text)}$1`);
    else draft.leaveOut(`georss:${element.local}/@${local}`, text);
  }
}

function readShape(element: XmlElement, draft: EntryDraft): void {
  switch (element.local) {
    case 'point':
      addPoint(element, pointsOf(textOf(element)), draft);
      break;
    case 'Point':
      if (element.ns === NS.gml) readGml(element, draft);
      else readGeoPoint(element, draft);
      break;
    case 'where':
      if (hasElements(element)) for (const shape of elements(element)) readGml(shape, draft);
      else addPoint(element, pointsOf(textOf(element)), draft);
      break;
    case 'circle':
      addCircle(element, numbersOf(textOf(element)), draft);
      break;
    case 'line':
    case 'polygon':
    case 'box':
      addShape(element, pointsOf(textOf(element)), draft);
      break;
    case 'LineString':
    case 'Polygon':
    case 'Envelope':
      readGml(element, draft);
      break;
    case 'lat_long':
      addPoint(element, pointsOf(textOf(element)), draft);
      break;
    case 'lat':
    case 'long':
    case 'lon':
      addHalf(element, draft);
      break;
    default:
      readAboutPlace(element, draft);
  }
}

function readAboutPlace(element: XmlElement, draft: EntryDraft): void {
  const text = foldSpace(textOf(element));
  if (text === '') return;
  if (element.local.toLowerCase() === 'featurename') draft.places.push({ name: text });
  else draft.leaveOut(`georss:${element.local}`, text);
}

const numbersOf = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);

/** Pairs of latitude and longitude; undefined for what is none, or lies nowhere on Earth. */
function pointsOf(text: string, dimensions = 2, isLongitudeFirst = false): Point[] | undefined {
  const numbers = numbersOf(text);
  if (numbers.length === 0 || numbers.length % dimensions !== 0) return undefined;
  const points: Point[] = [];
  for (let i = 0; i < numbers.length; i += dimensions) {
    const [a, b, altitude] = numbers.slice(i, i + dimensions) as [number, number, number?];
    const [latitude, longitude] = isLongitudeFirst ? [b, a] : [a, b];
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
    points.push(altitude === undefined ? [latitude, longitude] : [latitude, longitude, altitude]);
  }
  return points;
}

const geoUri = (point: Point): string => `geo:${point.join(',')}`;

function addPoint(
  element: XmlElement,
  points: Point[] | undefined,
  draft: EntryDraft,
  text = foldSpace(textOf(element)),
): void {
  const [point] = points ?? [];
  if (point && points!.length === 1) draft.places.push({ uri: geoUri(point) });
  else addShape(element, points, draft, text);
}

/** The middle of the rectangle that holds all the points. */
function addShape(
  element: XmlElement,
  points: Point[] | undefined,
  draft: EntryDraft,
  text = foldSpace(textOf(element)),
): void {
  if (points === undefined) {
    if (text !== '') draft.values.warn('place-unreadable', element.local, text);
    return;
  }
  const middle = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return Number(((Math.min(...values) + Math.max(...values)) / 2).toFixed(6));
  };
  draft.places.push({ uri: geoUri([middle(0), middle(1)]) });
  draft.values.warn('place-reduced', element.local, text);
}

/** A radius in metres is what RFC 5870 calls the uncertainty. */
function addCircle(element: XmlElement, numbers: number[], draft: EntryDraft): void {
  const [latitude, longitude, radius] = numbers;
  const centre = pointsOf(`${latitude} ${longitude}`)?.[0];
  if (centre && radius !== undefined && radius >= 0)
    draft.places.push({ uri: `${geoUri(centre)};u=${radius}` });
  else draft.values.warn('place-unreadable', element.local, foldSpace(textOf(element)));
}

/** `geo:Point` with `geo:lat` and `geo:long` inside, or as its attributes, or a pair as text. */
function readGeoPoint(element: XmlElement, draft: EntryDraft): void {
  const half = (name: string): string | undefined => {
    const found = child(element, name, NS.geo);
    return found ? textOf(found) : attribute(element, name, NS.geo);
  };
  const latitude = half('lat');
  const longitude = half('long');
  const text =
    latitude !== undefined && longitude !== undefined ? `${latitude} ${longitude}` : textOf(element);
  addPoint(element, pointsOf(text), draft);
}

/** The two halves of a point are siblings; the second one to come completes it. */
function addHalf(element: XmlElement, draft: EntryDraft): void {
  const half = foldSpace(textOf(element));
  const other = draft.geoHalf;
  if (half === '') return;
  const local = element.local === 'lon' ? 'long' : element.local;
  if (other === undefined || other.local === local) {
    draft.geoHalf = { local, value: half };
    return;
  }
  draft.geoHalf = undefined;
  const pair = local === 'long' ? `${other.value} ${half}` : `${half} ${other.value}`;
  const points = pointsOf(pair);
  if (points) draft.places.push({ uri: geoUri(points[0]!) });
  else draft.values.warn('place-unreadable', element.local, pair);
}

/** GML's Point, LineString, Polygon, Envelope or CircleByCenterPoint. */
function readGml(shape: XmlElement, draft: EntryDraft): void {
  let text = '';
  let dimensions: number | undefined;
  let isLongitudeFirst = false;
  let isGeographic = true;
  let radius: XmlElement | undefined;
  const gather = (element: XmlElement): void => {
    // CRS84 is the one common reference system that has the longitude first.
    if (/\bCRS:?84$/i.test(attribute(element, 'srsName') ?? '')) isLongitudeFirst = true;
    // Of EPSG's numbers, those from 4000 to 4999 are of systems in degrees; others count metres, most of them.
    const system = /EPSG\D+(?:[\d.]*\D)?(\d{4,6})$/i.exec(attribute(element, 'srsName') ?? '')?.[1];
    if (system !== undefined && !/^4\d{3}$/.test(system)) isGeographic = false;
    const stated = Number(attribute(element, 'srsDimension') ?? attribute(element, 'dimension'));
    if (stated === 2 || stated === 3) dimensions = stated;
    if (/^(?:pos|posList|lowerCorner|upperCorner|coordinates)$/.test(element.local))
      text += ` ${textOf(element)}`;
    else if (element.local === 'radius') radius = element;
    else for (const inner of elements(element)) gather(inner);
  };
  gather(shape);
  const count = numbersOf(text).length;
  dimensions ??= shape.local === 'Point' && count === 3 ? 3 : 2;
  const points = isGeographic ? pointsOf(text, dimensions, isLongitudeFirst) : undefined;
  const known = draft.places.length;
  addPoint(shape, points, draft, foldSpace(text));
  if (radius) addRadius(radius, draft.places[known], draft);
}

/** Metres by the unit of a length, where GML names one. */
const METRES: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['m', 1],
  ['9001', 1],
  ['metre', 1],
  ['meter', 1],
  ['km', 1000],
  ['mi', 1609.344],
  ['[mi_i]', 1609.344],
  ['ft', 0.3048],
]);

function addRadius(element: XmlElement, place: Concept | undefined, draft: EntryDraft): void {
  const text = foldSpace(textOf(element));
  const unit = attribute(element, 'uom') ?? '';
  const metres = METRES.get(unit.replace(/^.*[:#/]/, '').toLowerCase());
  const radius = Number(text) * (metres ?? Number.NaN);
  if (place?.uri && text !== '' && radius >= 0) place.uri += `;u=${Number(radius.toFixed(3))}`;
  else if (text !== '') draft.leaveOut('gml:radius', `${text} ${unit}`.trim());
}
