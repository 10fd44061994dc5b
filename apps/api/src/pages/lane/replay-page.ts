import type { ReplayRange, ReplayResult, ReplaySkip } from '#store/replay.js';
import { whySkipped } from '#store/replay-skips.js';
import type { DeliveryResource } from '../../rest/ledger-resources.js';
import type { ReplayResource } from '../../rest/replay-resources.js';
import { type Html, html } from '../html.js';
import { count, type Moments } from '../moment.js';
import { page } from '../page.js';
import { deadLetterList } from './dead-letter-list.js';
import { type DeadCodes, deadOptions, faultNotice, latestBox, timeField } from './form-parts.js';
import type { FormFault, ReplayForm } from './lane-forms.js';

export interface ReplayPageParts {
  destination: { id: string; name: string };
  form: ReplayForm;
  /** What the form asks for, and what it would come to. */
  counted: { selection: ReplayRange; preview: ReplayResult } | FormFault;
  codes: DeadCodes;
  /** The last dead letters, whatever the form asks for. */
  dead: readonly DeliveryResource[];
  /** The last ones of the destination. */
  replays: readonly ReplayResource[];
  moments: Moments;
}

/** What a replay would do, before it is done, and how far the last ones are. */
export function replayPage({
  destination: { id, name },
  form,
  counted,
  codes,
  dead,
  replays,
  moments,
}: ReplayPageParts): string {
  const path = `/acts/destinations/${id}/replay`;
  return page({
    title: `Replay ${name} – Korpu`,
    signedIn: true,
    main: html`<div class="narrow">
<h1>Replay to ${name}</h1>
${'fault' in counted ? faultNotice(counted.fault) : outcome(path, form, counted)}
<h2>Choose what is sent again</h2>
<form method="get" action="${path}" class="fields">
<label>What <select name="what">${deadOptions(form.what, codes, [['settled', 'Everything, delivered or dead']])}</select></label>
${timeField('since', 'Settled since', form.since)}
${timeField('until', '… and until', form.until)}
${latestBox(form.latest)}
<button>Count</button>
</form>
</div>
${deadLetterList(dead, moments)}
${replays.length > 0 && replayTable(replays, moments)}`,
  });
}

function outcome(
  path: string,
  { what }: ReplayForm,
  { selection, preview }: { selection: ReplayRange; preview: ReplayResult },
): Html {
  const { since, until, latest } = selection;
  const { toSend } = preview;
  return html`<p><strong>${count(toSend, 'delivery', 'deliveries')} to send.</strong> Delivery ids stay as they were, so that the partner can recognise
what it has already.</p>
${skipList(preview)}
${
  toSend > 0
    ? html`<form method="post" action="${path}">
<input type="hidden" name="what" value="${what}">
${since && html`<input type="hidden" name="since" value="${since}">`}
${until && html`<input type="hidden" name="until" value="${until}">`}
${latest && html`<input type="hidden" name="latest" value="on">`}
<button class="deed">Replay ${toSend}</button> <a href="/">Leave them</a></form>`
    : html`<p><a href="/">Back to the status page</a></p>`
}`;
}

function skipList({ skipped, formerAgreements }: ReplayResult): Html | undefined {
  const rows = Object.entries(skipped) as [ReplaySkip, number][];
  if (rows.length === 0) return undefined;
  return html`<p>Not sent again:</p><ul>${rows.map(([why, n]) => html`<li>${n}: ${whySkipped(why, formerAgreements)}</li>`)}</ul>`;
}

const STATES = { selecting: 'Being selected', sending: 'Being sent', settled: 'Settled' } as const;

function replayTable(replays: readonly ReplayResource[], moments: Moments): Html {
  return html`<h2>The last replays</h2>
<table class="cards">
<thead><tr><th scope="col">Replay</th><th scope="col">State</th><th scope="col" class="number">To send</th><th scope="col" class="number">Waiting</th>
<th scope="col" class="number">Delivered</th><th scope="col" class="number">Dead</th><th scope="col" class="number">Overtaken</th></tr></thead>
<tbody>${replays.map(
    (replay) => html`<tr>
<th scope="row">${replay.id}<span class="quiet">${selectionWords(replay.selection)}, begun ${moments.element(replay.begunAt)}</span></th>
<td>${STATES[replay.state]}</td>
<td class="number" data-label="To send">${replay.toSend}</td>
<td class="number" data-label="Waiting">${replay.waiting + replay.retrying + replay.inFlight}</td>
<td class="number" data-label="Delivered">${replay.delivered}</td>
<td class="number" data-label="Dead">${replay.dead}</td>
<td class="number" data-label="Overtaken">${replay.superseded + replay.elsewhere}</td>
</tr>`,
  )}</tbody></table>
<p class="quiet">Counted every few seconds.</p>`;
}

function selectionWords({
  deliveryIds,
  dead,
  code,
  since,
  until,
  latest,
}: ReplayResource['selection']): string {
  if (deliveryIds) return count(deliveryIds.length, 'delivery', 'deliveries');
  const parts = [
    dead ? `dead letters${code ? ` of ${code}` : ''}` : 'everything',
    ...(since ? [`since ${since}`] : []),
    ...(until ? [`until ${until}`] : []),
    ...(latest ? ['the newest versions'] : []),
  ];
  return parts.join(', ');
}
