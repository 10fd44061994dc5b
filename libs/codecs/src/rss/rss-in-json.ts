import { tooLarge } from '../limits.js';
import { CUSTOMARY_PREFIXES, canonicalNamespace } from '../xml/namespaces.js';
import type { XmlAttribute, XmlElement, XmlNode } from '../xml/xml-node.js';

/** Elements take more than the values that they are made of. */
const MAX_NODES = 150_000;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a JSON value is a feed of RSS in JSON: an `rss` with a `channel`. */
export const isRssInJson = (value: unknown): value is { rss: Json } =>
  isObject(value) &&
  Object.hasOwn(value, 'rss') &&
  isObject(value['rss']) &&
  Object.hasOwn(value['rss'], 'channel') &&
  isObject(value['rss']['channel']);

/** Elements whose plain values are elements; those of any other are its attributes. */
const HOLDERS: ReadonlySet<string> = new Set(['channel', 'item', 'image', 'textInput', 'textinput']);
/** Keys under which an element has its text beside attributes. */
const TEXTS: ReadonlySet<string> = new Set([
  '#value',
  '#text',
  '$t',
  '_',
  '__text',
  '#cdata',
  '#cdata-section',
]);

/**
 * The elements of RSS 2.0 that RSS in JSON (scripting.com/rss/rssInJson) stands for: a list is so many elements, an object an
 * element with its attributes and elements, and `#value` its text. A name with a prefix is of the namespace that the
 * prefix is declared as, `xmlns:media`, or mostly means.
 *
 * @throws UndecodableDocument `decode.too-large` where it stands for more than 150,000 elements and attributes
 */
export function rssOfJson({ rss }: { rss: Json }): XmlElement {
  const spaces = new Map(CUSTOMARY_PREFIXES);
  for (const object of [rss, rss['channel'] as Json])
    for (const [key, value] of Object.entries(object)) {
      const prefix = /^[@-]?xmlns:(.+)$/.exec(key)?.[1];
      if (prefix !== undefined && typeof value === 'string') spaces.set(prefix, canonicalNamespace(value));
    }
  return elementOf('rss', rss, { spaces, left: MAX_NODES });
}

interface Making {
  /** Namespaces by their prefixes. */
  spaces: ReadonlyMap<string, string>;
  /** How many more elements and attributes there may be. */
  left: number;
}

function elementOf(name: string, value: unknown, making: Making): XmlElement {
  if (--making.left < 0) throw tooLarge(`it stands for more than ${MAX_NODES} elements and attributes`);
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const attributes: XmlAttribute[] = [];
  const children: XmlNode[] = [];
  if (!isObject(value)) children.push(textOf(value));
  else
    for (const [key, inner] of Object.entries(value)) {
      if (/^[@-]?xmlns(?::|$)/.test(key)) continue;
      if (TEXTS.has(key)) children.push(textOf(inner));
      else if (isAttribute(name, key, inner)) {
        making.left--;
        attributes.push({ ns: '', local: key.replace(/^[@-]/, ''), value: String(inner) });
      } else
        for (const one of Array.isArray(inner) ? inner : [inner])
          if (one !== null) children.push(elementOf(key, one, making));
    }
  const ns = prefix === '' ? '' : (making.spaces.get(prefix) ?? prefix);
  return { kind: 'element', ns, local: name.slice(colon + 1), prefix, attributes, children, at: -1 };
}

const isAttribute = (parent: string, key: string, value: unknown): boolean => {
  if (value === null || typeof value === 'object') return false;
  return /^[@-]/.test(key) || !(HOLDERS.has(parent) || key.includes(':'));
};

const textOf = (value: unknown): XmlNode => ({
  kind: 'text',
  text: typeof value === 'object' ? JSON.stringify(value) : String(value),
});
