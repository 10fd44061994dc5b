import type { Rendition } from '#news/record.js';
import { fileUri } from '../uri.js';

/** A name for a rendition that has none: ninjs demands one. The decoder knows it and leaves it out. */
export const UNNAMED = /^rendition-\d+$/;

/** A headline or description, with the word that its `<` and `&` are no markup. */
export const plain = (role: string, value: string): { role: string; contentType: string; value: string } => ({
  role,
  contentType: 'text/plain',
  value,
});

/** What ninjs's renditions carry; caption, credit and language stand in an association, see `associationsOf`. */
export function renditionOf(rendition: Rendition, index: number): Record<string, unknown> {
  return {
    name: rendition.rendition ?? `rendition-${index + 1}`,
    href: fileUri(rendition.href),
    contentType: rendition.contentType,
    title: rendition.title,
    width: whole(rendition.width),
    height: whole(rendition.height),
    sizeInBytes: whole(rendition.sizeBytes),
    duration: rendition.durationSeconds,
    videoCodec: rendition.videoCodec,
  };
}

const whole = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value);
