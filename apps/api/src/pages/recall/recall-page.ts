import type { RecallResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { icon } from '../icon.js';
import { count, type Moments } from '../moment.js';
import type { Names } from '../names.js';
import { page } from '../page.js';
import {
  ACKNOWLEDGED,
  confirmedOf,
  escalationOf,
  isOpen,
  isUrgent,
  opening,
  progressState,
  type RecallHolder,
  toTell,
} from './recall-words.js';

export interface RecallView {
  recall: RecallResource;
  names: Names;
}

/** One recall: who held the item, how far the kill has come with each, and the form with which a person confirms for one. */
export function recallPage({ recall, names }: RecallView, moments: Moments): string {
  const headline = recall.headline ?? `Item ${recall.itemId}`;
  return page({
    title: `Recall of ${headline} – Korpu`,
    signedIn: true,
    main: html`${banner(recall, moments)}
<h1>Recall of <a href="/items/${recall.itemId}"${recall.language && html` lang="${recall.language}"`}>${headline}</a></h1>
<p>${opening(recall, names, moments)}</p>
${recall.reason && html`<p><strong>Reason:</strong> ${recall.reason}</p>`}
<p class="quiet">guid <code>${recall.guid}</code> · kill is version ${recall.version} · recall ${recall.id}</p>
<p><a href="/recalls/${recall.id}/report">Report to print or hand on</a></p>
<h2>Who held it</h2>
${holderTable(recall, names, moments)}`,
  });
}

function banner(recall: RecallResource, moments: Moments): Html {
  const { holders, closedAt, takenOver } = recall;
  const done = `${confirmedOf(recall).length} of ${count(holders.length, 'holder')}`;
  if (takenOver)
    return html`<p class="notice">A later kill of the item has <a href="/items/${recall.itemId}">a recall of its own</a>; this one is over.</p>`;
  if (!isOpen(recall) && holders.length === 0)
    return html`<p class="notice green">${icon('check')} <strong>Nobody had it.</strong> There is nothing to remove.</p>`;
  if (!isOpen(recall))
    return html`<p class="notice green">${icon('check')} <strong>Gone everywhere.</strong> The last holder confirmed at ${moments.element(closedAt)}.</p>`;
  if (isUrgent(recall))
    return html`<p class="notice red">${icon('ban')} <strong>KILLED – remove now.</strong> Removal confirmed by ${done}.</p>`;
  return html`<p class="notice amber">${icon('clock')} <strong>Everyone has the kill.</strong> Removal confirmed by ${done}.</p>`;
}

function holderTable(recall: RecallResource, names: Names, moments: Moments): Html {
  if (recall.holders.length === 0) return html`<p class="quiet">Nobody ever received it.</p>`;
  return html`<table class="cards">
<thead><tr><th scope="col">Holder</th><th scope="col">Progress</th><th scope="col">Kill</th><th scope="col">Confirm by</th><th scope="col">Confirmations</th></tr></thead>
<tbody>${recall.holders.map((holder) => row(recall, holder, names, moments))}</tbody></table>`;
}

function row(recall: RecallResource, holder: RecallHolder, names: Names, moments: Moments): Html {
  const { destinationId, partnerId, transport, deliveryId, acknowledgedAt, confirmBy, confirmedAt } = holder;
  const escalation = escalationOf(holder);
  const late = !confirmedAt && moments.secondsSince(confirmBy) > 0;
  return html`<tr data-key="${destinationId}">
<th scope="row">${names.destination(destinationId)}${names.destination(destinationId) !== names.partner(partnerId) && html`<span class="quiet">${names.partner(partnerId)}</span>`}</th>
<td>${progressState(holder)}
${escalation && html`<span class="quiet">escalated at ${moments.element(holder.escalatedAt)}, on this page and in the log: ${escalation}${toTell(holder)}</span>`}
${holder.reminders > 0 && html`<span class="quiet">${count(holder.reminders, 'reminder')}, the last at ${moments.element(holder.remindedAt)}</span>`}</td>
<td data-label="Kill:">${deliveryId === undefined ? html`<span class="quiet">none</span>` : html`<a href="/deliveries/${deliveryId}">${acknowledgedAt ? ACKNOWLEDGED[transport] : 'delivery'}</a>${acknowledgedAt && html` ${moments.element(acknowledgedAt)}`}`}</td>
<td data-label="Confirm by:"><span class="${late ? 'red' : ''}">${moments.element(confirmBy)}</span></td>
<td>${confirmations(holder, moments)}${!recall.takenOver && confirmForm(recall, holder, names)}</td>
</tr>`;
}

function confirmations({ confirmations }: RecallHolder, moments: Moments): Html {
  if (confirmations.length === 0) return html`<span class="quiet">none yet</span>`;
  return html`<ul class="timeline">${confirmations.map(
    ({ at, way, by, url, note }) =>
      html`<li>${moments.element(at)} <span>${WAYS[way]} ${by}</span> ${url && html`<a href="${url}" rel="noreferrer nofollow">${url}</a>`} ${note && html`<span>${note}</span>`}</li>`,
  )}</ul>`;
}

export const WAYS = { api: 'by API,', link: 'by link,', administrator: 'entered by' } as const;

function confirmForm(recall: RecallResource, holder: RecallHolder, names: Names): Html {
  const name = names.destination(holder.destinationId);
  return html`<details class="act"><summary>${holder.confirmedAt ? 'Add to it' : 'Confirm for them'}</summary>
<form method="post" action="/recalls/${recall.id}/confirmations">
<p>For a newsroom that told you by telephone or mail that the item is gone.</p>
<input type="hidden" name="destinationId" value="${holder.destinationId}">
<label>Where it can be seen <input name="url" type="url" maxlength="2000" placeholder="https://"></label>
<label>Note: who said so, and how <input name="note" maxlength="1000" required></label>
<button class="deed">Confirm removal at ${name}</button>
</form></details>`;
}
