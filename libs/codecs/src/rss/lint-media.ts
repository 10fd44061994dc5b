import { lookup } from '#news/lookup.js';
import { isAddress, type Report, requireAttributes } from '../lint-values.js';
import { isMediaType } from '../media-type.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, type XmlElement } from '../xml/xml-node.js';

const NUMBER = /^\d+(?:\.\d+)?$/;
const BOOLEAN = /^(?:true|false)$/;

/** What attributes of Media RSS elements may hold (rssboard.org/media-rss). */
const VALUES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = lookup<
  Readonly<Record<string, RegExp>>
>({
  content: {
    fileSize: /^\d+$/,
    medium: /^(?:image|audio|video|document|executable)$/,
    isDefault: BOOLEAN,
    expression: /^(?:sample|full|nonstop)$/,
    bitrate: NUMBER,
    framerate: NUMBER,
    samplingrate: NUMBER,
    channels: NUMBER,
    duration: NUMBER,
    height: NUMBER,
    width: NUMBER,
  },
  thumbnail: { height: NUMBER, width: NUMBER },
  hash: { algo: /^(?:md5|sha-1)$/ },
  title: { type: /^(?:plain|html)$/ },
  description: { type: /^(?:plain|html)$/ },
  restriction: { relationship: /^(?:allow|deny)$/, type: /^(?:country|uri|sharing)$/ },
  status: { state: /^(?:active|blocked|deleted)$/ },
  text: { type: /^(?:plain|html)$/ },
});

const REQUIRED: Readonly<Record<string, readonly string[]>> = lookup({
  thumbnail: ['url'],
  player: ['url'],
  restriction: ['relationship'],
  status: ['state'],
  embed: ['url'],
});

/** Media RSS in an item of RSS or an entry of Atom: required attributes, addresses, numbers and words of its lists. */
export function lintMedia(parent: XmlElement, at: string, report: Report): void {
  const seen = new Map<string, number>();
  for (const element of elements(parent, undefined, NS.media)) {
    const { local } = element;
    const n = (seen.get(local) ?? 0) + 1;
    seen.set(local, n);
    const place = `${at}/${local}[${n}]`;
    requireAttributes(element, place, REQUIRED[local] ?? [], 'media.incomplete', report);
    const url = attribute(element, 'url')?.trim();
    if (url && !isAddress(url)) report('media.url', element, `${place}/@url`, `"${url}" is no URI`);
    if (local === 'content') lintContent(element, place, report);
    for (const [name, pattern] of Object.entries(VALUES[local] ?? {})) {
      const value = attribute(element, name)?.trim();
      if (value !== undefined && !pattern.test(value))
        report('media.value', element, `${place}/@${name}`, `"${value}" is not what ${name} may be`);
    }
    lintMedia(element, place, report);
  }
}

function lintContent(content: XmlElement, at: string, report: Report): void {
  if (!attribute(content, 'url')?.trim() && !child(content, 'player', NS.media))
    report('media.content-without-target', content, at, 'neither url nor media:player');
  const type = attribute(content, 'type')?.trim();
  if (type && !isMediaType(type)) report('media.value', content, `${at}/@type`, `"${type}" is no media type`);
}
