import type { Rendition } from '#news/record.js';
import type { ItemValues } from '../item-values.js';
import { present, textOrNothing } from '../present.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Catalog } from './catalog.js';
import { wordOf } from './decode-item-meta.js';
import { first, itemElements, value } from './nar.js';
import { OWN_SCHEMES } from './scheme-catalog.js';

/** A file: a remoteContent, or an icon of contentMeta. Undefined where it has no address. */
export function fileOf(
  element: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  at: string,
): Rendition | undefined {
  const addresses: string[] = [];
  const add = (address: string | undefined): void => {
    if (address !== undefined) addresses.push(address);
  };
  add(value(element, 'href'));
  for (const one of itemElements(element, 'altLoc')) add(textOrNothing(textOf(one)));
  // An agency that names its files by id alone delivers them by that id.
  add(value(element, 'residref'));
  add(value(element, 'persistidref'));
  const [address] = addresses;
  if (addresses.length > 1)
    values.leftOut(
      at,
      addresses.filter((other) => other !== address),
    );
  const href = values.href(address, `${at}/@href`);
  if (href === undefined) return undefined;
  const word = (
    name: string,
    iptc: string | undefined,
    own: 'korpu-rnd' | 'korpu-codec',
  ): string | undefined => wordOf(value(element, name), value(element, `${name}uri`), iptc, own, catalog);
  return present({
    href,
    rendition: word('rendition', 'rnd', 'korpu-rnd'),
    contentType: values.mediaType(value(element, 'contenttype'), `${at}/@contenttype`, href),
    sizeBytes: values.amount(value(element, 'size'), `${at}/@size`),
    width: pixelsOf('width', element, catalog, values, at),
    height: pixelsOf('height', element, catalog, values, at),
    durationSeconds: durationOf(element, catalog, values, at),
    videoCodec: word('videocodec', undefined, 'korpu-codec'),
    audioCodec: word('audiocodec', undefined, 'korpu-codec'),
    hash: hashOf(element, catalog),
    title: textOrNothing(value(element, 'title')),
    description: extension(element, 'description', catalog),
    credit: extension(element, 'credit', catalog),
    language: value(element, 'language'),
  });
}

/** Pixels; the unit is one of the scheme dimensionunit, pixels where none is given for a file. */
function pixelsOf(
  name: 'width' | 'height',
  element: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  at: string,
): number | undefined {
  const text = value(element, name);
  if (text === undefined) return undefined;
  const unit = value(element, `${name}unit`);
  const code = catalog.codeIn('dimensionunit', unit, value(element, `${name}unituri`)) ?? unit;
  if (code === undefined || code === 'pixels') return values.amount(text, `${at}/@${name}`);
  values.warn('dimension-unit-unknown', `${at}/@${name}unit`, `${text} ${code}`);
  return undefined;
}

function extension(element: XmlElement, name: string, catalog: Catalog): string | undefined {
  for (const property of itemElements(element, 'remoteContentExtProperty')) {
    const rel = value(property, 'rel');
    if (rel !== undefined && catalog.resolve(rel)?.uri === OWN_SCHEMES.korpu + name) {
      return textOrNothing(value(property, 'value'));
    }
  }
  return undefined;
}

/** Seconds; the unit is one of the scheme timeunit, seconds where none is given. */
function durationOf(
  element: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  at: string,
): number | undefined {
  const text = value(element, 'duration');
  if (text === undefined) return undefined;
  const unit = catalog.codeIn('timeunit', value(element, 'durationunit'), value(element, 'durationunituri'));
  // Behind a point are parts of a second; behind a colon frames, and nobody says how many make one.
  const clock = /^(\d{1,3}):(\d{2}):(\d{2}(?:[.,]\d+)?)(?:[:;]\d+)?$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]!.replace(',', '.'));
  const amount = values.amount(text, `${at}/@duration`);
  if (amount === undefined) return undefined;
  if (unit === 'milliseconds') return amount / 1000;
  if (unit === undefined || unit === 'seconds' || unit === 'normalPlayTime') return amount;
  values.warn('duration-unit-unknown', `${at}/@durationunit`, `${text} ${unit}`);
  return undefined;
}

/** A hash with its algorithm in front where it names one: `md5:…`. */
function hashOf(element: XmlElement, catalog: Catalog): string | undefined {
  const hash = first(element, 'hash');
  const text = hash && textOrNothing(textOf(hash));
  if (hash === undefined || text === undefined) return undefined;
  const type = value(hash, 'hashtype');
  const known = catalog.codeIn('hashtype', type, value(hash, 'hashtypeuri'));
  const algorithm = known ?? type?.replace(/^[^:]*:/, '').toLowerCase();
  return algorithm === undefined ? text : `${algorithm}:${text}`;
}
