import { type Html, html } from '../html.js';

export interface Act {
  /** Where the form goes; the page's own route, so that it works without a script. */
  action: string;
  /** The deed in words: `Pause khabar-webhook`, `Replay 43 dead`. */
  deed: string;
  /** What the closed control says; shorter. */
  label: string;
  /** A sentence on what will happen. */
  effect?: string;
  /** Another way, beside it. */
  other?: Html;
  /** Asks for one under these words; `true` = the usual ones. */
  askReason?: boolean | string;
}

/** An act with its confirmation: nothing happens before the form inside is sent. */
export function actForm({ action, deed, label, effect, other, askReason }: Act): Html {
  return html`<details class="act"><summary>${label}</summary>
<form method="post" action="${action}">
${effect && html`<p>${effect}</p>`}
${askReason && html`<label>${askReason === true ? 'Reason, for whoever is on duty next' : askReason} <input name="reason" required maxlength="200"></label>`}
<button class="deed">${deed}</button>
${other}
</form></details>`;
}
