import { type Html, html } from './html.js';

// 16 × 16, drawn with strokes in the colour of the text; always beside a word, so hidden from screen readers.
const PATHS = {
  check: html`<path d="M3 8.5l3.5 3.5L13 4.5"/>`,
  pause: html`<path d="M5.5 3.5v9M10.5 3.5v9"/>`,
  octagon: html`<path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.5M8 11v.1"/>`,
  loop: html`<path d="M13 6.5A5.2 5.2 0 003.2 5M3 9.5A5.2 5.2 0 0012.8 11M13 3v3.5H9.5M3 13V9.5h3.5"/>`,
  clock: html`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`,
  lock: html`<path d="M4 7.5h8v6H4zM5.5 7.5v-2a2.5 2.5 0 015 0v2"/>`,
  ban: html`<circle cx="8" cy="8" r="6"/><path d="M3.8 3.8l8.4 8.4"/>`,
  question: html`<circle cx="8" cy="8" r="6"/><path d="M6.3 6.2c.2-2.2 3.6-2 3.4.1-.1 1.3-1.7 1.4-1.7 2.5M8 11v.1"/>`,
  arrow: html`<path d="M3 8h9M8.5 4L12.5 8l-4 4"/>`,
} as const;

export type IconName = keyof typeof PATHS;

export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;

/** Red act, amber wait, violet not for you, blue moving, green done. */
export type Tone = 'red' | 'amber' | 'violet' | 'blue' | 'green' | 'quiet';

/** A delivery's or lane's state: outlined icon and word. */
export const state = (tone: Tone, name: IconName, word: string): Html =>
  html`<span class="state ${tone}">${icon(name)}${word}</span>`;

/** An item's status: filled, icon and word. */
export const pill = (tone: Tone, name: IconName, word: string): Html =>
  html`<span class="pill ${tone}">${icon(name)}${word}</span>`;
