import type { Rendition } from '#news/record.js';
import { secondsOf } from '../feed/entry-values.js';
import type { ItemValues } from '../item-values.js';
import { labelsOf } from '../newsml-g2/labels-of.js';
import { spacedText, value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { elements, textOf, type XmlElement } from '../xml/xml-node.js';

export interface NitfMedia {
  files: Rendition[];
  caption?: string;
  /** Who holds the copyright of a file, where somebody else is its credit. */
  notices: string[];
}

/** Names of `media-metadata` that mean what a field of a file means; our own encoder's are among them. */
const METADATA: readonly (readonly [RegExp, keyof Rendition])[] = [
  [/^rendition$/, 'rendition'],
  [/^(?:file-?)?size(?:-?bytes)?$/, 'sizeBytes'],
  [/^width$/, 'width'],
  [/^height$/, 'height'],
  [/^video-?codec$/, 'videoCodec'],
  [/^audio-?codec$/, 'audioCodec'],
  [/^hash$/, 'hash'],
  [/^lang(?:uage)?$/, 'language'],
  [/^(?:credit(?:-?line)?|byline|photographer)$/, 'credit'],
  [/^(?:caption|description)$/, 'description'],
  [/^(?:title|headline)$/, 'title'],
];

/** What `media-metadata` says of the files of a `media`. */
function metadataOf(media: XmlElement, values: ItemValues, field: string): Partial<Rendition> {
  const found: Record<string, string | number | undefined> = {};
  for (const one of elements(media, 'media-metadata')) {
    const name = METADATA.find(([pattern]) => pattern.test(value(one, 'name')?.toLowerCase() ?? ''))?.[1];
    const text = textOrNothing(value(one, 'value') ?? textOf(one));
    if (name === undefined || text === undefined) continue;
    const isNumber = name === 'sizeBytes' || name === 'width' || name === 'height';
    found[name] ??= isNumber ? values.amount(text, field) : text;
  }
  return present(found);
}

/** The files of a `media` element (NITF 3.6), one for each `media-reference` that says where it is. */
export function renditionsOf(media: XmlElement, values: ItemValues, at: string): NitfMedia {
  const texts = (local: string): string[] =>
    elements(media, local)
      .map((one) => textOrNothing(spacedText(one)))
      .filter((text) => text !== undefined);
  const caption = texts('media-caption').join(' ') || undefined;
  const producer = texts('media-producer').join(', ') || undefined;
  const field = `${at}/media/media-reference`;
  const metadata = metadataOf(media, values, `${at}/media/media-metadata`);
  const notices: string[] = [];
  const files: Rendition[] = [];
  for (const reference of elements(media, 'media-reference')) {
    const name = value(reference, 'name');
    const href = values.href(addressOf(reference), field);
    if (href === undefined) {
      values.warn('rendition-without-href', field, labelsOf(reference).join(' '));
      continue;
    }
    if (value(reference, 'source') !== undefined)
      values.leftOut(
        field,
        [value(reference, 'data-location')].filter((one) => one !== undefined),
      );
    const credit = producer ?? value(reference, 'source-credit') ?? value(reference, 'copyright');
    const copyright = value(reference, 'copyright');
    if (copyright !== undefined && copyright !== credit) notices.push(copyright);
    files.push({
      ...metadata,
      ...present({
        href,
        contentType: values.mediaType(value(reference, 'mime-type'), `${field}/@mime-type`, href),
        width: values.amount(value(reference, 'width'), field),
        height: values.amount(value(reference, 'height'), field),
        durationSeconds: durationOf(reference, values, field),
        title: textOrNothing(value(reference, 'alternate-text') ?? name),
        description: caption,
        credit: textOrNothing(credit),
      }),
    });
  }
  for (const object of elements(media, 'media-object')) {
    values.warn('inline-data-dropped', `${at}/media/media-object`, value(object, 'encoding') ?? '');
  }
  if (files.length === 0 && producer !== undefined) values.leftOut(`${at}/media/media-producer`, [producer]);
  return { files, notices, ...(caption === undefined ? {} : { caption }) };
}

/** The source, else what old documents have in its place; a fragment only points at the data beside it. */
function addressOf(reference: XmlElement): string | undefined {
  const address = value(reference, 'source') ?? value(reference, 'data-location');
  if (address !== undefined) return address.startsWith('#') ? undefined : address;
  const name = value(reference, 'name');
  return name !== undefined && /^\S+\.[a-z][a-z0-9]{1,3}$/i.test(name) ? name : undefined;
}

/** Seconds for each unit that `time-unit-of-measure` is written as. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milli)/i, 0.001],
  [/^m(?:in|$)/i, 60],
  [/^h/i, 3600],
  [/^s|^$/i, 1],
];

function durationOf(reference: XmlElement, values: ItemValues, field: string): number | undefined {
  const time = value(reference, 'time');
  if (time === undefined) return undefined;
  const unit = value(reference, 'time-unit-of-measure') ?? '';
  const factor = time.includes(':') ? 1 : UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  const seconds = secondsOf(time);
  if (seconds !== undefined && factor !== undefined) return seconds * factor;
  if (seconds !== undefined || !/^[0:.]+$/.test(time)) {
    values.warn('number-unreadable', `${field}/@time`, `${time} ${unit}`.trim());
  }
  return undefined;
}
