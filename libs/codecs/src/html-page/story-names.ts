import type { Author, Concept } from '#news/record.js';
import { placedAt, withQcode } from '../concept.js';
import { absoluteUrl } from '../html/absolute-url.js';
import { plainText } from '../html/plain-text.js';
import { present } from '../present.js';
import { type Graph, isNode, type Node, textOf, valuesOf } from './json-ld.js';

/** What a node of schema.org calls its language, by code or by name. */
export function languageOf(node: Node, graph: Graph): string | undefined {
  const [value] = valuesOf(node, 'inLanguage', graph);
  if (isNode(value)) return textOf(value, 'alternateName', graph) ?? textOf(value, 'name', graph);
  return typeof value === 'string' ? value : undefined;
}

/** People and organisations: names alone, or nodes with a name. */
export function namedIn(node: Node, property: string, graph: Graph): Author[] {
  return valuesOf(node, property, graph).flatMap((value): Author[] => {
    if (typeof value === 'string') {
      const name = plainText(value);
      return name === '' || /^https?:\/\//.test(name) ? [] : [{ name }];
    }
    if (!isNode(value)) return [];
    const names = valuesOf(value, 'name', graph).filter((one) => typeof one === 'string');
    const uri = absoluteUrl(textOf(value, 'url', graph) ?? '');
    const email = textOf(value, 'email', graph)?.replace(/^mailto:/i, '');
    return names
      .map(plainText)
      .filter(Boolean)
      .map((name) => ({ name, ...present({ email, uri }) }));
  });
}

export function conceptsIn(node: Node, property: string, graph: Graph): Concept[] {
  return valuesOf(node, property, graph).flatMap((value): Concept[] => {
    if (typeof value === 'string') return value.trim() === '' ? [] : [{ name: plainText(value) }];
    if (!isNode(value)) return [];
    const name = plainText(textOf(value, 'name', graph) ?? textOf(value, 'address', graph) ?? '');
    if (name === '') return [];
    const uri = textOf(value, 'sameAs', graph);
    const concept = withQcode({ name, ...(uri && /^https?:/.test(uri) ? { uri } : {}) });
    const geo = valuesOf(value, 'geo', graph).find(isNode);
    if (geo === undefined) return [concept];
    const degrees = (axis: string): number => Number.parseFloat(textOf(geo, axis, graph) ?? '');
    return [placedAt(concept, degrees('latitude'), degrees('longitude'))];
  });
}

/** A list, or one text with commas. */
export function keywordsOf(node: Node, graph: Graph): string[] {
  const found = valuesOf(node, 'keywords', graph);
  const texts = found.map((value) => (isNode(value) ? textOf(value, 'name', graph) : value));
  const words = texts.filter((one) => typeof one === 'string');
  const split = words.length === 1 ? words[0]!.split(/[,;]/) : words;
  return split.map(plainText).filter(Boolean);
}
