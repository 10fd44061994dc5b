import { STATUS_JS } from '../assets.js';
import { type Html, html } from '../html.js';
import { icon } from '../icon.js';
import type { Moments } from '../moment.js';
import { lanesOf } from '../names.js';
import { page } from '../page.js';
import { isUrgent } from '../recall/recall-words.js';
import { deliveryList } from './delivery-list.js';
import { destinationTable } from './destination-table.js';
import { exchangeMatrix } from './exchange-matrix.js';
import { feedTable } from './feed-table.js';
import { type Health, healthOf } from './health-of.js';
import { namesOf, type Overview } from './overview.js';
import { recallList } from './recall-list.js';

const HEADINGS = {
  kills: 'Kills',
  exchange: 'Who sends to whom',
  destinations: 'Destinations',
  feeds: 'Feeds',
  deliveries: 'Latest deliveries',
} as const;

/** The parts of the page that change, by element id; the page is made of them, and the live update replaces them. */
export function fragmentsOf(
  overview: Overview,
  moments: Moments,
): Record<'sentence' | keyof typeof HEADINGS, Html> {
  const names = namesOf(overview);
  return {
    sentence: sentence(healthOf(overview, moments), moments),
    kills: recallList(overview.recalls, names, moments),
    exchange: exchangeMatrix(overview.summary),
    destinations: destinationTable(overview.destinations, names, moments),
    feeds: feedTable(overview.feeds, names, moments),
    deliveries: deliveryList(overview.latest, names, moments, lanesOf(overview.destinations)),
  };
}

/** The title of the tab says what a person who looks elsewhere must know. */
export function titleOf(overview: Overview): string {
  const open = overview.recalls.filter(isUrgent).length;
  return open > 0 ? `(${open}) KILL – Korpu` : 'Korpu status';
}

export function statusPage(overview: Overview, moments: Moments): string {
  const fragments = fragmentsOf(overview, moments);
  const sections = Object.entries(HEADINGS) as [keyof typeof HEADINGS, string][];
  return page({
    title: titleOf(overview),
    script: STATUS_JS,
    signedIn: true,
    main: html`<div id="sentence">${fragments.sentence}</div>
${sections.map(([id, heading]) => html`<h2 id="${id}-heading">${heading}</h2><section id="${id}" aria-labelledby="${id}-heading">${fragments[id]}</section>`)}`,
  });
}

const ICONS = { green: 'check', amber: 'clock', red: 'octagon', quiet: 'question' } as const;

function sentence(health: Health, moments: Moments): Html {
  return html`<h1 class="sentence"><span class="${health.tone}">${icon(ICONS[health.tone])}</span>${health.sentence}</h1>
${health.problems.length > 0 && html`<ul class="problems">${health.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`}
<p class="quiet">As of ${moments.element(moments.now.toISOString())}.</p>`;
}
