import type { DestinationResource } from '../../rest/catalogue-resources.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';
import { count, duration, type Moments } from '../moment.js';
import { idOf, type Names } from '../names.js';
import { actForm } from './act-form.js';
import { LATE_SECONDS } from './health-of.js';

export function destinationTable(destinations: DestinationResource[], names: Names, moments: Moments): Html {
  if (destinations.length === 0)
    return html`<p class="quiet">No destination is configured yet. Add one under config/destinations.</p>`;
  return html`<table class="cards">
<thead><tr><th scope="col">Destination</th><th scope="col">State</th><th scope="col" class="number">Delivered</th>
<th scope="col">Last delivered</th><th scope="col" class="number">Waiting</th><th scope="col">Lag</th><th scope="col" class="number">Dead</th><th scope="col">Actions</th></tr></thead>
<tbody>${destinations.map((destination) => row(destination, names, moments))}</tbody>
</table>`;
}

function row(d: DestinationResource, names: Names, moments: Moments): Html {
  return html`<tr data-key="${d.id}">
<th scope="row">${d.name}<span class="quiet">${idOf(d) ?? `${names.partner(d.partnerId)}, ${d.format} by ${d.transport}`}</span>${feedAddress(d)}</th>
<td>${laneState(d, moments)}</td>
<td class="number" data-label="Delivered">${d.delivered.toLocaleString('en-GB')}</td>
<td data-label="Last delivered">${moments.element(d.lastDeliveredAt)}</td>
<td class="number" data-label="Waiting">${waiting(d)}${quietHours(d, moments)}</td>
<td data-label="Lag">${lag(d, moments)}</td>
<td class="number" data-label="Dead">${d.dead > 0 ? state('red', 'octagon', d.dead.toLocaleString('en-GB')) : 0}</td>
<td><div class="acts">${acts(d)}</div></td>
</tr>`;
}

/** What the partner must be told, beside its key. */
const feedAddress = ({ id, transport }: DestinationResource): Html | false =>
  transport === 'pull' &&
  html`<span class="quiet">read at <a href="/v1/destinations/${id}/feed"><code>/v1/destinations/${id}/feed</code></a></span>`;

function laneState(d: DestinationResource, moments: Moments): Html {
  const since = html`<span class="quiet">since ${moments.element(d.changedAt)}</span>`;
  const reason = d.reason && html`<span class="quiet">${d.reason}</span>`;
  if (d.state === 'paused') return html`${state('amber', 'pause', 'Paused')}${reason}${since}`;
  if (d.state === 'disabled') return html`${state('red', 'ban', 'Disabled')}${reason}${since}`;
  if (d.restsUntil && moments.secondsSince(d.restsUntil) < 0)
    return html`${state('blue', 'loop', 'Retrying')}<span class="quiet">${count(d.consecutiveFailures, 'failure')} in a row, next try ${moments.relative(d.restsUntil)}</span> <a href="/acts/destinations/${d.id}/resume">try now</a>`;
  if (d.consecutiveFailures > 0)
    return html`${state('blue', 'loop', 'Retrying')}<span class="quiet">${count(d.consecutiveFailures, 'failure')} in a row</span>`;
  // No data is not green: a lane that never delivered anything has proved nothing.
  if (!d.lastDeliveredAt) return state('quiet', 'question', 'Nothing delivered yet');
  return state('green', 'check', 'Normal');
}

function waiting(d: DestinationResource): Html | number {
  const all = d.pending + d.inFlight;
  return d.inFlight > 0 ? html`${all} <span class="quiet">${d.inFlight} on the way</span>` : all;
}

function quietHours(d: DestinationResource, moments: Moments): Html | false {
  return (
    d.quietUntil !== undefined &&
    d.pending > 0 &&
    html` <span class="quiet">quiet hours end ${moments.element(d.quietUntil)}</span>`
  );
}

function lag(d: DestinationResource, moments: Moments): Html {
  if (!d.oldestDueAt) return html`none`;
  const seconds = moments.secondsSince(d.oldestDueAt);
  if (seconds <= 0) return html`none`;
  return html`<span class="${seconds > LATE_SECONDS ? 'amber' : ''}">${duration(seconds)}</span>`;
}

/** A pull feed is read, not sent: to pause it does not shut it. */
const PULL_PAUSED =
  'The partner can still read what is in its feed. Nothing new comes into it, and nothing that is killed leaves it, before it is resumed.';

function acts(d: DestinationResource): (Html | false)[] {
  const path = `/acts/destinations/${d.id}`;
  const held = d.pending > 0 ? ` ${count(d.pending, 'delivery', 'deliveries')} held now will leave.` : '';
  const gate =
    d.state === 'open'
      ? actForm({
          action: `${path}/pause`,
          label: 'Pause',
          deed: `Pause ${d.name}`,
          effect:
            d.transport === 'webhook'
              ? 'Deliveries are held, none is dropped. Kills are held too.'
              : PULL_PAUSED,
          askReason: true,
        })
      : actForm({
          action: `${path}/resume`,
          label: 'Resume',
          deed: `Resume ${d.name}`,
          effect: `Deliveries leave again.${held}`,
          other: html`<a href="${path}/resume">Choose what leaves, and count it first</a>`,
        });
  // It shows first what would be sent and what would not.
  const replay = html`<a class="button" href="${path}/replay">${d.dead > 0 ? `Replay ${d.dead} dead…` : 'Replay…'}</a>`;
  const dismiss = d.dead > 0 && html`<a class="button" href="${path}/dismiss">Dismiss…</a>`;
  const keys = html`<a class="button" href="${path}/signing-keys">Keys…</a>`;
  return [gate, replay, dismiss, d.transport === 'webhook' && keys];
}
