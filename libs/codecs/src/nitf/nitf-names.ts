import { asQcode } from '#news/ids.js';
import type { Author, Concept } from '#news/record.js';
import { withQcode } from '../concept.js';
import { foldSpace } from '../html/plain-text.js';
import { value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, elements, textOf, type XmlElement } from '../xml/xml-node.js';

/** The text of a line such as a byline, with a blank between elements that stand side by side. */
export function lineOf(element: XmlElement): string {
  let line = '';
  let wasElement = false;
  for (const node of element.children) {
    const isElement = node.kind === 'element';
    // A title is set on a line of its own, where nothing need part it from the name.
    if (isElement && node.local === 'byttl' && /[\p{L}\p{N}.)]\s*$/u.test(line)) line = `${line.trimEnd()}, `;
    else if (isElement && (wasElement || (node.local === 'person' && /\p{L}$/u.test(line)))) line += ' ';
    line += node.kind === 'element' ? lineOf(node) : node.text;
    wasElement = isElement;
  }
  return foldSpace(line);
}

/** A person of a byline as author: the name alone, without what the person does. */
export function personOf(person: XmlElement): Author[] {
  const parts = [child(person, 'name.given'), child(person, 'name.family')].filter(
    (part) => part !== undefined,
  );
  const name = parts.length > 0 ? parts.map(lineOf).join(' ') : withoutMeta(person);
  return name === '' ? [] : [{ name }];
}

const withoutMeta = (element: XmlElement): string =>
  foldSpace(
    element.children
      .filter((node) => node.kind === 'text' || (node.local !== 'function' && node.local !== 'alt-code'))
      .map(textOf)
      .join(''),
  );

/** What the IPTC's catalog calls the lists of countries that NITF's `iso-cc` is from. */
const COUNTRY: Readonly<Record<number, string>> = {
  2: 'http://cvx.iptc.org/iso3166-1a2/',
  3: 'http://cvx.iptc.org/iso3166-1a3/',
};

/** A country by its ISO 3166 code of two or three letters. */
export function countryOf(code: string | undefined, name?: string): Concept | undefined {
  const scheme = COUNTRY[code?.length ?? 0];
  if (code === undefined || scheme === undefined || !/^[a-z]+$/i.test(code)) {
    const text = name ?? code;
    return text === undefined ? undefined : { name: text };
  }
  return withQcode(present({ name, uri: scheme + code.toUpperCase() }));
}

/** A location, and its country as a place of its own where it is named by code. */
export function placesOf(location: XmlElement): Concept[] {
  const country = child(location, 'country');
  const code = country && value(country, 'iso-cc');
  const parts = elements(location).filter(({ local }) => local !== 'alt-code');
  const texts = location.children.filter((node) => node.kind === 'text' && node.text.trim() !== '');
  const others = parts.filter((part) => part !== country || code === undefined);
  const name =
    texts.length > 0
      ? lineOf(location)
      : others
          .map(lineOf)
          .filter((part) => part !== '')
          .join(', ');
  const place = name === '' ? undefined : conceptOf(location, name, 'location-code', 'code-source');
  const land = code === undefined ? undefined : countryOf(code, textOrNothing(lineOf(country!)));
  return [place, land].filter((one) => one !== undefined);
}

/**
 * A thing with the code it has in a taxonomy: an attribute of the element, or of an `alt-code` inside. The source of
 * the code is its scheme where it is a URI, and else the alias before it.
 */
export function conceptOf(
  element: XmlElement,
  name: string | undefined,
  codeName = 'value',
  sourceName = 'idsrc',
): Concept | undefined {
  const alternative = child(element, 'alt-code');
  const own = value(element, codeName);
  const code = own ?? (alternative && value(alternative, 'value'));
  const source = own === undefined ? alternative && value(alternative, 'idsrc') : value(element, sourceName);
  const text = name === undefined || name === '' ? undefined : name;
  if (code === undefined) return text === undefined ? undefined : { name: text };
  if (/^https?:\/\/\S+$/.test(code)) return withQcode(present({ name: text, uri: code }));
  if (/^[a-z][\w-]*:[\w.-]+$/i.test(code)) return present({ name: text, qcode: asQcode(code) });
  if (source !== undefined && /^https?:\/\/\S+$/.test(source)) {
    return withQcode({
      ...present({ name: text, uri: source.replace(/[/#]?$/, (end) => end || '/') + code }),
      scheme: source,
    });
  }
  if (source !== undefined && /^[\w.-]+$/.test(source) && !/\s/.test(code)) {
    return present({ name: text, qcode: asQcode(`${source}:${code}`) });
  }
  return { name: text ?? code };
}
