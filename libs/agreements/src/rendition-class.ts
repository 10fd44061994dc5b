import type { ItemClass, NewsRecord, Rendition } from '#news/record.js';

const BY_TYPE: readonly [pattern: RegExp, itemClass: ItemClass][] = [
  [/^image\//, 'picture'],
  [/^video\/|^application\/(?:x-mpegurl|vnd\.apple\.mpegurl|dash\+xml|mp4|mxf)$/, 'video'],
  [/^audio\//, 'audio'],
  // Captions are part of the video they belong to.
  [/^text\/vtt$|^application\/(?:ttml\+xml|x-subrip)$/, 'video'],
  [/^text\//, 'text'],
];

const BY_ENDING: readonly [pattern: RegExp, itemClass: ItemClass][] = [
  [/\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|svg|heic)$/, 'picture'],
  [/\.(?:mp4|m4v|mov|mxf|webm|mpe?g|avi|mkv|ts|m3u8|mpd|vtt|ttml|srt)$/, 'video'],
  [/\.(?:mp3|m4a|aac|wav|ogg|oga|flac|opus)$/, 'audio'],
];

/** What kind of content a file is; undefined when neither its type, its name nor its measures tell. */
export function classOf(rendition: Rendition): ItemClass | undefined {
  const type = rendition.contentType?.replace(/;.*/s, '').trim().toLowerCase();
  const path = rendition.href.split(/[?#]/)[0]!.toLowerCase();
  return (
    (type ? BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] : undefined) ??
    BY_ENDING.find(([pattern]) => pattern.test(path))?.[1] ??
    (rendition.videoCodec ? 'video' : undefined) ??
    (rendition.audioCodec ? 'audio' : undefined)
  );
}

/** Pictures, videos and sound that the item only links to: a link is as good as the file to whoever gets it. */
function linkedFiles({ links = [] }: NewsRecord): Rendition[] {
  return links.flatMap(({ href, contentType }) => {
    if (href === undefined) return [];
    const file: Rendition = contentType === undefined ? { href } : { href, contentType };
    const itemClass = classOf(file);
    return itemClass === undefined || itemClass === 'text' ? [] : [file];
  });
}

/**
 * The hrefs of files that the granted classes do not cover. A file that cannot be told is taken for the item's own
 * class, and is left out of a text or a composite, whose class says nothing of their files; the files of a drawing or
 * an animation are covered by its own class.
 */
export function uncoveredRenditions(item: NewsRecord, granted: readonly ItemClass[]): string[] {
  const mixed = item.itemClass === 'text' || item.itemClass === 'composite';
  const covered = (rendition: Rendition): boolean => {
    const itemClass = classOf(rendition);
    if (itemClass === undefined) return !mixed && granted.includes(item.itemClass);
    if (granted.includes(itemClass)) return true;
    const drawn = item.itemClass === 'graphic' || item.itemClass === 'animation';
    return drawn && itemClass !== 'audio' && granted.includes(item.itemClass);
  };
  const files = (item.renditions ?? []).filter((rendition) => !covered(rendition)).map(({ href }) => href);
  return [
    ...new Set([
      ...files,
      ...linkedFiles(item)
        .filter((file) => !covered(file))
        .map(({ href }) => href),
    ]),
  ];
}
