import { isEmbargoName, isReleaseName } from '../embargo-field.js';
import { foldSpace } from '../html/plain-text.js';
import { NS } from '../xml/namespaces.js';
import { attribute, elements, ownTextOf, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';

/**
 * Names an element of no module, or one that a module has no field for, with all that it says.
 *
 * @param within what the element stands in, `author/`
 */
export function leaveOutElement(element: XmlElement, draft: EntryDraft, within = ''): void {
  // Where an end tag is missing, the next entry seems to stand inside this one.
  if (/^(?:item|entry)$/.test(element.local) && CORE.has(element.ns)) return;
  const said = [foldSpace(textOf(element)), saidInAttributes(element)].filter(Boolean).join(' ');
  // An empty element says nothing that could be lost.
  if (said === '') return;
  // Where the name of a field is a value itself, as in `<custom name="embargo" value="…"/>`.
  const named = ['name', 'key'].map((name) => attribute(element, name)).find((name) => name !== undefined);
  if (named !== undefined && (isEmbargoName(named) || isReleaseName(named)))
    draft.leaveOut(
      named,
      [foldSpace(textOf(element)), attribute(element, 'value') ?? ''].filter(Boolean).join(' '),
    );
  else draft.leaveOut(within + nameOf(element), said);
}

const CORE: ReadonlySet<string> = new Set(['', NS.rss, NS.atom, NS.atom03]);

/** The same for text that stands between the elements of an entry, where none has a place. */
export function leaveOutLoose(entry: XmlElement, draft: EntryDraft): void {
  const text = foldSpace(ownTextOf(entry));
  if (text !== '') draft.leaveOut('text', text);
}

/** The same for attributes of an element that is read. */
export function leaveOutAttributes(element: XmlElement, names: readonly string[], draft: EntryDraft): void {
  for (const name of names) {
    const value = attribute(element, name);
    if (value) draft.leaveOut(`${nameOf(element)}/@${name}`, value);
  }
}

/** What a well-known vocabulary goes by, whatever the prefix. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [NS.itunes, 'itunes'],
  [NS.media, 'media'],
  [NS.podcast, 'podcast'],
  [NS.thread, 'thr'],
]);

function nameOf({ ns, prefix, local }: XmlElement): string {
  const known = PREFIXES.get(ns) ?? prefix;
  return known === '' ? local : `${known}:${local}`;
}

/** What an element and those inside it say in attributes alone. */
function saidInAttributes(element: XmlElement): string {
  const own = element.attributes.map(({ value }) => value);
  return [...own, ...[...elements(element)].map(saidInAttributes)].filter(Boolean).join(' ');
}
