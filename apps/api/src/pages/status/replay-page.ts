import type { ReplayResult, ReplaySkip } from '#store/replay.js';
import { REPLAY_SKIPS } from '#store/replay-skips.js';
import { type Html, html } from '../html.js';
import { count } from '../moment.js';
import { page } from '../page.js';

/** What replaying the dead letters of a destination would do, before it is done. */
export function replayPage(
  { id, name }: { id: string; name: string },
  { toSend, skipped }: ReplayResult,
): string {
  return page({
    title: `Replay ${name} – Korpu`,
    signedIn: true,
    main: html`<div class="narrow">
<h1>Replay dead deliveries of ${name}</h1>
<p>${count(toSend, 'delivery', 'deliveries')} to send. Delivery ids stay as they were, so that the partner can recognise
what it has already.</p>
${skipList(skipped)}
${toSend > 0 ? html`<form method="post" action="/acts/destinations/${id}/replay"><button class="deed">Replay ${toSend}</button> <a href="/">Leave them</a></form>` : html`<p><a href="/">Back to the status page</a></p>`}
</div>`,
  });
}

function skipList(skipped: ReplayResult['skipped']): Html | undefined {
  const rows = Object.entries(skipped) as [ReplaySkip, number][];
  if (rows.length === 0) return undefined;
  return html`<p>Not sent again:</p><ul>${rows.map(([why, n]) => html`<li>${n}: ${REPLAY_SKIPS[why]}</li>`)}</ul>`;
}
