import type { ReceiptResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';
import type { Moments } from '../moment.js';

const SIGNS = {
  received: state('green', 'check', 'Receipt: received'),
  published: state('green', 'check', 'Receipt: published'),
  rejected: state('red', 'ban', 'Receipt: rejected'),
};

/** What the partner said of a delivery. */
export function receiptLine({ status, at, url, reason }: ReceiptResource, moments: Moments): Html {
  return html`<span>${SIGNS[status]} ${moments.element(at)} ${url && html`<a href="${url}" rel="noreferrer nofollow">${url}</a>`} ${reason}</span>`;
}
