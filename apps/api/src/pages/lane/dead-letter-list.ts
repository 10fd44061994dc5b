import type { DeliveryResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { count, type Moments } from '../moment.js';
import { codeInWords } from '../status/delivery-words.js';

/** So many are shown; the API lists all of them. */
export const DEAD_LETTERS_SHOWN = 20;

/** What the last dead letters of a destination are, and what each died of: whoever settles them should know them. */
export function deadLetterList(dead: readonly DeliveryResource[], moments: Moments): Html | undefined {
  if (dead.length === 0) return undefined;
  return html`<h2>${dead.length < DEAD_LETTERS_SHOWN ? 'The dead letters' : `The last ${DEAD_LETTERS_SHOWN} dead letters`}</h2>
<ol class="timeline">${dead.map(
    (d) =>
      html`<li>${moments.element(d.settledAt)} <a href="/deliveries/${d.id}"${d.language && html` lang="${d.language}"`}>${d.headline ?? `Item ${d.itemId}`}</a>
<span class="quiet">${d.kind === 'kill' ? 'kill' : `version ${d.version}`}: ${d.code ? codeInWords(d.code) : 'no reason kept'}, ${d.attempts === 0 ? 'never sent' : `after ${count(d.attempts, 'attempt')}`}</span></li>`,
  )}</ol>`;
}
