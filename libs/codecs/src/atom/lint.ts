import { isAddress, isRfc3339, numbered, type Report, requireAttributes, textIn } from '../lint-values.js';
import { isMediaType } from '../media-type.js';
import { lintMedia } from '../rss/lint-media.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';

/** How often an element may stand in its parent (RFC 4287 sections 4.1.1 to 4.2.11). */
const ONCE: Readonly<Record<string, readonly string[]>> = {
  feed: ['id', 'title', 'updated', 'generator', 'icon', 'logo', 'rights', 'subtitle'],
  entry: ['id', 'title', 'updated', 'content', 'published', 'rights', 'source', 'summary'],
};

/** The Atom Syndication Format (RFC 4287): what it says MUST be, and deleted entries (RFC 6721). */
export function lintAtom(root: XmlElement, report: Report): void {
  if (root.ns !== NS.atom) report('atom.namespace', root, `/${root.local}`, `not in ${NS.atom}`);
  if (root.local === 'entry') {
    lintEntry(root, root, '/entry', report);
    return;
  }
  lintContainer(root, '/feed', 'feed', report);
  const ids = new Set<string>();
  for (const [entry, at] of numbered(root, '/feed', 'entry')) {
    lintEntry(entry, root, at, report);
    const key = `${textIn(entry, 'id', entry.ns)} ${textIn(entry, 'updated', entry.ns)}`;
    if (ids.has(key)) report('atom.entry-repeated', entry, at, 'another entry has the same id and updated');
    ids.add(key);
  }
  for (const [deleted, at] of numbered(root, '/feed', 'deleted-entry', NS.tombstones)) {
    requireAttributes(deleted, at, ['ref', 'when'], 'atom.deleted-entry-incomplete', report);
    const when = attribute(deleted, 'when');
    if (when && !isRfc3339(when)) report('atom.date', deleted, `${at}/@when`, notADate(when));
  }
}

const notADate = (text: string): string => `"${text}" is no date of RFC 3339`;

function lintEntry(entry: XmlElement, root: XmlElement, at: string, report: Report): void {
  lintContainer(entry, at, 'entry', report);
  const source = child(entry, 'source', entry.ns);
  const hasAuthor = [entry, root, source].some((one) => one && child(one, 'author', one.ns));
  if (!hasAuthor) report('atom.no-author', entry, at, 'neither the entry nor the feed has an author');
  const content = child(entry, 'content', entry.ns);
  if (content === undefined) {
    const isAlternate = (link: XmlElement): boolean => relOf(link) === 'alternate';
    if (!elements(entry, 'link', entry.ns).some(isAlternate))
      report('atom.no-content', entry, at, 'neither content nor an alternate link (section 4.1.2)');
    return;
  }
  lintContent(content, entry, at, report);
}

function lintContent(content: XmlElement, entry: XmlElement, at: string, report: Report): void {
  const type = attribute(content, 'type') ?? 'text';
  const src = attribute(content, 'src');
  const place = `${at}/content`;
  if (src === undefined && /^(?:text|html|xhtml)$/.test(type)) {
    lintText(content, place, report);
    return;
  }
  if (!isMediaType(type) || /^(?:multipart|message)\//i.test(type))
    report('atom.content-type', content, `${place}/@type`, `"${type}" is no media type of content`);
  if (src !== undefined && textOf(content).trim() !== '')
    report('atom.content', content, place, 'content with src must be empty');
  const isBinary = !/^text\/|\+xml$|\/xml$/i.test(type);
  if ((src !== undefined || isBinary) && !child(entry, 'summary', entry.ns))
    report('atom.no-summary', entry, at, 'content elsewhere or in base64 needs a summary');
}

function lintContainer(element: XmlElement, at: string, kind: 'feed' | 'entry', report: Report): void {
  for (const name of ['id', 'title', 'updated']) {
    if (!child(element, name, element.ns)) report('atom.incomplete', element, at, `${name} is missing`);
  }
  for (const name of ONCE[kind]!) {
    const [, second] = elements(element, name, element.ns);
    if (second) report('atom.repeated', second, `${at}/${name}[2]`, `${name} may stand only once`);
  }
  const id = child(element, 'id', element.ns);
  if (id && !isAddress(textOf(id).trim()))
    report('atom.id', id, `${at}/id`, `"${textOf(id).trim()}" is no absolute IRI`);
  for (const name of ['updated', 'published']) {
    const date = child(element, name, element.ns);
    if (date && !isRfc3339(textOf(date).trim()))
      report('atom.date', date, `${at}/${name}`, notADate(textOf(date).trim()));
  }
  for (const name of ['title', 'subtitle', 'summary', 'rights']) {
    for (const [text, place] of numbered(element, at, name, element.ns)) lintText(text, place, report);
  }
  for (const name of ['author', 'contributor']) {
    for (const [person, place] of numbered(element, at, name, element.ns)) lintPerson(person, place, report);
  }
  for (const [category, place] of numbered(element, at, 'category', element.ns)) {
    requireAttributes(category, place, ['term'], 'atom.category-incomplete', report);
  }
  lintLinks(element, at, report);
  if (kind === 'entry') lintMedia(element, at, report);
}

/** Section 3.1: a text construct is text, escaped HTML, or one XHTML `div`. */
function lintText(element: XmlElement, at: string, report: Report): void {
  const type = attribute(element, 'type') ?? 'text';
  const inner = elements(element);
  if (!/^(?:text|html|xhtml)$/.test(type)) {
    report('atom.text-type', element, `${at}/@type`, `"${type}" is not text, html or xhtml`);
  } else if (type === 'xhtml') {
    const [div] = inner;
    if (inner.length !== 1 || div?.local !== 'div' || div.ns !== NS.xhtml)
      report('atom.text', element, at, 'xhtml must be one div of XHTML');
  } else if (inner.length > 0) {
    report('atom.text', element, at, `${type} must not hold elements`);
  }
}

function lintPerson(person: XmlElement, at: string, report: Report): void {
  const names = elements(person, 'name');
  if (names.length !== 1) report('atom.person', person, at, 'must have one name');
  for (const name of ['uri', 'email']) {
    if (elements(person, name).length > 1) report('atom.person', person, at, `has two of ${name}`);
  }
  const email = child(person, 'email');
  if (email && !/^.+@.+$/s.test(textOf(email).trim()))
    report('atom.person', email, `${at}/email`, `"${textOf(email).trim()}" is no address`);
}

const relOf = (link: XmlElement): string => attribute(link, 'rel') ?? 'alternate';

/** Section 4.2.7, and one alternate link only for each type and language (sections 4.1.1 and 4.1.2). */
function lintLinks(element: XmlElement, at: string, report: Report): void {
  const alternates = new Set<string>();
  for (const [link, place] of numbered(element, at, 'link', element.ns)) {
    requireAttributes(link, place, ['href'], 'atom.link-incomplete', report);
    const rel = relOf(link);
    if (!/^(?:[^\s:]+|[a-z][a-z0-9+.-]*:\S+)$/i.test(rel))
      report('atom.link', link, `${place}/@rel`, `"${rel}" is no relation`);
    const type = attribute(link, 'type');
    if (type !== undefined && !isMediaType(type))
      report('atom.link', link, `${place}/@type`, `"${type}" is no media type`);
    if (rel !== 'alternate') continue;
    const key = `${type} ${attribute(link, 'hreflang')}`;
    if (alternates.has(key))
      report('atom.link-repeated', link, place, 'another alternate link has the same type and language');
    alternates.add(key);
  }
}
