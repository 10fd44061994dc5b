import { type Html, html } from '../html.js';
import { deliveryWords } from '../status/delivery-words.js';

export const faultNotice = (fault: string): Html =>
  html`<div class="notice amber" role="alert"><p>${fault}</p></div>`;

/** Of what the dead letters died, the most first. */
export type DeadCodes = readonly { code: string; count: number }[];

export function deadOptions(chosen: string, codes: DeadCodes, others: [string, string][] = []): Html[] {
  const all = codes.reduce((sum, { count: n }) => sum + n, 0);
  const options: [string, string][] = [
    ['dead', `All dead letters (${all.toLocaleString('en-GB')})`],
    ...codes.map(({ code, count: n }): [string, string] => [
      `dead:${code}`,
      `Dead: ${deliveryWords(code)} – ${code} (${n.toLocaleString('en-GB')})`,
    ]),
    ...others,
  ];
  return options.map(
    ([value, label]) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
  );
}

/** Times are how long ago, or with their zone: one without would be a guess. */
export const timeField = (name: string, label: string, value: string): Html =>
  html`<label>${label} <input name="${name}" value="${value}" maxlength="40" autocomplete="off" aria-describedby="${name}-hint">
<span class="quiet" id="${name}-hint">90m, 6h, 2d ago, or 2026-11-18T09:00Z; empty: no limit</span></label>`;

export const latestBox = (value: string): Html =>
  html`<label class="check"><input type="checkbox" name="latest"${value && html` checked`}> Of each item only the newest version</label>`;
