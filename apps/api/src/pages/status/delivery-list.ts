import { ITEM_KILLED, NO_LONGER_GRANTED } from '#store/settled-codes.js';
import type { DeliveryResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { pill, state } from '../icon.js';
import { count, type Moments } from '../moment.js';
import type { Lane, Lanes, Names } from '../names.js';
import { codeInWords } from './delivery-words.js';

/** The latest deliveries, those of one version of an item together: one story, and everyone it goes to. */
export function deliveryList(
  deliveries: DeliveryResource[],
  names: Names,
  moments: Moments,
  lanes: Lanes,
): Html {
  if (deliveries.length === 0)
    return html`<p class="quiet">Nothing was delivered yet. Deliveries appear here as soon as a feed brings an item that an agreement lets somebody have.</p>`;
  const groups = new Map<string, DeliveryResource[]>();
  for (const delivery of deliveries) {
    const key = `${delivery.itemId}/${delivery.version}/${delivery.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), delivery]);
  }
  return html`<ol class="stories">${[...groups].map(([key, group]) => story(key, group, names, moments, lanes))}</ol>`;
}

function story(key: string, group: DeliveryResource[], names: Names, moments: Moments, lanes: Lanes): Html {
  const [first] = group;
  if (!first) return html``;
  const { itemId, headline, language, version, kind, sourcePartnerId } = first;
  const lang = language && html` lang="${language}"`;
  const byDestination = group.toSorted((a, b) => (a.destinationId < b.destinationId ? -1 : 1));
  return html`<li data-key="${key}"${kind === 'kill' && html` class="killed"`}>
<p>${kind === 'kill' && html`${pill('red', 'ban', 'Kill')} `}<a class="headline" href="/items/${itemId}"${lang}>${headline ?? `Item ${itemId}`}</a></p>
<p class="quiet">${moments.element(first.createdAt)} · ${names.partner(sourcePartnerId)} · version ${version}${language && ` · ${language}`}</p>
<ul>${byDestination.map((delivery) => row(delivery, names, moments, lanes))}</ul>
</li>`;
}

function row(delivery: DeliveryResource, names: Names, moments: Moments, lanes: Lanes): Html {
  return html`<li><a class="to" href="/deliveries/${delivery.id}">${names.destination(delivery.destinationId)}</a> <span class="how">${deliveryState(delivery, moments, lanes.get(delivery.destinationId))}</span> <span class="why">${decisionSentence(delivery)}</span></li>`;
}

/**
 * The state of one delivery, as an icon and words.
 *
 * @param lane that of its destination; none where that is no longer configured
 */
export function deliveryState(
  d: Waiting & Pick<DeliveryResource, 'state' | 'deliveredAt' | 'dismissed'>,
  moments: Moments,
  lane: Lane | undefined,
): Html {
  switch (d.state) {
    case 'delivered':
      return html`${state('green', 'check', 'Delivered')}${d.attempts > 1 && html` <span class="quiet">at attempt ${d.attempts}</span>`}`;
    case 'dead':
      return html`${state('red', 'octagon', 'Dead')} <span class="quiet">${d.code ? codeInWords(d.code) : 'no reason kept'}, ${d.attempts === 0 ? 'never sent' : `after ${count(d.attempts, 'attempt')}`}</span>`;
    case 'superseded':
      if (d.dismissed)
        return html`${state('quiet', 'octagon', 'Dismissed')} <span class="quiet">by ${d.dismissed.by} ${moments.element(d.dismissed.at)}: ${d.dismissed.reason}</span>`;
      if (d.code === ITEM_KILLED)
        return html`${state('quiet', 'octagon', 'Overtaken')} <span class="quiet">it had been given up, and was killed since</span>`;
      if (d.deliveredAt)
        return html`${state('green', 'check', 'Delivered')} <span class="quiet">a newer version or a kill came before it was sent again</span>`;
      return html`${state('quiet', 'arrow', 'Overtaken')} <span class="quiet">a newer version or a kill took its place, or the newer one may not go there</span>`;
    case 'in_flight':
      return state('blue', 'loop', 'On the way');
    case 'pending':
      return waitingState(d, moments, lane);
  }
}

type Waiting = Pick<DeliveryResource, 'kind' | 'attempts' | 'code' | 'dueAt' | 'yieldsToQuietHours'>;

function waitingState(d: Waiting, moments: Moments, lane: Lane | undefined): Html {
  // As a recall says of a holder that is no longer there.
  if (!lane)
    return html`${state('amber', 'octagon', 'Cannot be sent')} <span class="quiet">the destination is no longer configured</span>`;
  const failed = d.attempts > 0 && d.code && html`${codeInWords(d.code)}; `;
  const held = (why: Html | string) =>
    html`${state('amber', 'clock', 'Held')} <span class="quiet">${failed}${why}</span>`;
  if (lane.state !== 'open') return held(`the destination is ${lane.state}`);
  const outlasts = (until: string | undefined): until is string =>
    until !== undefined && moments.secondsSince(until) < 0 && Date.parse(d.dueAt) < Date.parse(until);
  if (d.kind === 'item' && outlasts(lane.restsUntil))
    return held(html`the destination failed and rests until ${moments.element(lane.restsUntil)}`);
  if (d.yieldsToQuietHours && outlasts(lane.quietUntil))
    return held(html`quiet hours end ${moments.element(lane.quietUntil)}`);
  if (d.attempts > 0)
    return html`${state('blue', 'loop', 'Retrying')} <span class="quiet">${d.code && html`${codeInWords(d.code)}, `}${moments.secondsSince(d.dueAt) < 0 ? `next ${moments.relative(d.dueAt)}` : 'due'}</span>`;
  return moments.secondsSince(d.dueAt) < 0
    ? html`${state('amber', 'clock', 'Held')} <span class="quiet">until ${moments.element(d.dueAt)}</span>`
    : state('blue', 'arrow', 'Waiting');
}

/** Why this destination gets it, in one sentence. */
export function decisionSentence(
  d: Pick<DeliveryResource, 'kind' | 'agreementId' | 'grantId' | 'code'>,
): string {
  if (d.kind === 'kill') return 'It holds an earlier version.';
  if (d.code === NO_LONGER_GRANTED) return 'It was granted, and is not any more.';
  if (!d.agreementId) return 'It holds an earlier version, whatever the agreements say now.';
  return `Allowed by ${d.agreementId}, grant ${d.grantId ?? '–'}.`;
}
