import type { RecallReportResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { count, type Moments } from '../moment.js';
import type { Names } from '../names.js';
import { page } from '../page.js';
import { WAYS } from './recall-page.js';
import { ACKNOWLEDGED, escalationOf, type RecallHolder, reasonForTime, toTell } from './recall-words.js';

export interface ReportView {
  report: RecallReportResource;
  names: Names;
}

type Holding = RecallReportResource['holdings'][number];

/** The report of a recall as a document to print: for people who do not know the exchange, so that it explains itself. */
export function reportPage({ report, names }: ReportView, moments: Moments): string {
  const { recall, at } = report;
  const headline = recall.headline ?? `Item ${recall.itemId}`;
  return page({
    title: `Report of recall ${recall.id} – Korpu`,
    signedIn: false,
    main: html`<article class="report">
<h1>Report of recall ${recall.id}</h1>
<p class="quiet">Drawn up from the ledger of the exchange at ${time(at)}. All times are UTC (RFC 3339).</p>
<h2>The item</h2>
<dl>
<dt>Headline</dt><dd${recall.language && html` lang="${recall.language}"`}>${headline}</dd>
<dt>Guid</dt><dd><code>${recall.guid}</code></dd>
<dt>From</dt><dd>${names.partner(recall.sourcePartnerId)}</dd>
<dt>Recalled</dt><dd>${time(recall.openedAt)} by ${recall.openedBy ?? `its provider, ${names.partner(recall.sourcePartnerId)}`}</dd>
${recall.reason && html`<dt>Reason</dt><dd>${recall.reason}</dd>`}
<dt>State</dt><dd>${outcome(report)}</dd>
</dl>
<h2>Versions</h2>
<table class="cards"><thead><tr><th scope="col">Version</th><th scope="col">Change</th><th scope="col">Received</th><th scope="col">Headline</th></tr></thead>
<tbody>${report.versions.map(
      (version) =>
        html`<tr><th scope="row">Version ${version.version}</th><td>${version.change}</td><td data-label="Received:">${time(version.receivedAt)}</td><td>${version.headline}</td></tr>`,
    )}</tbody></table>
<h2>Holders</h2>
<p class="quiet">Everyone who ever received any version, or may have, whatever the agreements say today.</p>
${recall.holders.length === 0 && html`<p>Nobody.</p>`}
${recall.holders.map((holder) => holderSection(holder, report, names, moments))}
</article>`,
  });
}

function outcome({ recall }: RecallReportResource): Html {
  if (recall.takenOver) return html`over: a later kill of the item has a recall of its own`;
  if (recall.closedAt) return html`closed at ${time(recall.closedAt)}`;
  const open = recall.holders.filter(({ confirmedAt }) => !confirmedAt).length;
  return html`open: ${count(open, 'holder')} of ${recall.holders.length} ${open === 1 ? 'has' : 'have'} not confirmed the removal`;
}

function holderSection(
  holder: RecallHolder,
  { recall, holdings }: RecallReportResource,
  names: Names,
  moments: Moments,
): Html {
  const { destinationId, partnerId, transport, confirmedAt, confirmBy } = holder;
  const own = holdings.filter((holding) => holding.destinationId === destinationId);
  const escalation = escalationOf(holder);
  const called = new Set([names.partner(partnerId), names.destination(destinationId)]);
  return html`<section>
<h3>${[...called].join(': ')} <span class="quiet">${!called.has(destinationId) && destinationId}</span></h3>
<dl>
<dt>Kill ${ACKNOWLEDGED[transport]}</dt><dd>${acknowledged(holder)}</dd>
<dt>Removal to be confirmed</dt><dd>by ${time(confirmBy)}, ${reasonForTime(recall, holder)}</dd>
<dt>Removal confirmed</dt><dd>${confirmedAt ? time(confirmedAt) : html`<strong>no</strong>`}${confirmedAt && moments.secondsSince(confirmBy) > 0 && Date.parse(confirmedAt) > Date.parse(confirmBy) && ', late'}</dd>
${holder.reminders > 0 && html`<dt>Reminded</dt><dd>${count(holder.reminders, 'time')}, the last at ${time(holder.remindedAt)}</dd>`}
${escalation && html`<dt>Escalated</dt><dd>${time(holder.escalatedAt)}, on the status page and in the log: ${escalation}${toTell(holder)}</dd>`}
${holder.confirmations.map(({ at, way, by, url, note }) => html`<dt>Confirmation</dt><dd>${time(at)} ${WAYS[way]} ${by}${url && html`: ${url}`}${note && html`: ${note}`}</dd>`)}
</dl>
${own.length === 0 ? html`<p>${transport === 'pull' ? 'Nothing lay in its feed.' : 'Nothing was sent there.'}</p>` : holdingTable(own, transport)}
</section>`;
}

function acknowledged({ acknowledgedAt, confirmedAt, transport }: RecallHolder): Html {
  if (acknowledgedAt === undefined) return html`no`;
  const later = transport === 'pull' && confirmedAt && Date.parse(confirmedAt) < Date.parse(acknowledgedAt);
  return html`${time(acknowledgedAt)}${later && ', after the removal was confirmed: they had learned of it otherwise'}`;
}

function holdingTable(holdings: Holding[], transport: RecallHolder['transport']): Html {
  const from = transport === 'pull' ? 'In the feed from' : 'Held from';
  return html`<table class="cards"><thead><tr><th scope="col">What</th><th scope="col">${from}</th><th scope="col">until</th><th scope="col">Delivery</th><th scope="col">${transport === 'pull' ? 'Put there and read' : 'Sent and answered'}</th></tr></thead>
<tbody>${holdings.map(
    (
      holding,
    ) => html`<tr><th scope="row">${holding.kind === 'kill' ? `kill (version ${holding.version})` : `version ${holding.version}`}</th>
${period(holding, transport, from)}
<td><code>${holding.webhookId}</code>${holding.sequence !== undefined && html` <span class="quiet">sequence ${holding.sequence}</span>`}</td>
<td>${holding.attempts.length === 0 ? html`<span class="quiet">${withoutAttempts(holding, transport)}</span>` : html`<ul class="timeline">${holding.attempts.map((one) => attempt(one, transport))}</ul>`}${holding.pickedUpAt && html`<span class="quiet">first read from the feed ${time(holding.pickedUpAt)}</span>`}${holding.receipts.length > 0 && html`<ul class="timeline">${holding.receipts.map(receipt)}</ul>`}</td></tr>`,
  )}</tbody></table>`;
}

/** A kill is held by nobody: it is delivered, or not, and nothing takes its place. */
function period(
  { kind, from, until, receipts }: Holding,
  transport: RecallHolder['transport'],
  label: string,
): Html {
  const got = transport === 'pull' ? 'in the feed from' : 'delivered';
  if (kind === 'kill')
    return html`<td colspan="2">${from ? html`${got} ${time(from)}` : 'not delivered'}</td>`;
  if (!from) {
    const held = receipts.some(({ status }) => status !== 'rejected');
    return html`<td colspan="2">${held ? 'held, as its receipt says' : 'never certainly delivered'}</td>`;
  }
  return html`<td data-label="${label}:">${time(from)}</td>
<td data-label="until:">${until ? time(until) : 'not replaced'}</td>`;
}

const withoutAttempts = ({ tried, state, from }: Holding, transport: RecallHolder['transport']): string => {
  if (transport === 'pull')
    return from || tried ? 'put into its feed, to be read there' : 'never put into its feed';
  if (tried) return 'what was sent and answered is no longer kept';
  return state === 'pending' ? 'not sent yet' : 'never sent';
};

function attempt(
  { startedAt, code, status, bodySha256, bodyBytes }: Holding['attempts'][number],
  transport: RecallHolder['transport'],
): Html {
  // Nobody answers when something is put into a feed, whatever status the ledger keeps of it.
  const answered = status === undefined ? code : `HTTP ${status}`;
  const outcome = transport === 'pull' && status === 200 ? 'put into its feed' : answered;
  return html`<li>${time(startedAt)} <span>${outcome}</span> ${bodySha256 && html`<span class="quiet">${bodyBytes} bytes, SHA-256 <code>${bodySha256}</code></span>`}</li>`;
}

const receipt = ({ status, at, url, reason }: Holding['receipts'][number]): Html =>
  html`<li>${time(at)} <span>receipt: ${status}</span>${url && html` <code>${url}</code>`}${reason && html` ${reason}`}</li>`;

/** In full and in one zone: a report is read in another year, at another place. */
const time = (instant: string | undefined): Html | string =>
  instant === undefined ? '–' : html`<span class="instant">${instant}</span>`;
