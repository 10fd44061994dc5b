import { numbered, type Report } from '../lint-values.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, type XmlElement } from '../xml/xml-node.js';

/** RSS 1.0 (web.resource.org/rss/1.0/spec), sections 5.2 to 5.6: required elements, and rdf:about. */
export function lintRdf(root: XmlElement, report: Report): void {
  if (root.ns !== NS.rdf) report('rdf.namespace', root, `/${root.local}`, `not in ${NS.rdf}`);
  const channel = child(root, 'channel', NS.rss);
  if (channel === undefined) {
    report('rdf.no-channel', root, '/RDF', 'channel is missing');
    return;
  }
  lintResource(channel, '/RDF/channel', ['title', 'link', 'description'], report);
  const addresses = new Set<string>();
  for (const [item, at] of numbered(root, '/RDF', 'item', NS.rss)) {
    lintResource(item, at, ['title', 'link'], report);
    const about = attribute(item, 'about', NS.rdf);
    if (about !== undefined && addresses.has(about))
      report('rdf.about-repeated', item, `${at}/@about`, `"${about}" is another item's`);
    if (about !== undefined) addresses.add(about);
  }
}

function lintResource(element: XmlElement, at: string, names: readonly string[], report: Report): void {
  for (const name of names) {
    if (!child(element, name, NS.rss)) report('rdf.incomplete', element, at, `${name} is missing`);
  }
  if (!attribute(element, 'about', NS.rdf)?.trim())
    report('rdf.no-about', element, at, 'rdf:about is missing');
}
