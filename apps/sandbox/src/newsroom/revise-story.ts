import {
  correctFigure,
  figureOf,
  type SlotChoice,
  textOfStory,
  updateOfStory,
} from '#apps/sandbox/src/newsroom/edition.js';
import type { PublishedItem, Revision } from '#apps/sandbox/src/newsroom/published-item.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';
import type { Story } from '#apps/sandbox/src/stock/story.js';

export type StoryRevision = 'update' | 'correct' | 'addVideo';

type Origin = NonNullable<PublishedItem['origin']>;

const isUpdated = (item: PublishedItem, { story }: Origin): boolean =>
  item.paragraphs.length > story.paragraphs.length;

/** Whether the revision would change anything that a reader sees. */
export function canRevise(item: PublishedItem, revision: StoryRevision | 'kill'): boolean {
  const { origin, pubStatus, embargoed, itemClass, media } = item;
  if (origin === undefined || pubStatus !== 'usable' || embargoed !== undefined || itemClass === 'picture')
    return false;
  if (revision === 'update') return !isUpdated(item, origin);
  if (revision === 'addVideo') return origin.story.video !== undefined && media.video === undefined;
  return revision === 'kill' || item.signal !== 'correction';
}

/** What the newsroom changes in its own words. Undefined for an item that was not written from the stock. */
export function revisionOf(item: PublishedItem, revision: StoryRevision): Revision | undefined {
  const { origin, media } = item;
  if (origin === undefined) return undefined;
  const { story, choice } = origin;
  const { correctionNote, updateNote, videoNote } = PHRASES[item.language];
  switch (revision) {
    case 'update':
      return { ...textWith(story, choice, true), edNote: updateNote };
    case 'addVideo':
      return story.video && { media: { ...media, video: story.video }, edNote: videoNote };
    case 'correct': {
      const corrected = correctFigure(story, choice);
      return {
        ...textWith(story, corrected, isUpdated(item, origin)),
        signal: 'correction',
        edNote: correctionNote
          .replace('{was}', figureOf(story, choice))
          .replace('{now}', figureOf(story, corrected)),
        origin: { story, choice: corrected },
      };
    }
  }
}

function textWith(story: Story, choice: SlotChoice, updated: boolean) {
  const text = textOfStory(story, choice);
  return updated ? { ...text, paragraphs: [...text.paragraphs, updateOfStory(story, choice)] } : text;
}
