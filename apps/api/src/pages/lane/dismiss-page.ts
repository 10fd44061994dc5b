import {
  DISMISSAL_STAYS,
  type DismissalRange,
  type DismissalStay,
  type Dismissed,
} from '#store/dismissal.js';
import type { DeliveryResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { count, type Moments } from '../moment.js';
import { page } from '../page.js';
import { deadLetterList } from './dead-letter-list.js';
import { type DeadCodes, deadOptions, faultNotice, timeField } from './form-parts.js';
import type { DismissForm, FormFault } from './lane-forms.js';

export interface DismissPageParts {
  destination: { id: string; name: string };
  form: DismissForm;
  /** What the form asks for, and what it would come to. */
  counted: { selection: DismissalRange; preview: Dismissed } | FormFault;
  codes: DeadCodes;
  /** The last ones, whatever the form asks for. */
  dead: readonly DeliveryResource[];
  moments: Moments;
}

/** Which dead letters a dismissal would settle, before it does. */
export function dismissPage({
  destination: { id, name },
  form,
  counted,
  codes,
  dead,
  moments,
}: DismissPageParts): string {
  const path = `/acts/destinations/${id}/dismiss`;
  return page({
    title: `Dismiss dead letters of ${name} – Korpu`,
    signedIn: true,
    main: html`<div class="narrow">
<h1>Dismiss dead letters of ${name}</h1>
<p>What is dismissed counts as dead no longer and cannot be replayed, nor are older versions of its item sent again. To the partner it was
never sent. What may still be sent is better <a href="/acts/destinations/${id}/replay">replayed</a>.</p>
${'fault' in counted ? faultNotice(counted.fault) : outcome(path, form, counted)}
<h2>Choose which</h2>
<form method="get" action="${path}" class="fields">
<label>What <select name="what">${deadOptions(form.what, codes)}</select></label>
${timeField('since', 'Dead since', form.since)}
${timeField('until', '… and until', form.until)}
<button>Count</button>
</form>
</div>
${deadLetterList(dead, moments)}`,
  });
}

function outcome(
  path: string,
  { what }: DismissForm,
  { selection, preview }: { selection: DismissalRange; preview: Dismissed },
): Html {
  const { since, until } = selection;
  const { dismissed } = preview;
  return html`<p><strong>${count(dismissed, 'dead letter')} to dismiss.</strong></p>
${stayList(preview)}
${
  dismissed > 0
    ? html`<form method="post" action="${path}" class="fields">
<input type="hidden" name="what" value="${what}">
${since && html`<input type="hidden" name="since" value="${since}">`}
${until && html`<input type="hidden" name="until" value="${until}">`}
<label>Why nothing is to be done about them; it stays with each <input name="reason" required maxlength="200"></label>
<p><button class="deed">Dismiss ${dismissed}</button> <a href="/">Leave them</a></p></form>`
    : html`<p><a href="/">Back to the status page</a></p>`
}`;
}

function stayList({ stay }: Dismissed): Html | undefined {
  const rows = Object.entries(stay) as [DismissalStay, number][];
  if (rows.length === 0) return undefined;
  return html`<p>Not dismissed:</p><ul>${rows.map(([why, n]) => html`<li>${n}: ${DISMISSAL_STAYS[why]}</li>`)}</ul>`;
}
