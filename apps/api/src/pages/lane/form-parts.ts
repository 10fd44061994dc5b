import { type Html, html } from '../html.js';

export const faultNotice = (fault: string): Html =>
  html`<div class="notice amber" role="alert"><p>${fault}</p></div>`;

/** Times are how long ago, or with their zone: one without would be a guess. */
export const timeField = (name: string, label: string, value: string): Html =>
  html`<label>${label} <input name="${name}" value="${value}" maxlength="40" autocomplete="off" aria-describedby="${name}-hint">
<span class="quiet" id="${name}-hint">90m, 6h, 2d ago, or 2026-11-18T09:00Z; empty: no limit</span></label>`;

export const latestBox = (value: string): Html =>
  html`<label class="check"><input type="checkbox" name="latest"${value && html` checked`}> Of each item only the newest version</label>`;
