import { lookup } from '#news/lookup.js';
import type { Rendition } from '#news/record.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { secondsOf } from '../feed/entry-values.js';
import { pixels } from '../html/lift-media.js';
import { plainText } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { type Graph, isNode, type Node, textOf, typesOf, valuesOf } from './json-ld.js';
import { namedIn } from './story-names.js';

const KIND: Readonly<Record<string, string>> = lookup({
  image: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
});

function pushAddress(address: string, property: string, draft: EntryDraft): void {
  const href = draft.values.href(address, property, draft.base);
  if (href === undefined) return;
  draft.media.push({ href, ...present({ contentType: contentTypeOf(href) ?? KIND[property] }) });
}

/** The files under those properties of a node: objects with an address, or addresses alone. */
export function pushFilesIn(
  node: Node,
  properties: readonly string[],
  graph: Graph,
  draft: EntryDraft,
): void {
  for (const property of properties)
    for (const value of valuesOf(node, property, graph)) {
      if (isNode(value)) pushFile(value, graph, draft, property);
      else if (typeof value === 'string') pushAddress(value, property, draft);
    }
}

/** An ImageObject, VideoObject or AudioObject; a player without a file becomes a link. */
export function pushFile(node: Node, graph: Graph, draft: EntryDraft, property?: string): void {
  const { values, base } = draft;
  const kind = kindOf(node, property);
  const own =
    textOf(node, 'contentUrl', graph) ??
    (kind === 'image' ? (textOf(node, 'url', graph) ?? textOf(node, '@id', graph)) : undefined);
  const href = values.href(own, `${kind}/contentUrl`, base);
  const line = (name: string): string | undefined => plainText(textOf(node, name, graph) ?? '') || undefined;
  const stated = textOf(node, 'encodingFormat', graph);
  if (href !== undefined) {
    draft.media.push(
      present<Rendition>({
        href,
        contentType: stated?.includes('/') ? bareMediaType(stated) : (contentTypeOf(href) ?? `${kind}/*`),
        width: sizeOf(node, 'width', graph),
        height: sizeOf(node, 'height', graph),
        durationSeconds: durationOf(textOf(node, 'duration', graph)),
        title: line('name') ?? line('headline'),
        description: line('caption') ?? line('description'),
        credit: line('creditText') ?? namedIn(node, 'author', graph)[0]?.name,
      }),
    );
  } else if (kind !== 'image') {
    const player = values.href(textOf(node, 'embedUrl', graph), `${kind}/embedUrl`, base);
    if (player !== undefined) {
      draft.links.push({ rel: 'player', href: player });
      draft.playerOf ??= kind === 'audio' ? 'audio' : 'video';
    }
  }
  if (kind === 'image') return;
  readThumbnail(node, graph, draft);
  readRegions(node, graph, draft);
}

function kindOf(node: Node, property: string | undefined): 'image' | 'video' | 'audio' {
  const types = typesOf(node).join(' ');
  if (/Image|Photograph/.test(types)) return 'image';
  if (/Audio|Podcast|Radio/.test(types) || property === 'audio') return 'audio';
  return property === 'image' ? 'image' : 'video';
}

export function readThumbnail(node: Node, graph: Graph, draft: EntryDraft): void {
  for (const value of [...valuesOf(node, 'thumbnailUrl', graph), ...valuesOf(node, 'thumbnail', graph)]) {
    const address = isNode(value)
      ? (textOf(value, 'contentUrl', graph) ?? textOf(value, 'url', graph))
      : value;
    if (typeof address !== 'string') continue;
    const href = draft.values.href(address, 'thumbnailUrl', draft.base);
    if (href === undefined || draft.media.some((one) => one.href === href)) continue;
    draft.media.push({ href, rendition: 'thumbnail', ...present({ contentType: contentTypeOf(href) }) });
  }
}

/** Pixels as a number, as `1200 px`, or as a QuantitativeValue. */
function sizeOf(node: Node, property: string, graph: Graph): number | undefined {
  const [value] = valuesOf(node, property, graph);
  const plain = isNode(value) ? value['value'] : value;
  return pixels(typeof plain === 'number' ? String(plain) : typeof plain === 'string' ? plain : undefined);
}

/** ISO 8601, as schema.org has it: `PT1M33S`; or what `secondsOf` reads. */
function durationOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(value);
  if (!parts) return secondsOf(value);
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds! || undefined;
}

/** Where a video may be shown: countries by their codes, in a list or one text. */
function readRegions(node: Node, graph: Graph, draft: EntryDraft): void {
  for (const [property, polarity] of [
    ['regionsAllowed', 'only'],
    ['ineligibleRegion', 'not'],
  ] as const) {
    const texts = valuesOf(node, property, graph).map((value) =>
      isNode(value) ? (textOf(value, 'identifier', graph) ?? textOf(value, 'name', graph)) : value,
    );
    const words = texts
      .filter((one) => typeof one === 'string')
      .flatMap((one) => one.trim().split(/[\s,;]+/));
    if (words.length === 0) continue;
    const source = `${property} ${words.join(' ')}`;
    const isCodes = words.every((word) => /^[A-Z]{2}$/.test(word));
    if (isCodes)
      draft.restrictions.push({ type: 'territory', value: `${polarity} ${words.join(' ')}`, source });
    // What cannot be read as countries is still a limit, for people to read.
    else draft.usageTerms.push(source);
  }
}
