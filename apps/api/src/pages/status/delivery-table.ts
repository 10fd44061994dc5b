import type { DeliveryResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { pill, state } from '../icon.js';
import { count, type Moments } from '../moment.js';

export function deliveryTable(deliveries: DeliveryResource[], moments: Moments): Html {
  if (deliveries.length === 0)
    return html`<p class="quiet">Nothing was delivered yet. Deliveries appear here as soon as a feed brings an item that an agreement lets somebody have.</p>`;
  return html`<table class="cards">
<thead><tr><th scope="col">Time</th><th scope="col">Item</th><th scope="col">From and to</th><th scope="col">State</th><th scope="col">Decision</th></tr></thead>
<tbody>${deliveries.map((delivery) => row(delivery, moments))}</tbody>
</table>`;
}

function row(d: DeliveryResource, moments: Moments): Html {
  return html`<tr data-key="${d.id}"${d.kind === 'kill' && html` class="killed"`}>
<td>${moments.element(d.settledAt ?? d.createdAt)}</td>
<td>${d.kind === 'kill' && html`${pill('red', 'ban', 'Kill')} `}<a class="headline" href="/items/${d.itemId}"${d.language && html` lang="${d.language}"`}>${d.headline ?? `Item ${d.itemId}`}</a><span class="quiet">version ${d.version}${d.language && html` · ${d.language}`}</span></td>
<td data-label="From">${d.sourcePartnerId} <span class="quiet">to ${d.destinationId}</span></td>
<td>${deliveryState(d, moments)}</td>
<td data-label="Decision:">${decisionSentence(d)}</td>
</tr>`;
}

/** The state of one delivery, as an icon and words. */
export function deliveryState(
  d: Pick<DeliveryResource, 'state' | 'attempts' | 'code' | 'dueAt'>,
  moments: Moments,
): Html {
  switch (d.state) {
    case 'delivered':
      return html`${state('green', 'check', 'Delivered')}${d.attempts > 1 && html`<span class="quiet">at attempt ${d.attempts}</span>`}`;
    case 'dead':
      return html`${state('red', 'octagon', 'Dead')}<span class="quiet">${d.code ?? 'no reason kept'} after ${count(d.attempts, 'attempt')}</span>`;
    case 'superseded':
      return html`${state('quiet', 'arrow', 'Overtaken')}<span class="quiet">a newer version or a kill took its place</span>`;
    case 'in_flight':
      return state('blue', 'loop', 'On the way');
    case 'pending':
      if (d.attempts > 0)
        return html`${state('blue', 'loop', 'Retrying')}<span class="quiet">${d.code ?? ''} · next ${moments.relative(d.dueAt)}</span>`;
      return moments.secondsSince(d.dueAt) < 0
        ? html`${state('amber', 'clock', 'Held')}<span class="quiet">until ${moments.element(d.dueAt)}</span>`
        : state('blue', 'arrow', 'Waiting');
  }
}

/** Why this destination gets it, in one sentence. */
export function decisionSentence(d: Pick<DeliveryResource, 'kind' | 'agreementId' | 'grantId'>): Html {
  if (d.kind === 'kill') return html`Sent because it holds an earlier version.`;
  if (!d.agreementId) return html`Sent because it holds an earlier version, whatever the agreements say now.`;
  return html`Allowed by ${d.agreementId}, grant ${d.grantId ?? '–'}.`;
}
