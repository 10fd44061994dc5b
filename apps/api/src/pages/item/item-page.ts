import type { Refusal } from '#agreements/agreement.js';
import { refusalInWords } from '#agreements/explain.js';
import type {
  DecisionResource,
  DeliveryResource,
  ItemResource,
  ItemVersionResource,
  SameStoryResource,
} from '../../rest/ledger-resources.js';
import type { RecallResource, ReceiptResource } from '../../rest/recall-resources.js';
import { receiptLine } from '../delivery/receipt-line.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';
import { count, type Moments } from '../moment.js';
import type { Lanes, Names } from '../names.js';
import { page } from '../page.js';
import { actForm } from '../status/act-form.js';
import { deliveryState } from '../status/delivery-list.js';
import { itemBanners } from './item-banners.js';

export interface ItemView {
  item: ItemResource;
  /** The newest first. */
  versions: ItemVersionResource[];
  decisions: DecisionResource[];
  deliveries: DeliveryResource[];
  /** How many attempts of each delivery are kept, by its id. */
  attemptCounts: ReadonlyMap<number, number>;
  story: SameStoryResource;
  /** The newest first. */
  recalls: RecallResource[];
  receipts: ReceiptResource[];
  names: Names;
  lanes: Lanes;
}

/** One item: what it is, what became of each version, and who decided what. */
export function itemPage(view: ItemView, moments: Moments): string {
  const { item } = view;
  // A kill often comes without the headline that it takes back.
  const named = item.headline ? item : view.versions.map(({ record }) => record).find(hasHeadline);
  const title = named?.headline ?? `Item ${item.id}`;
  const lang = named?.language && html` lang="${named.language}"`;
  return page({
    title: `${title} – Korpu`,
    signedIn: true,
    main: html`${itemBanners(item, view.versions[0]?.record, moments)}
<h1${lang}>${title}</h1>
<p class="quiet">${item.itemClass} from ${view.names.partner(item.partnerId)} by feed ${item.feedId} · version ${item.version}${item.language && ` · ${item.language}`} · ${count(item.wordCount, 'word')} · received ${moments.element(item.updatedAt)}</p>
${subjects(item)}<p class="quiet">guid <code>${item.guid}</code></p>
${recalls(view)}
<h2>Who gets it</h2>
${decisionTable(view, moments)}
<h2>Versions</h2>
${view.versions.map((version) => versionDetails(version, moments))}
<h2>Deliveries</h2>
${deliveryTimeline(view, moments)}
<h2>The same story elsewhere</h2>
${sameStory(view, moments)}`,
  });
}

const hasHeadline = ({ headline }: ItemVersionResource['record']): boolean => !!headline;

function subjects({ subjects }: ItemResource): Html | undefined {
  if (subjects.length === 0) return undefined;
  const named = subjects.map(
    ({ name, language, qcode, uri }) =>
      html`<li><span${language && html` lang="${language}"`}>${name ?? qcode ?? uri}</span>${name && qcode && html` <code>${qcode}</code>`}</li>`,
  );
  return html`<p class="quiet">Subjects</p><ul class="quiet">${named}</ul>`;
}

/** What was taken back has its recalls; anything else can be taken back here. */
function recalls({ item, recalls }: ItemView): Html {
  const links = recalls.map(
    ({ id, version, closedAt }) =>
      html`<p><a href="/recalls/${id}">Recall ${id}</a>, by version ${version}: ${closedAt ? 'over' : 'open'}</p>`,
  );
  if (item.pubStatus === 'canceled') return html`${links}`;
  const form = actForm({
    action: `/acts/items/${item.id}/recall`,
    label: 'Recall',
    deed: 'Kill it everywhere',
    effect: 'A kill goes at once to everyone who ever received any version. It cannot be undone.',
    askReason: 'Reason, for every newsroom that has it',
  });
  return html`${links}<div class="acts">${form}</div>`;
}

