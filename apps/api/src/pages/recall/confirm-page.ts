import type { Instant } from '#news/record.js';
import type { RecallResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { icon } from '../icon.js';
import type { Moments } from '../moment.js';
import { page } from '../page.js';

export interface ConfirmView {
  /** Of its holders only the one whose link it is. */
  recall: RecallResource;
  destination: string;
  source: string;
  token: string;
}

/** What a link in a kill opens: it asks, and changes nothing until the answer is sent. */
export function confirmPage({ recall, destination, source, token }: ConfirmView, moments: Moments): string {
  const headline = recall.headline ?? recall.guid;
  const [holder] = recall.holders;
  return page({
    title: 'Confirm a removal – Korpu',
    signedIn: false,
    main: html`<div class="narrow">
<p class="notice red">${icon('ban')} <strong>KILLED – remove now.</strong></p>
<h1${recall.language && html` lang="${recall.language}"`}>${headline}</h1>
<p>${openingOf(recall, source, moments)} Remove every version of it: the page, social media, archives, whatever else was made of it.</p>
${recall.reason && html`<p><strong>Reason:</strong> ${recall.reason}</p>`}
<p class="quiet">guid <code>${recall.guid}</code></p>
${holder?.confirmedAt && html`<p class="notice green">${icon('check')} Confirmed for ${destination} at ${moments.element(holder.confirmedAt)}. You may add to it.</p>`}
<form method="post" action="/confirm/${token}">
<p><label>Your name <input name="by" required maxlength="100" autocomplete="name"></label></p>
<p><label>Where the removal can be seen, if anywhere <input name="url" type="url" maxlength="2000" placeholder="https://"></label></p>
<p><label>Note, if there is something to say <input name="note" maxlength="1000"></label></p>
<button class="deed">Confirm: ${destination} has removed it</button>
</form>
</div>`,
  });
}

/** To a partner, whoever asked for the recall speaks for the exchange. */
const openingOf = ({ openedBy, openedAt }: RecallResource, source: string, moments: Moments): Html =>
  openedBy === undefined
    ? html`${source} took this item back at ${moments.element(openedAt)}.`
    : html`The operator of the exchange took this item back at ${moments.element(openedAt)}; it is from ${source}.`;

/** The receipt of a confirmation. */
export function confirmedPage({ recall, destination }: ConfirmView, at: Instant, moments: Moments): string {
  return page({
    title: 'Removal confirmed – Korpu',
    signedIn: false,
    main: html`<div class="narrow">
<p class="notice green" role="status">${icon('check')} <strong>Thank you.</strong> The removal is confirmed for ${destination} at ${moments.element(at)}.</p>
<h1${recall.language && html` lang="${recall.language}"`}>${recall.headline ?? recall.guid}</h1>
<p class="quiet">guid <code>${recall.guid}</code> · recall ${recall.id}</p>
</div>`,
  });
}
