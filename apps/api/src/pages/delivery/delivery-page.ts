import type { AttemptResource, DeliveryResource } from '../../rest/ledger-resources.js';
import type { ReceiptResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';
import { count, type Moments } from '../moment.js';
import type { Lane, Names } from '../names.js';
import { page } from '../page.js';
import { decisionSentence, deliveryState } from '../status/delivery-list.js';
import { deliveryWords } from '../status/delivery-words.js';
import { receiptLine } from './receipt-line.js';

export interface DeliveryView {
  delivery: DeliveryResource;
  /** The first first. */
  attempts: AttemptResource[];
  /** The first first. */
  receipts: ReceiptResource[];
  names: Names;
  /** That of the destination, if it is still configured. */
  lane: Lane | undefined;
}

/** One delivery: what goes where and why, and what the partner answered to each attempt. */
export function deliveryPage(
  { delivery: d, attempts, receipts, names, lane }: DeliveryView,
  moments: Moments,
): string {
  const to = names.destination(d.destinationId);
  const headline = d.headline ?? `Item ${d.itemId}`;
  const what = d.kind === 'kill' ? 'The kill of' : `Version ${d.version} of`;
  return page({
    title: `Delivery to ${to} – Korpu`,
    signedIn: true,
    main: html`<h1>${what} <a href="/items/${d.itemId}"${d.language && html` lang="${d.language}"`}>${headline}</a></h1>
<p class="quiet">from ${names.partner(d.sourcePartnerId)} to ${to} · delivery ${d.id}${d.sequence !== undefined && ` · sequence ${d.sequence}`}</p>
<p>${deliveryState(d, moments, lane)}${d.settledAt && html` ${moments.element(d.settledAt)}`}${d.deliveredAt && d.deliveredAt !== d.settledAt && html` <span class="quiet">· first delivered ${moments.element(d.deliveredAt)}</span>`}</p>
<p>${decisionSentence(d)}${d.withoutRenditions.length > 0 && ` It goes without ${count(d.withoutRenditions.length, 'file')} not granted.`}</p>
<p class="quiet">Decided ${moments.element(d.createdAt)} · due ${moments.element(d.dueAt)}${d.pickedUpAt && html` · picked up ${moments.element(d.pickedUpAt)}`}</p>
${d.ambiguous && html`<p class="notice amber">An attempt ended without a clear answer: the partner may have it, and knows a repeat by its delivery id.</p>`}
${receipts.map((receipt) => html`<p>${receiptLine(receipt, moments)}</p>`)}
<h2>Attempts</h2>
${attemptTable(d, attempts, moments)}`,
  });
}

function attemptTable(d: DeliveryResource, attempts: AttemptResource[], moments: Moments): Html {
  if (attempts.length === 0 && d.attempts === 0) return html`<p class="quiet">None yet.</p>`;
  if (attempts.length === 0)
    return html`<p class="quiet">${count(d.attempts, 'attempt')} made; what was sent and answered is no longer kept.</p>`;
  return html`<table class="cards">
<thead><tr><th scope="col">Began</th><th scope="col">Outcome</th><th scope="col" class="number">Took</th><th scope="col" class="number">Sent</th><th scope="col">Request and answer</th></tr></thead>
<tbody>${attempts.map((attempt) => attemptRow(attempt, moments))}</tbody></table>`;
}

function attemptRow(attempt: AttemptResource, moments: Moments): Html {
  const { milliseconds, bodyBytes, bodySha256, requestHeaders, answer } = attempt;
  const headers = Object.entries(requestHeaders).map(([name, value]) => `${name}: ${value}\n`);
  return html`<tr><th scope="row">${moments.element(attempt.startedAt)}</th>
<td>${outcome(attempt)}</td>
<td class="number" data-label="Took">${milliseconds.toLocaleString('en-GB')} ms</td>
<td class="number" data-label="Sent">${bodyBytes.toLocaleString('en-GB')} bytes</td>
<td><details><summary>${answer === '' ? 'No text in the answer' : firstLine(answer)}</summary>
<h3>Answer</h3><pre tabindex="0">${answer === '' ? '(empty)' : answer}</pre>
<h3>Request headers, without secrets</h3><pre tabindex="0">${headers.length > 0 ? headers : '(none)'}</pre>
${bodySha256 && html`<p class="quiet">SHA-256 of the body <code>${bodySha256}</code></p>`}</details></td></tr>`;
}

function outcome({ code, status, settled, repeat }: AttemptResource): Html {
  const delivered = code === 'delivery.delivered';
  const said = deliveryWords(code);
  const words = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  const sign = delivered ? state('green', 'check', words) : state('red', 'octagon', words);
  return html`${sign} <span class="quiet">${status !== undefined && !said.endsWith(`HTTP ${status}`) && `HTTP ${status}, `}<code>${code}</code></span>${!settled && html`<span class="quiet">its worker had lost the lease: another attempt decided</span>`}${repeat && html`<span class="quiet">the kill, sent once more after it was acknowledged: a version could still arrive behind it</span>`}`;
}

const LONGEST_SUMMARY = 80;

function firstLine(answer: string): string {
  const line = answer.trim().split('\n', 1)[0] ?? '';
  return line.length > LONGEST_SUMMARY ? `${line.slice(0, LONGEST_SUMMARY)}…` : line;
}
