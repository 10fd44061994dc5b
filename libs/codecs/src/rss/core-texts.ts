import type { Link } from '#news/record.js';

/** Texts whose meaning depends on what else the item has. */
export interface CoreTexts {
  guid?: string;
  permalink?: string;
  link?: string;
  /** Absolute addresses of pages that Atom's links lead to. */
  alternates?: Omit<Link, 'rel'>[];
  originalLink?: string;
  originalEnclosure?: string;
  description?: string;
  descriptionBase?: string;
  fullText?: string;
  fullTextBase?: string;
}
