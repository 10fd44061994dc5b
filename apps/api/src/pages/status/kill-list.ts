import type { KillResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { pill } from '../icon.js';
import { count, duration, type Moments } from '../moment.js';
import type { Names } from '../names.js';
import { isMissing, isOpen } from './overview.js';

export function killList(kills: KillResource[], names: Names, moments: Moments): Html {
  if (kills.length === 0) return html`<p class="quiet">No open kills.</p>`;
  return html`${kills.map((kill) => killNotice(kill, names, moments))}`;
}

function killNotice(kill: KillResource, names: Names, moments: Moments): Html {
  const done = kill.holders.filter((holder) => holder.state === 'delivered');
  const open = isOpen(kill);
  const lastAt = Math.max(...done.map((holder) => Date.parse(holder.deliveredAt ?? kill.receivedAt)));
  const seconds = (lastAt - Date.parse(kill.receivedAt)) / 1000;
  return html`<section class="notice ${open ? 'red' : 'quiet'}" data-key="${kill.itemId}/${kill.version}">
<p class="sentence">${open ? html`<strong>KILLED – remove now</strong>` : pill('red', 'ban', 'Killed')}
<a href="/items/${kill.itemId}"${kill.language && html` lang="${kill.language}"`}>${kill.headline ?? `Item ${kill.itemId}`}</a></p>
<p>${names.partner(kill.sourcePartnerId)} killed it at ${moments.element(kill.receivedAt)}. Confirmed by ${done.length} of ${count(kill.holders.length, 'holder')}${!open && done.length > 0 && ` within ${seconds < 1 ? 'a second' : duration(seconds)}`}.</p>
${open && html`<ul>${kill.holders.filter(isMissing).map((holder) => missing(holder, names))}</ul>`}
</section>`;
}

function missing(holder: KillResource['holders'][number], names: Names): Html {
  const name = names.destination(holder.destinationId);
  if (holder.laneState !== 'open')
    return html`<li>${name}: ${holder.laneState}, so the kill is held. Call the newsroom.</li>`;
  if (holder.state === 'dead') return html`<li>${name}: not delivered and given up. Call the newsroom.</li>`;
  return html`<li>${name}: ${holder.state === 'in_flight' ? 'on the way' : 'waiting'}</li>`;
}
