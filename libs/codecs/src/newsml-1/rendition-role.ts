import type { XmlElement } from '../xml/xml-node.js';
import { mediaClassOf } from './content-item.js';
import { formalName, wordOf } from './topics.js';

/** Roles of pictures in several sizes, as the IPTC's scheme of renditions calls them. */
const RENDITIONS: readonly (readonly [RegExp, string])[] = [
  [/^thumb/, 'thumbnail'],
  [/^(?:quick-?look|preview|view|viewex|view-?image|low-?res(?:olution)?)$/, 'preview'],
  [/^(?:high-?(?:def|res)(?:inition|olution)?|hi-?res|base-?image|full-?size|original)$/, 'highRes'],
  [/^web/, 'web'],
  [/^(?:icon|poster|keyframe)$/, 'thumbnail'],
];
/** Roles that say what stands in the component, and nothing of its size. */
const NO_RENDITION =
  /^(?:|main|primary|supporting|supplementary|related|associated|caption|content|text|news)$/;

/** The name of the size that a component's files have by its role. */
export function renditionOf(role: XmlElement | undefined): string | undefined {
  if (role === undefined) return undefined;
  const word = wordOf(role);
  return NO_RENDITION.test(word) || mediaClassOf(word) !== undefined
    ? undefined
    : sizeNamed(formalName(role)!);
}

/** The IPTC's name of a size, or else the provider's. */
export const sizeNamed = (name: string): string =>
  RENDITIONS.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1] ?? name;
