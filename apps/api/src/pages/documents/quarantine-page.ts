import type { DocumentResource } from '../../rest/ledger-resources.js';
import type { Page } from '../../rest/paging.js';
import { type Html, html } from '../html.js';
import { count, type Moments } from '../moment.js';
import { page } from '../page.js';

export interface QuarantineView {
  documents: Page<DocumentResource>;
  /** Of one feed alone. */
  feedId?: string;
}

/** The documents that nobody could read yet, with the reason, and their bytes to save. */
export function quarantinePage({ documents, feedId }: QuarantineView, moments: Moments): string {
  return page({
    title: 'Quarantine – Korpu',
    signedIn: true,
    main: html`<h1>Documents in quarantine${feedId && html` of ${feedId}`}</h1>
<p>They could not be read and wait, with their bytes. When a decoder or the feed’s settings have been mended,
<code>npm run -s korpu -- redecode --feed ${feedId ?? 'FEED'} --since 30d</code> shows what they hold, and takes it in with <code>--apply</code>.</p>
${table(documents.items, moments)}
${documents.nextCursor && html`<p><a href="/documents?${feedId && `feedId=${encodeURIComponent(feedId)}&`}cursor=${documents.nextCursor}">Older ones</a></p>`}`,
  });
}

function table(documents: DocumentResource[], moments: Moments): Html {
  if (documents.length === 0) return html`<p class="quiet">None waits.</p>`;
  return html`<table class="cards">
<thead><tr><th scope="col">Feed</th><th scope="col">Why</th><th scope="col">Fetched</th><th scope="col" class="number">Size</th><th scope="col">Bytes</th></tr></thead>
<tbody>${documents.map((document) => row(document, moments))}</tbody></table>`;
}

function row(document: DocumentResource, moments: Moments): Html {
  const { id, feedId, url, at, firstAt, timesFetched = 1, reason, sizeBytes, contentType } = document;
  return html`<tr data-key="${id}"><th scope="row">${feedId}<span class="quiet">${url}</span></th>
<td>${reason?.message}<span class="quiet">${reason?.code}</span></td>
<td data-label="Fetched">${moments.element(at)}${timesFetched > 1 && html`<span class="quiet">${count(timesFetched, 'time')} since ${moments.element(firstAt)}</span>`}</td>
<td class="number" data-label="Size">${sizeBytes.toLocaleString('en-GB')} bytes<span class="quiet">${contentType}</span></td>
<td><a href="/v1/documents/${id}/bytes" download>Save document ${id}</a></td></tr>`;
}
