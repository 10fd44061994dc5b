import type { FeedResource } from '../../rest/catalogue-resources.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';
import { count, type Moments } from '../moment.js';
import { idOf, type Names } from '../names.js';
import { actForm } from './act-form.js';
import { warningWords } from './warning-words.js';

export function feedTable(feeds: FeedResource[], names: Names, moments: Moments): Html {
  if (feeds.length === 0)
    return html`<p class="quiet">No feed is configured yet. Add one under config/feeds.</p>`;
  return html`<table class="cards">
<thead><tr><th scope="col">Feed</th><th scope="col">State</th><th scope="col">Last poll</th><th scope="col">Next poll</th><th scope="col">Last item</th><th scope="col">Actions</th></tr></thead>
<tbody>${feeds.map((feed) => row(feed, names, moments))}</tbody>
</table>`;
}

function row(feed: FeedResource, names: Names, moments: Moments): Html {
  return html`<tr data-key="${feed.id}">
<th scope="row">${feed.name}<span class="quiet">${idOf(feed) ?? names.partner(feed.partnerId)} · ${hostOf(feed.url)}</span></th>
<td>${feedState(feed)}${pagesOf(feed)}${quarantined(feed)}</td>
<td data-label="Last poll">${moments.element(feed.lastPollAt)}${feed.lastOutcome && html` <span class="quiet">${OUTCOMES[feed.lastOutcome] ?? feed.lastOutcome}</span>`}</td>
<td data-label="Next poll">${nextPoll(feed, moments)}</td>
<td data-label="Last item">${moments.element(feed.lastItemAt)}</td>
<td><div class="acts">${acts(feed)}</div></td>
</tr>`;
}

function nextPoll({ paused, nextPollAt }: FeedResource, moments: Moments): string {
  if (paused) return 'not while paused';
  return moments.secondsSince(nextPollAt) > 0 ? 'due' : moments.relative(nextPollAt);
}

const OUTCOMES: Record<string, string> = {
  changed: 'something new',
  unchanged: 'the same bytes',
  'not-modified': 'not modified',
  undecodable: 'could not be read',
  failed: 'failed',
};

function feedState(feed: FeedResource): Html {
  if (feed.paused)
    return html`${state('amber', 'pause', 'Paused')}${feed.paused.reason && html`<span class="quiet">${feed.paused.reason}</span>`}`;
  if (feed.problem)
    return html`${state('red', 'octagon', 'Problem')}<span class="quiet">${feed.problem.message}</span>`;
  if (!feed.lastPollAt) return state('quiet', 'question', 'Not polled yet');
  return html`${state('green', 'check', 'Normal')}${warningsOf(feed)}`;
}

/** What a document lost is no fault of the exchange, but somebody should tell the partner. */
function warningsOf({ lastDocument }: FeedResource): Html | undefined {
  if (!lastDocument?.warningCount) return undefined;
  const codes = [...new Set(lastDocument.warnings.map(({ code }) => code))];
  const times = lastDocument.warningCount === 1 ? 'a warning' : `${lastDocument.warningCount} warnings`;
  return html`<span class="quiet">${times} in its last document: ${codes.map((code, i) => html`${i > 0 && ', '}${warningWords(code)} (<code>${code}</code>)`)}</span>`;
}

/** How far the reading of a site's pages has come. */
function pagesOf({ pages }: FeedResource): Html | undefined {
  if (pages === undefined) return undefined;
  const { known, read, waiting, refused, failed } = pages;
  const others = [
    waiting > 0 && `${waiting} not visited yet`,
    refused > 0 && `${refused} disallowed by robots.txt`,
    failed > 0 && `${failed} broken`,
  ].filter(Boolean);
  return html`<span class="quiet">${read} of ${count(known, 'page')} read${others.map((one) => `, ${one}`).join('')}</span>`;
}

function quarantined({ id, quarantined: waiting }: FeedResource): Html | undefined {
  if (waiting === 0) return undefined;
  return html`<span><a href="/documents?feedId=${id}">${count(waiting, 'document')} in quarantine</a></span>`;
}

function acts(feed: FeedResource): Html[] {
  const path = `/acts/feeds/${feed.id}`;
  if (feed.paused)
    return [actForm({ action: `${path}/resume`, label: 'Resume', deed: `Resume ${feed.name}` })];
  return [
    html`<form method="post" action="${path}/pull"><button>Pull now</button></form>`,
    actForm({
      action: `${path}/pause`,
      label: 'Pause',
      deed: `Pause ${feed.name}`,
      effect: 'It is not polled until it is resumed.',
      askReason: true,
    }),
  ];
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
