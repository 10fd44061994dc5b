import type { Resumed, Resumption } from '#store/lane-control.js';
import { type Html, html } from '../html.js';
import { count } from '../moment.js';
import { page } from '../page.js';
import { faultNotice, latestBox, timeField } from './form-parts.js';
import type { FormFault, ResumeForm } from './lane-forms.js';

export interface ResumePageParts {
  destination: { id: string; name: string; reason?: string | undefined };
  form: ResumeForm;
  /** What the form asks for, and what it would come to. */
  counted: { how: Resumption; held: Resumed } | FormFault;
}

/** What a resumption would let go, before it does. */
export function resumePage({ destination: { id, name, reason }, form, counted }: ResumePageParts): string {
  const path = `/acts/destinations/${id}/resume`;
  return page({
    title: `Resume ${name} – Korpu`,
    signedIn: true,
    main: html`<div class="narrow">
<h1>Resume ${name}</h1>
${reason && html`<p class="quiet">Held: ${reason}</p>`}
${'fault' in counted ? faultNotice(counted.fault) : outcome(path, counted)}
<h2>Choose what leaves</h2>
<form method="get" action="${path}" class="fields">
${timeField('since', 'Only what was decided since', form.since)}
${latestBox(form.latest)}
<button>Count</button>
</form>
<p class="quiet">What is left out becomes dead letters that can be replayed, or was overtaken. Kills and corrections of what the partner holds leave in any case.</p>
</div>`,
  });
}

function outcome(path: string, { how, held }: { how: Resumption; held: Resumed }): Html {
  if (held.rest)
    return html`<p>It rests after ${count(held.rest.failures, 'failure')}, and is tried again by itself.</p>
<form method="post" action="${path}"><button class="deed">Try now</button> <a href="/">Let it rest</a></form>`;
  if (held.state === 'open')
    return html`<p>It is open: nothing is held. <a href="/">Back to the status page</a></p>`;
  const { toSend, kills, later, skipped, overtaken, tooOld } = held;
  return html`<p><strong>${count(toSend, 'delivery', 'deliveries')} would leave${kills > 0 && `, ${count(kills, 'kill')} first`}${later > 0 && `; ${count(later, 'of them', 'of them')} later, when due`}.</strong></p>
${
  skipped + overtaken + tooOld > 0 &&
  html`<ul>
${skipped > 0 && html`<li>${skipped}: decided before, become dead letters</li>`}
${overtaken > 0 && html`<li>${overtaken}: a newer version waits</li>`}
${tooOld > 0 && html`<li>${tooOld}: too old by maxAgeSeconds, become dead letters</li>`}
</ul>`
}
<form method="post" action="${path}">
${how.since && html`<input type="hidden" name="since" value="${how.since}">`}
${how.latest && html`<input type="hidden" name="latest" value="on">`}
<button class="deed">Resume, ${toSend} leave</button> <a href="/">Leave it shut</a></form>`;
}
