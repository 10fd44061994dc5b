import type { EntryDraft } from '../feed/entry-draft.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { attribute, elements, textOf, type XmlElement } from '../xml/xml-node.js';

/**
 * A file in the terms of RDF: the enclosure module (`enc:enclosure`, with attributes or an `enc:Enclosure` inside), and the
 * image module (`image:item`). False for an element of neither.
 */
export function readRdfMedia(element: XmlElement, draft: EntryDraft): boolean {
  const isImage = element.ns === NS.rssImage && element.local === 'item';
  if (!isImage && !(element.ns === NS.enclosure && /^enclosure$/i.test(element.local))) return false;
  const said = saidOf(element);
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  const { values } = draft;
  const href = values.href(said.get('resource') ?? said.get('about') ?? said.get('url'), element.local, base);
  if (href === undefined) return false;
  const type = values.mediaType(said.get('type'), `${element.local}/type`, href);
  draft.media.push({
    href,
    ...present({
      contentType: type ? bareMediaType(type) : contentTypeOf(href),
      sizeBytes: values.bytes(said.get('length'), `${element.local}/length`) || undefined,
      width: values.amount(said.get('width'), `${element.local}/width`) || undefined,
      height: values.amount(said.get('height'), `${element.local}/height`) || undefined,
      title: said.get('title'),
    }),
  });
  for (const [name, value] of said) if (!READ.has(name)) draft.leaveOut(`${element.local}/${name}`, value);
  return true;
}

const READ: ReadonlySet<string> = new Set('resource about url type length width height title'.split(' '));

/** What an element says in attributes and in elements inside of it, by the last part of their names in lower case. */
function saidOf(element: XmlElement, said = new Map<string, string>()): Map<string, string> {
  for (const { local, value } of element.attributes)
    if (value !== '' && !said.has(local.toLowerCase())) said.set(local.toLowerCase(), foldSpace(value));
  for (const inner of elements(element)) {
    const name = inner.local.toLowerCase();
    const text = inner.children.some(({ kind }) => kind === 'element') ? '' : foldSpace(textOf(inner));
    if (text !== '' && !said.has(name)) said.set(name, text);
    else saidOf(inner, said);
  }
  return said;
}
