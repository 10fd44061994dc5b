import type { NewsItem, NewsRecord, Rendition } from '#news/record.js';
import { isPicture } from '../feed-entry.js';
import type { OutputProfile } from '../profile/output-profile.js';
import { plainBody } from '../shaped.js';
import { runningText, textSize } from '../text-size.js';
import { NS } from '../xml/namespaces.js';
import { element, type XmlAttributes, type XmlFragment } from '../xml/write-xml.js';
import { languageTag } from './encode-values.js';
import type { SchemeCatalog } from './scheme-catalog.js';
import { xhtmlBody } from './xhtml-body.js';

const RENDITIONS = { alias: 'rnd', codes: new Set(['highRes', 'web', 'thumbnail', 'preview']) };
const NO_CODECS = { alias: '', codes: new Set<string>() };
const HASHES = /^(md5|sha-?1|sha-?256|sha-?512):(.+)$/i;

/** The text and the files of an item. */
export function contentSet(
  record: NewsItem,
  catalog: SchemeCatalog,
  profile?: OutputProfile,
): XmlFragment | undefined {
  const files = filesOf(record).map((rendition) => remoteContent(rendition, catalog));
  if (record.body === undefined && files.length === 0) return undefined;
  const inline = profile?.body === 'plain' ? inlineData : inlineXml;
  return element('contentSet', {}, record.body === undefined ? undefined : inline(record), files);
}

const inlineData = ({ body }: NewsItem): XmlFragment => {
  const { words, characters } = textSize(runningText({ body }));
  return element(
    'inlineData',
    { contenttype: 'text/plain', charcount: characters, wordcount: words },
    plainBody(body!),
  );
};

const inlineXml = ({ body, headline, language }: NewsItem): XmlFragment => {
  const { words, characters } = textSize(runningText({ body }));
  return element(
    'inlineXML',
    { contenttype: 'application/xhtml+xml', charcount: characters, wordcount: words },
    element(
      'html',
      { xmlns: NS.xhtml, 'xml:lang': languageTag(language) },
      element('head', {}, element('title', {}, headline ?? '')),
      element('body', {}, xhtmlBody(body!)),
    ),
  );
};

/** The poster of a video stands in contentMeta/icon, where G2 has a place for it and nothing of it gets lost there. */
function posterOf(record: NewsRecord): Rendition | undefined {
  const last = record.renditions?.at(-1);
  if (record.itemClass !== 'video' || last?.rendition !== 'thumbnail' || !isPicture(last)) return undefined;
  const { durationSeconds, videoCodec, audioCodec, hash, description, credit, language } = last;
  const more = [durationSeconds, videoCodec, audioCodec, hash, description, credit, language];
  return more.every((value) => value === undefined) ? last : undefined;
}

function filesOf(record: NewsRecord): readonly Rendition[] {
  const renditions = record.renditions ?? [];
  return posterOf(record) ? renditions.slice(0, -1) : renditions;
}

/** Icons of contentMeta: a video's poster; all files of a package or a plan, which have no contentSet. */
export function iconsOf(record: NewsRecord, catalog: SchemeCatalog): XmlFragment[] {
  const poster = posterOf(record);
  const icons = record.kind === 'newsItem' ? (poster ? [poster] : []) : (record.renditions ?? []);
  return icons.map((icon) => element('icon', fileAttributes(icon, catalog)));
}

function fileAttributes(rendition: Rendition, catalog: SchemeCatalog): XmlAttributes {
  return {
    rendition: rendition.rendition && catalog.word(rendition.rendition, RENDITIONS, 'korpu-rnd'),
    href: rendition.href,
    contenttype: rendition.contentType,
    size: whole(rendition.sizeBytes),
    title: rendition.title,
    width: whole(rendition.width),
    height: whole(rendition.height),
    videocodec: rendition.videoCodec && catalog.word(rendition.videoCodec, NO_CODECS, 'korpu-codec'),
  };
}

function remoteContent(rendition: Rendition, catalog: SchemeCatalog): XmlFragment {
  const { durationSeconds, audioCodec, hash, description, credit, language } = rendition;
  const extension = (name: string, value: string | undefined): XmlFragment | undefined =>
    value === undefined
      ? undefined
      : element('remoteContentExtProperty', { rel: catalog.own('korpu', name), value });
  return element(
    'remoteContent',
    {
      ...fileAttributes(rendition, catalog),
      ...(durationSeconds === undefined ? {} : duration(durationSeconds)),
      audiocodec: audioCodec && catalog.word(audioCodec, NO_CODECS, 'korpu-codec'),
      language: languageTag(language),
    },
    hash && hashOf(hash),
    extension('description', description),
    extension('credit', credit),
  );
}

const duration = (seconds: number): XmlAttributes =>
  Number.isInteger(seconds)
    ? { duration: seconds, durationunit: 'timeunit:seconds' }
    : { duration: Math.round(seconds * 1000), durationunit: 'timeunit:milliseconds' };

/** `md5:…` names its algorithm; anything else is written without one. */
function hashOf(hash: string): XmlFragment {
  const [, algorithm, value] = HASHES.exec(hash) ?? [];
  return value === undefined
    ? element('hash', {}, hash)
    : element('hash', { hashtype: `hashtype:${algorithm}` }, value);
}

const whole = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value);
