import type { RecallResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { pill } from '../icon.js';
import { count, duration, type Moments } from '../moment.js';
import type { Names } from '../names.js';
import {
  confirmedOf,
  escalationOf,
  isOpen,
  isUrgent,
  opening,
  progressState,
  type RecallHolder,
} from '../recall/recall-words.js';

export function recallList(recalls: RecallResource[], names: Names, moments: Moments): Html {
  if (recalls.length === 0) return html`<p class="quiet">No open kills.</p>`;
  return html`${recalls.map((recall) => notice(recall, names, moments))}`;
}

function notice(recall: RecallResource, names: Names, moments: Moments): Html {
  const urgent = isUrgent(recall);
  const open = isOpen(recall);
  const mark = urgent
    ? html`<strong>KILLED – remove now</strong>`
    : pill(open ? 'amber' : 'red', 'ban', 'Killed');
  return html`<section class="notice ${urgent ? 'red' : open ? 'open' : 'quiet'}" data-key="${recall.itemId}/${recall.version}">
<p class="sentence">${mark}
<a href="/recalls/${recall.id}"${recall.language && html` lang="${recall.language}"`}>${recall.headline ?? `Item ${recall.itemId}`}</a></p>
<p>${opening(recall, names, moments)} ${confirmed(recall)}</p>
${open && html`<ul class="holders">${recall.holders.map((holder) => line(holder, names))}</ul>`}
</section>`;
}

function confirmed(recall: RecallResource): string {
  if (recall.holders.length === 0) return 'Nobody had it.';
  const done = `Removal confirmed by ${confirmedOf(recall).length} of ${count(recall.holders.length, 'holder')}`;
  if (!recall.closedAt) return `${done}.`;
  const seconds = (Date.parse(recall.closedAt) - Date.parse(recall.openedAt)) / 1000;
  return `${done} within ${seconds < 1 ? 'a second' : duration(seconds)}.`;
}

function line(holder: RecallHolder, names: Names): Html {
  const escalation = escalationOf(holder);
  return html`<li>${names.destination(holder.destinationId)}: ${progressState(holder)}${escalation && holder.progress !== 'confirmed' && html` <span>(${escalation})</span>`}</li>`;
}
