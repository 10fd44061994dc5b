import type { Concept, Link, Rendition } from '#news/record.js';
import { placedAt } from '../concept.js';
import type { ItemValues } from '../item-values.js';
import { countryOf } from '../nitf/nitf-names.js';
import { present, textOrNothing } from '../present.js';
import type { JsonFields } from './json-fields.js';

/** What interfaces of agencies, such as AP's, say in properties of their own beside those of ninjs 1. */

/** Who wrote it, each with what he or she is: `bylines`, a list of `{ by, title }`. */
export const bylinesOf = (fields: JsonFields): string | undefined =>
  fields
    .list('bylines')
    .flatMap((one) => [textOrNothing(one.text('by', 'name')), textOrNothing(one.text('title'))])
    .filter(Boolean)
    .join(', ') || undefined;

/** Where it was written: the town with its position, the state and the country of `datelinelocation`. */
export function datelinePlacesOf(fields: JsonFields): Concept[] {
  const location = fields.object('datelinelocation');
  if (location === undefined) return [];
  const name = textOrNothing(location.text('city'));
  const point = location.peekObject('geometry_geojson') as
    | { type?: unknown; coordinates?: unknown }
    | undefined;
  const [longitude, latitude] =
    point?.type === 'Point' && Array.isArray(point.coordinates) ? point.coordinates.map(Number) : [];
  if (longitude !== undefined) location.get('geometry_geojson');
  const state = textOrNothing(location.text('countryareaname'));
  const country = countryOf(
    textOrNothing(location.text('countrycode')),
    textOrNothing(location.text('countryname')),
  );
  return [
    ...(name === undefined ? [] : [placedAt({ name }, latitude ?? Number.NaN, longitude ?? Number.NaN)]),
    ...(state === undefined ? [] : [{ name: state }]),
    ...(country === undefined ? [] : [country]),
  ];
}

/** The item's public page and its other links: `links`, a list of `{ href, rel }`. */
export function listedLinksOf(fields: JsonFields, values: ItemValues): { url?: string; links: Link[] } {
  const links = fields.list('links').flatMap((one): Link[] => {
    const href = values.href(one.text('href'), 'links/href');
    const title = textOrNothing(one.text('title'));
    return href === undefined
      ? []
      : [present({ rel: textOrNothing(one.text('rel')) ?? 'related', href, title })];
  });
  const page = links.find(({ rel }) => rel === 'canonical');
  return { links: links.filter((one) => one !== page), ...present({ url: page?.href }) };
}

/** Files that come with a text, as Superdesk lists them: `attachments`, each with `href`, `mimetype`, `length` and titles. */
export const attachmentsOf = (fields: JsonFields, values: ItemValues): Rendition[] =>
  fields.list('attachments').flatMap((one) => {
    const href = values.href(one.text('href'), 'attachments/href');
    if (href === undefined) return [];
    return [
      present({
        href,
        contentType: values.mediaType(one.text('mimetype'), 'attachments/mimetype', href),
        sizeBytes: values.amount(one.text('length'), 'attachments/length'),
        title: textOrNothing(one.text('title', 'filename')),
        description: textOrNothing(one.text('description')),
      }),
    ];
  });

/**
 * The address under which an interface gives an item has what was asked for in its query, and who asked: the item itself is
 * what stands before it, where that holds the item's own id.
 */
export function withoutQuery(uri: string | undefined, fields: JsonFields): string | undefined {
  const end = uri?.indexOf('?') ?? -1;
  const id = end < 0 ? undefined : textOrNothing(fields.object('altids')?.text('itemid'));
  return id !== undefined && uri!.slice(0, end).includes(id) ? uri!.slice(0, end) : uri;
}
