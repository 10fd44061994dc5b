import type { ItemClass, Rendition } from '#news/record.js';

/** Where agencies write limits of use beside the terms: captions, one of which is a picture's own description. */
export function captionsIn(
  itemClass: ItemClass,
  description: string | undefined,
  renditions: readonly Rendition[],
): string[] {
  const own = itemClass === 'text' || itemClass === 'composite' ? undefined : description;
  return [own, ...renditions.map((file) => file.description)].filter((text) => text !== undefined);
}
