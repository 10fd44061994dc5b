import { type Format, type JsonDocument, UndecodableDocument } from './codec.js';
import { isDigitalwire } from './ninjs/digitalwires.js';
import { isRssInJson } from './rss/rss-in-json.js';

/** Keys of ninjs 1 to 3, lower-case; one beside what identifies it makes an item of an object. */
const NINJS: ReadonlySet<string> = new Set(
  (
    'altids versioncreated firstcreated contentcreated headlines bodies headline body_text body_xhtml renditions ' +
    'associations pubstatus usageterms mimetype byline copyrightholder copyrightnotice descriptions description_text ' +
    'ednote embargoed embargoeduntil infosource infosources slugline urgency representationtype subject subjects person ' +
    'people organisation organisations place places object objects event events eventdetails plannedcoverage genre ' +
    'genres located language trustindicator trustindicators rightsinfo digitalsourcetype profile'
  ).split(' '),
);

const NINJS_TYPES: ReadonlySet<unknown> = new Set(
  'text audio video picture graphic composite planning component event'.split(' '),
);

/** The format of a document in JSON, by its keys; undefined where it is of none that is known, or no JSON. */
export function jsonFormat(text: string, json: () => JsonDocument): Format | undefined {
  const head = text.slice(0, 4096);
  if (head.includes('jsonfeed.org') && JSON_FEED_VERSION.test(head)) return 'jsonfeed';
  let value: unknown;
  try {
    value = json().value;
  } catch (error) {
    if (error instanceof UndecodableDocument) throw error;
    // Cut off or otherwise broken: the keys at its beginning still tell what it was meant to be.
    if (/"(?:home_page_url|feed_url)"\s*:/.test(head)) return 'jsonfeed';
    return /"uri"\s*:\s*"/.test(head) && /"(?:type|versionCreated|versioncreated)"\s*:/.test(head)
      ? 'ninjs'
      : undefined;
  }
  if (isRssInJson(value)) return 'rss';
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof one !== 'object' || one === null) return undefined;
  if (isNinjs(one)) return 'ninjs';
  const items = Object.hasOwn(one, 'items') ? (one as { items: unknown }).items : undefined;
  if (isNinjs(wrappedIn(one))) return 'ninjs';
  if (Array.isArray(value) || !Array.isArray(items)) return undefined;
  return ['title', 'feed_url', 'home_page_url', 'version'].some((key) => Object.hasOwn(one, key))
    ? 'jsonfeed'
    : undefined;
}

/** Interfaces answer with the items under `items` or `item`, each perhaps under `item`, and all that perhaps under `data`. */
function wrappedIn(value: object, depth = 3): unknown {
  for (const key of ['items', '_items', 'item', 'data', 'entries']) {
    if (!Object.hasOwn(value, key)) continue;
    const inner = (value as Record<string, unknown>)[key];
    const one: unknown = Array.isArray(inner) ? inner[0] : inner;
    if (typeof one !== 'object' || one === null) continue;
    return isNinjs(one) || depth === 0 ? one : wrappedIn(one, depth - 1);
  }
  return undefined;
}

function isNinjs(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isDigitalwire(value)) return true;
  // Far more than any item has; to fold them all would take long.
  const keys = Object.keys(value)
    .slice(0, 1000)
    .map((key) => key.toLowerCase());
  const isKnown = keys.some((key) => NINJS.has(key) || /^(?:headline|description|body)_/.test(key));
  const isTyped = 'type' in value && NINJS_TYPES.has(value.type);
  if (keys.includes('uri')) return isKnown || isTyped;
  // Newsroom systems call it `guid`; IPTC's own examples of events have nothing of the kind.
  if (keys.includes('guid')) return isKnown && isTyped;
  if (keys.includes('altids') && isTyped)
    return keys.includes('versioncreated') || keys.includes('pubstatus');
  const alone = keys.filter((key) => NINJS_ALONE.has(key)).length;
  return alone > 1 || (alone > 0 && keys.some((key) => NINJS_BESIDE.has(key)));
}

/** Keys that nothing but ninjs has, and those of which one is beside one of them in an object without an identifier. */
const NINJS_ALONE: ReadonlySet<string> = new Set(['descriptions', 'eventdetails', 'bodies', 'headlines']);
const NINJS_BESIDE: ReadonlySet<string> = new Set([
  ...['representationtype', 'versioncreated', 'pubstatus', 'organisations', 'infosources', 'altids'],
]);

const JSON_FEED_VERSION = /"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version/;
