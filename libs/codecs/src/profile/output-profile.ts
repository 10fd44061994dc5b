import type { NewsRecord } from '#news/record.js';

export const BODY_FORMS = ['xhtml', 'plain', 'none'] as const;
export const PICTURE_FORMS = ['in-text', 'by-reference'] as const;

/** What a receiver may do without. What says how an item may be used, and what it is, is never left out. */
export const LEAVABLE_FIELDS = [
  'subheadline',
  'slugline',
  'byline',
  'dateline',
  'description',
  'authors',
  'subjects',
  'genres',
  'places',
  'keywords',
  'urgency',
  'renditions',
  'links',
  'url',
] as const satisfies readonly (keyof NewsRecord)[];

/** How one receiver wants a format written, where it may be written in several ways: plain data. */
export interface OutputProfile {
  /**
   * `xhtml`: as it is. `plain`: paragraphs without markup, as plain text where the format has a place for it (newsml-g2,
   * ninjs, jsonfeed, atom). Default `xhtml`.
   */
  body?: (typeof BODY_FORMS)[number];
  /** `by-reference`: pictures are no part of the text and stand among the files alone. Default `in-text`. */
  pictures?: (typeof PICTURE_FORMS)[number];
  /** Fields of the record that are not written. */
  leaveOut?: (typeof LEAVABLE_FIELDS)[number][];
  /** Put before each headline, with a blank between. */
  headlinePrefix?: string;
  /** Aliases of schemes: subjects without a code of one of these are not written. Default: all are. */
  subjectSchemes?: string[];
}
