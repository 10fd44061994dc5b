import type { Fault } from '../codec.js';
import { readDate } from '../dates/read-date.js';
import { LineIndex } from '../line-index.js';
import type { Report } from '../lint-values.js';
import { NS } from '../xml/namespaces.js';
import { readXml } from '../xml/read-xml.js';
import { attribute, textOf, type XmlElement } from '../xml/xml-node.js';
import { type Catalog, catalogOf } from './catalog.js';
import { lintInlineXml } from './lint-xhtml.js';
import { first, isNar, itemElements, value } from './nar.js';
import { isQcodeAttribute, MALFORMED_QCODE } from './qcode-attributes.js';

const ITEMS = new Set([
  'newsItem',
  'packageItem',
  'planningItem',
  'conceptItem',
  'knowledgeItem',
  'catalogItem',
]);

/**
 * Semantic faults of a NewsML-G2 document that the 2.35 XSD accepts, or that make an item unusable whatever the XSD
 * says. Codes begin with `g2.`; `at` is an XPath without prefixes.
 */
export function lintNewsmlG2(source: string): Fault[] {
  const text = source.replace(/\r\n?/g, '\n');
  const { root, recovered } = readXml(text);
  const lines = new LineIndex(text);
  const faults: Fault[] = [];
  const report: Report = (code, element, at, message) =>
    faults.push({ code, at, line: lines.lineOf(element.at), message });
  if (recovered)
    faults.push({ code: 'xml.malformed', at: `/${root.local}`, line: lineIn(recovered), message: recovered });
  const path = `/${root.local}`;
  if (root.ns !== NS.newsmlG2) report('g2.namespace', root, path, `<${root.local}> is not in ${NS.newsmlG2}`);
  if (root.local !== 'newsMessage') {
    if (ITEMS.has(root.local)) lintItem(root, path, undefined, report);
    else report('g2.no-item', root, path, `<${root.local}> is no item or message of NewsML-G2`);
    return faults;
  }
  const items = itemElements(root, 'itemSet').flatMap((set) => itemElements(set));
  if (items.length === 0) report('g2.no-item', root, path, 'The message holds no item');
  const header = first(root, 'header');
  for (const [item, at] of withSteps(items, `${path}/itemSet`)) lintItem(item, at, header, report);
  return faults;
}

const lineIn = (recovered: string): number | undefined =>
  Number(/^line (\d+):/.exec(recovered)?.[1]) || undefined;

/**
 * Each of the elements with its path, numbered where its name stands more than once. They are counted once for all of
 * them: an element may have a hundred thousand children, and each document is checked before it is sent.
 */
function withSteps(elements: readonly XmlElement[], at: string): [element: XmlElement, path: string][] {
  const counts = new Map<string, number>();
  for (const { local } of elements) counts.set(local, (counts.get(local) ?? 0) + 1);
  const seen = new Map<string, number>();
  return elements.map((element) => {
    const { local } = element;
    const number = (seen.get(local) ?? 0) + 1;
    seen.set(local, number);
    return [element, `${at}/${local}${counts.get(local)! > 1 ? `[${number}]` : ''}`];
  });
}

function lintItem(item: XmlElement, path: string, header: XmlElement | undefined, report: Report): void {
  const catalog = catalogOf(item, header);
  if (catalog.isEmpty)
    report('g2.no-catalog', item, path, 'No catalog or catalogRef: no QCode can be resolved');
  if (value(item, 'guid') === undefined) report('g2.no-guid', item, path, 'The item has no guid');
  const version = attribute(item, 'version');
  if (version !== undefined && !/^\s*0*[1-9]\d*\s*$/.test(version)) {
    report('g2.version', item, `${path}/@version`, `"${version}" is not a positive integer`);
  }
  const itemMeta = first(item, 'itemMeta');
  if (itemMeta === undefined) report('g2.no-item-meta', item, path, 'The item has no itemMeta');
  else lintItemMeta(itemMeta, `${path}/itemMeta`, catalog, report);
  const ids = new Map<string, XmlElement>();
  walk(item, path, { catalog, report, ids, unknown: new Set() });
  for (const groupSet of itemElements(item, 'groupSet')) lintGroupSet(groupSet, `${path}/groupSet`, report);
}

