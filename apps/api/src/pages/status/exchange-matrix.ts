import type { ExchangeSummaryResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';

const NONE = state('violet', 'lock', 'no agreement');
const ENDED = state('violet', 'lock', 'no agreement any more');

/**
 * Who gives to whom, with what was delivered. A pair without an agreement is hatched and says so in words,
 * with what was delivered while there still was one.
 */
export function exchangeMatrix({ partners, pairs }: ExchangeSummaryResource): Html {
  if (partners.length === 0)
    return html`<p class="quiet">No partner is configured yet. Add one under config/partners.</p>`;
  const find = (from: string, to: string) => pairs.find((pair) => pair.from === from && pair.to === to);
  const nameOf = (id: string) => partners.find((partner) => partner.id === id)?.name ?? id;
  const cell = (from: string, to: string): Html => {
    if (from === to) return html`<td class="self"><span class="unseen">same partner</span></td>`;
    const pair = find(from, to);
    if (pair?.permitted) return html`<td>${pair.delivered.toLocaleString('en-GB')}</td>`;
    if (pair && pair.delivered > 0)
      return html`<td class="forbidden">${pair.delivered.toLocaleString('en-GB')} before ${ENDED}</td>`;
    return html`<td class="forbidden" title="No agreement lets ${nameOf(from)} give to ${nameOf(to)}">${NONE}</td>`;
  };
  return html`<div class="scroll"><table class="matrix${partners.length <= 4 && ' few'}">
<caption>Deliveries of items made so far, each version to each destination: rows give, columns receive.</caption>
<thead><tr><th scope="col">From \\ To</th>${partners.map((to) => html`<th scope="col">${to.name}</th>`)}</tr></thead>
<tbody>${partners.map((from) => html`<tr><th scope="row">${from.name}</th>${partners.map((to) => cell(from.id, to.id))}</tr>`)}</tbody>
</table></div>`;
}
