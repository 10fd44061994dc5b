import type { SeededRandom } from '#apps/sandbox/src/newsroom/seeded-random.js';
import type { Story } from '#apps/sandbox/src/stock/story.js';

/** Which value of each slot an item was written with: slot name → index. */
export type SlotChoice = Readonly<Record<string, number>>;

/** A story with its slots filled. */
export interface StoryText {
  headline: string;
  description: string;
  paragraphs: string[];
}

export function chooseSlots(story: Story, random: SeededRandom): SlotChoice {
  return Object.fromEntries(
    Object.entries(story.slots).map(([name, values]) => [name, random.below(values.length)]),
  );
}

/** The same choice but for the figure, which moves to the next value: what a correction corrects. */
export function correctFigure(story: Story, choice: SlotChoice): SlotChoice {
  const values = story.slots[story.figure] ?? [];
  return { ...choice, [story.figure]: ((choice[story.figure] ?? 0) + 1) % values.length };
}

export const figureOf = (story: Story, choice: SlotChoice): string =>
  fill(`{${story.figure}}`, story, choice);

export function textOfStory(story: Story, choice: SlotChoice): StoryText {
  return {
    headline: fill(story.headline, story, choice),
    description: fill(story.description, story, choice),
    paragraphs: story.paragraphs.map((paragraph) => fill(paragraph, story, choice)),
  };
}

export const updateOfStory = (story: Story, choice: SlotChoice): string => fill(story.update, story, choice);

/** Throws for a slot or a form that the story does not have: copy with a hole in it must not be published. */
function fill(template: string, story: Story, choice: SlotChoice): string {
  return template.replace(/\{(\w+)(?:\.(\w+))?\}/g, (written, name: string, form: string | undefined) => {
    const value = story.slots[name]?.[choice[name] ?? 0];
    const word = typeof value === 'string' ? value : form === undefined ? undefined : value?.[form];
    if (word === undefined || (typeof value === 'string' && form !== undefined)) {
      throw new Error(`story ${story.slug}: nothing to put for ${written}`);
    }
    return word;
  });
}