function lintItemMeta(itemMeta: XmlElement, path: string, catalog: Catalog, report: Report): void {
  const itemClass = first(itemMeta, 'itemClass');
  if (!itemClass || (value(itemClass, 'qcode') ?? value(itemClass, 'uri')) === undefined) {
    report(
      'g2.empty-item-class',
      itemClass ?? itemMeta,
      `${path}/itemClass`,
      'itemClass has neither qcode nor uri',
    );
  }
  const provider = first(itemMeta, 'provider');
  const names = ['qcode', 'uri', 'literal'].some((name) => value(provider, name) !== undefined);
  if (!provider || (!names && textOf(provider).trim() === '')) {
    report('g2.empty-provider', provider ?? itemMeta, `${path}/provider`, 'provider names nobody');
  }
  const status = first(itemMeta, 'pubStatus');
  const code = status && catalog.codeIn('stat', value(status, 'qcode'), value(status, 'uri'));
  if (status && !['usable', 'withheld', 'canceled'].includes(code ?? '')) {
    const given = value(status, 'qcode') ?? value(status, 'uri') ?? '';
    report(
      'g2.unknown-pub-status',
      status,
      `${path}/pubStatus`,
      `"${given}" is not usable, withheld or canceled`,
    );
  }
  for (const name of ['versionCreated', 'firstCreated', 'embargoed']) {
    const date = first(itemMeta, name);
    const text = date ? textOf(date).trim() : '';
    if (name === 'versionCreated' && !date)
      report('g2.no-version-created', itemMeta, path, 'versionCreated is missing');
    if (!date || (name === 'embargoed' && text === '')) continue;
    const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const { instant, problem } = readDate(text);
    if (instant === undefined)
      report(`g2.${kebab}-unreadable`, date, `${path}/${name}`, `"${text}" is not a date`);
    else if (problem)
      report(`g2.${kebab}-without-zone`, date, `${path}/${name}`, `"${text}" names no time zone`);
  }
}

interface Walk {
  catalog: Catalog;
  report: Report;
  ids: Map<string, XmlElement>;
  /** Aliases already reported. */
  unknown: Set<string>;
}

function walk(element: XmlElement, path: string, state: Walk): void {
  lintAttributes(element, path, state);
  if (
    element.local === 'remoteContent' &&
    !['href', 'residref'].some((name) => value(element, name)) &&
    !first(element, 'altLoc')
  ) {
    state.report(
      'g2.remote-content-without-target',
      element,
      path,
      'remoteContent has neither href nor residref',
    );
  }
  if (element.local === 'itemRef' && !['href', 'residref', 'guidref'].some((name) => value(element, name))) {
    state.report('g2.item-ref-without-target', element, path, 'itemRef has neither href nor residref');
  }
  if (element.local === 'inlineXML') {
    lintInlineXml(element, path, state.report);
    return;
  }
  const children = itemElements(element).filter((child) => child.ns === element.ns);
  for (const [child, at] of withSteps(children, path)) walk(child, at, state);
}

function lintAttributes(element: XmlElement, path: string, { catalog, report, ids, unknown }: Walk): void {
  for (const { ns, local, value: text } of element.attributes) {
    if (ns !== '') continue;
    if (local === 'id') {
      if (ids.has(text))
        report('g2.duplicate-id', element, `${path}/@id`, `"${text}" is the id of another element`);
      ids.set(text, element);
    }
    if (!isQcodeAttribute(element.local, local) || !isNar(element)) continue;
    for (const qcode of text.split(/\s+/).filter(Boolean)) {
      const alias = qcode.split(':')[0]!;
      if (MALFORMED_QCODE.test(qcode)) {
        report('g2.qcode', element, `${path}/@${local}`, `"${qcode}" is not a QCode`);
      } else if (
        !catalog.isEmpty &&
        !catalog.declares(alias) &&
        catalog.remoteCount === 0 &&
        !unknown.has(alias)
      ) {
        unknown.add(alias);
        report(
          'g2.unknown-alias',
          element,
          `${path}/@${local}`,
          `No catalog of the item declares the alias "${alias}"`,
        );
      }
    }
  }
}

function lintGroupSet(groupSet: XmlElement, path: string, report: Report): void {
  const groups = itemElements(groupSet, 'group');
  const ids = new Set(groups.map((group) => value(group, 'id')));
  const root = value(groupSet, 'root');
  if (root === undefined || !ids.has(root)) {
    report('g2.group-root-dangling', groupSet, `${path}/@root`, `No group has the id "${root ?? ''}"`);
  }
  for (const [group, at] of withSteps(groups, path)) {
    for (const reference of itemElements(group, 'groupRef')) {
      const idref = value(reference, 'idref') ?? '';
      if (!ids.has(idref))
        report('g2.group-ref-dangling', reference, `${at}/groupRef`, `No group has the id "${idref}"`);
    }
  }
}
