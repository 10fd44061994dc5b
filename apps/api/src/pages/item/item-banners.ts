import type { ItemResource, ItemVersionResource } from '../../rest/ledger-resources.js';
import { type Html, html } from '../html.js';
import { icon } from '../icon.js';
import type { Moments } from '../moment.js';

/** What nobody may miss, the gravest first: kill, withheld, embargo, the note to editors. */
export function itemBanners(
  item: ItemResource,
  record: ItemVersionResource['record'] | undefined,
  moments: Moments,
): Html {
  const banners: Html[] = [];
  if (item.pubStatus === 'canceled')
    banners.push(html`<p class="notice red">${icon('ban')} <strong>KILLED – remove now.</strong></p>`);
  if (item.pubStatus === 'withheld')
    banners.push(
      html`<p class="notice violet">${icon('lock')} <strong>Withheld by its provider.</strong> Not to be used.</p>`,
    );
  if (item.embargoed === 'indefinite')
    banners.push(
      html`<p class="notice amber">${icon('clock')} <strong>Embargo without a readable end.</strong> It is held until a version says otherwise.</p>`,
    );
  else if (item.embargoed && moments.secondsSince(item.embargoed) < 0)
    banners.push(
      html`<p class="notice amber">${icon('clock')} <strong>Embargo until ${moments.element(item.embargoed)}</strong>, ${moments.relative(item.embargoed)}.</p>`,
    );
  if (record?.edNote)
    banners.push(html`<p class="notice"><strong>Note to editors:</strong> ${record.edNote}</p>`);
  return html`${banners}`;
}