function decisionTable({ item, decisions, deliveries, names, lanes }: ItemView, moments: Moments): Html {
  const latest = new Map<string, DecisionResource>();
  for (const decision of decisions)
    if (!latest.has(decision.destinationId)) latest.set(decision.destinationId, decision);
  if (latest.size === 0) return html`<p class="quiet">Nothing was decided yet.</p>`;
  const rows = [...latest.values()].sort((a, b) => a.destinationId.localeCompare(b.destinationId, 'en'));
  return html`<table class="cards">
<thead><tr><th scope="col">Destination</th><th scope="col">Verdict</th><th scope="col">Delivery</th></tr></thead>
<tbody>${rows.map((decision) => {
    const delivery = deliveries.find((d) => d.destinationId === decision.destinationId);
    return html`<tr><th scope="row">${names.destination(decision.destinationId)}</th>
<td>${verdict(decision, names.partner(item.partnerId), names.receiver(decision.destinationId))}<details><summary>Why, clause by clause</summary>${trace(decision)}</details></td>
<td data-label="Delivery:">${delivery ? deliveryState(delivery, moments, lanes.get(delivery.destinationId)) : html`<span class="quiet">none</span>`}</td></tr>`;
  })}</tbody></table>`;
}

function verdict(decision: DecisionResource, sender: string, receiver: string): Html {
  if (decision.allow && !decision.agreementId)
    return html`${state('green', 'check', 'Owed')}<span class="quiet">it holds an earlier version, whatever the agreements say now</span>`;
  if (decision.allow)
    return html`${state('green', 'check', 'Allowed')}<span class="quiet">by ${decision.agreementId}, grant ${decision.grantId}</span>`;
  const { reason = 'no-agreement', detail = '' } = decision;
  const words = refusalInWords(reason as Refusal, detail, { sender, receiver });
  return html`${state('violet', 'lock', 'Refused')}<span class="quiet">${words} (<code>${reason}</code>)</span>`;
}

const STEP = {
  passed: state('green', 'check', 'passed'),
  failed: state('violet', 'lock', 'failed'),
  noted: state('quiet', 'arrow', 'noted'),
};

function trace(decision: DecisionResource): Html {
  return html`<ol class="timeline">${decision.trace.map(
    (step) => html`<li>${STEP[step.outcome]} <code>${step.clause}</code> <span>${step.detail}</span></li>`,
  )}</ol>`;
}

function versionDetails(version: ItemVersionResource, moments: Moments): Html {
  return html`<details><summary>Version ${version.version}: ${version.change}, received ${moments.element(version.receivedAt)}</summary>
<pre tabindex="0">${JSON.stringify(version.record, null, 2)}</pre></details>`;
}

function deliveryTimeline(
  { deliveries, attemptCounts, receipts, names, lanes }: ItemView,
  moments: Moments,
): Html {
  const made = (d: DeliveryResource) => Math.max(d.attempts, attemptCounts.get(d.id) ?? 0);
  if (deliveries.length === 0) return html`<p class="quiet">It was sent to nobody.</p>`;
  return html`<ol class="timeline">${deliveries.map(
    (d) =>
      html`<li>${moments.element(d.deliveredAt ?? d.settledAt ?? d.createdAt)} <strong>${names.destination(d.destinationId)}</strong> ${d.kind === 'kill' ? 'kill' : `version ${d.version}`} ${deliveryState(d, moments, lanes.get(d.destinationId))}
${d.pickedUpAt && html`<span class="quiet">picked up ${moments.element(d.pickedUpAt)}</span>`}
${d.withoutRenditions.length > 0 && html`<span class="quiet">without ${d.withoutRenditions.length} files that are not granted</span>`}
${receipts.filter(({ deliveryId }) => deliveryId === d.id).map((receipt) => receiptLine(receipt, moments))}
<a href="/deliveries/${d.id}">${made(d) === 0 ? 'details' : count(made(d), 'attempt')}</a></li>`,
  )}</ol>`;
}

const NOT_USABLE = {
  usable: undefined,
  canceled: state('red', 'ban', 'killed'),
  withheld: state('violet', 'lock', 'withheld'),
};

function sameStory({ story, names }: ItemView, moments: Moments): Html {
  if (story.items.length === 0) return html`<p class="quiet">No other item is known to tell it.</p>`;
  return html`<ul class="timeline">${story.items.map(
    (other) =>
      html`<li>${NOT_USABLE[other.pubStatus]} <strong>${names.partner(other.partnerId)}</strong> <a href="/items/${other.itemId}"${other.language && html` lang="${other.language}"`}>${other.headline ?? other.guid}</a>
<span class="quiet">${other.language && `${other.language} · `}${Math.round(other.similarity * 100)} % alike · ${moments.element(other.updatedAt)}</span></li>`,
  )}</ul>`;
}
