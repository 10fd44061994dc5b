import type { Author } from '#news/record.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf } from '../feed/entry-values.js';
import { leaveOutElement } from '../feed/leave-out.js';
import { absoluteUrl, LINK_SCHEMES, nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { hasElements } from '../xml/inner-markup.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, elements, textOf, type XmlElement } from '../xml/xml-node.js';

/**
 * A person construct (RFC 4287 section 3.2); one without name is called by its address.
 *
 * @param outer what a relative address resolves against
 */
export function personOf(element: XmlElement, outer?: string): Author | undefined {
  const find = (local: string): XmlElement | undefined =>
    elements(element).find((one) => lowerName(one) === local && foldSpace(textOf(one)) !== '');
  const value = (found: XmlElement | undefined): string => (found ? foldSpace(textOf(found)) : '');
  const mailbox = value(find('email'));
  // Some write a name, a comment or `mailto:` beside the address.
  const email = (mailbox && authorOf(mailbox)?.email) ?? mailbox;
  const address = [find('uri'), find('url'), find('homepage')].find((one) => value(one) !== '');
  const written = value(address);
  const base = nearerBase(
    address && attribute(address, 'base', NS.xml),
    nearerBase(attribute(element, 'base', NS.xml), outer),
  );
  const uri = written && (absoluteUrl(written, base, LINK_SCHEMES) ?? written);
  const named = plainText(value(find('name')));
  // So do some who have no other place for the address.
  if (email === '' && named.includes('@')) {
    const person = authorOf(named);
    if (person?.email !== undefined) return { ...person, ...(uri && { uri }) };
  }
  const name = named || email || uri;
  if (name === '') return hasElements(element) ? undefined : authorOf(textOf(element));
  return { name, ...(email && { email }), ...(uri && { uri }) };
}

const READ: ReadonlySet<string> = new Set(['name', 'email', 'uri', 'url', 'homepage']);

/** The same for an entry; what else is said of the person is named, and so is a second name or address. */
export function personIn(element: XmlElement, draft: EntryDraft): Author | undefined {
  const said = new Set<string>();
  for (const inner of elements(element)) {
    const name = lowerName(inner);
    if (!READ.has(name) || said.has(name)) leaveOutElement(inner, draft, `${element.local}/`);
    else if (foldSpace(textOf(inner)) !== '') said.add(name);
  }
  return personOf(element, draft.base);
}
