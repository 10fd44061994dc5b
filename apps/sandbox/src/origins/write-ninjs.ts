import type { MediaFile } from '#apps/sandbox/src/media/media-library.js';
import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import {
  bodyOf,
  filesOf,
  type OriginPage,
  timestamp,
  topicName,
  type WriteOrigin,
} from '#apps/sandbox/src/origins/written-item.js';
import { TOPIC_CODES } from '#apps/sandbox/src/stock/story.js';

/**
 * An array of ninjs objects. Each item stays in one of the three versions of the standard that partners still send,
 * as if the newsroom's systems had been replaced one by one.
 */
export const writeNinjs: WriteOrigin = (page) =>
  JSON.stringify(
    page.items.map((item) => WRITERS[item.guid.length % WRITERS.length]?.(item, page)),
    undefined,
    2,
  );

const WRITERS = [ninjs14, ninjs22, ninjs31] as const;

const MEDIATOPIC = 'http://cv.iptc.org/newscodes/mediatopic/';
const topicCode = (item: PublishedItem): string | undefined =>
  item.topic && TOPIC_CODES[item.topic].split(':')[1];
const embargoOf = (item: PublishedItem): string | undefined => item.embargoed && timestamp(item.embargoed);

/** A withdrawn item tells who and what it was, and shows nothing of it any longer. */
const isShown = (item: PublishedItem): boolean => item.pubStatus !== 'canceled';

type Files = (MediaFile & { href: string })[];
const renditionName = ({ purpose }: MediaFile): string => (purpose === 'hd720' ? 'web_video' : purpose);

function ninjs14(item: PublishedItem, page: OriginPage): unknown {
  const files: Files = filesOf(item, page);
  return {
    uri: item.guid,
    type: item.itemClass,
    version: String(item.version),
    firstcreated: timestamp(item.firstCreated),
    versioncreated: timestamp(item.versionCreated),
    embargoed: embargoOf(item),
    pubstatus: item.pubStatus,
    language: item.language,
    headline: item.headline,
    ...(isShown(item) && { description_text: item.description, body_xhtml: bodyOf(item) }),
    copyrightholder: page.feed.partnerName,
    usageterms: item.usageTerms,
    ednote: item.edNote,
    subject: item.topic && [
      { name: topicName(item), rel: 'about', scheme: MEDIATOPIC, code: topicCode(item) },
    ],
    renditions:
      files.length > 0
        ? Object.fromEntries(
            files.map((file) => [
              renditionName(file),
              {
                href: file.href,
                mimetype: file.contentType,
                width: file.width,
                height: file.height,
                sizeinbytes: file.sizeBytes,
                duration: file.durationSeconds,
              },
            ]),
          )
        : undefined,
  };
}

function ninjs22(item: PublishedItem, page: OriginPage): unknown {
  const files: Files = filesOf(item, page);
  return {
    standard: {
      name: 'ninjs',
      version: '2.2',
      schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json',
    },
    uri: item.guid,
    type: item.itemClass,
    version: String(item.version),
    firstcreated: timestamp(item.firstCreated),
    versioncreated: timestamp(item.versionCreated),
    embargoed: embargoOf(item),
    pubstatus: item.pubStatus,
    language: item.language,
    headlines: [{ role: 'main', value: item.headline }],
    ...(isShown(item) && {
      descriptions: [{ role: 'summary', contenttype: 'text/plain', value: item.description }],
      bodies: [{ role: 'main', contenttype: 'application/xhtml+xml', value: bodyOf(item) }],
    }),
    copyrightholder: page.feed.partnerName,
    usageterms: item.usageTerms,
    ednote: item.edNote,
    infosources: [{ name: page.feed.partnerName, role: 'provider' }],
    subjects: item.topic && [{ name: topicName(item), rel: 'about', uri: `${MEDIATOPIC}${topicCode(item)}` }],
    renditions:
      files.length > 0
        ? files.map((file) => ({
            name: renditionName(file),
            href: file.href,
            contenttype: file.contentType,
            width: file.width,
            height: file.height,
            sizeinbytes: file.sizeBytes,
            duration: file.durationSeconds,
          }))
        : undefined,
  };
}

function ninjs31(item: PublishedItem, page: OriginPage): unknown {
  const files: Files = filesOf(item, page);
  return {
    standard: {
      name: 'ninjs',
      version: '3.1',
      schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json',
    },
    uri: item.guid,
    type: item.itemClass,
    version: String(item.version),
    firstCreated: timestamp(item.firstCreated),
    versionCreated: timestamp(item.versionCreated),
    embargoedUntil: embargoOf(item),
    pubStatus: item.pubStatus,
    language: item.language,
    headlines: [{ role: 'main', value: item.headline }],
    ...(isShown(item) && {
      descriptions: [{ role: 'summary', contentType: 'text/plain', value: item.description }],
      bodies: [{ role: 'main', contentType: 'application/xhtml+xml', value: bodyOf(item) }],
    }),
    copyrightHolder: page.feed.partnerName,
    usageTerms: item.usageTerms,
    edNote: item.edNote,
    infoSources: [{ name: page.feed.partnerName, role: 'provider' }],
    subjects: item.topic && [{ name: topicName(item), rel: 'about', uri: `${MEDIATOPIC}${topicCode(item)}` }],
    renditions:
      files.length > 0
        ? files.map((file) => ({
            name: renditionName(file),
            href: file.href,
            contentType: file.contentType,
            width: file.width,
            height: file.height,
            sizeInBytes: file.sizeBytes,
            duration: file.durationSeconds,
          }))
        : undefined,
  };
}
