import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import { bodyOf, headlineWithSignal, publicDescription } from '#apps/sandbox/src/origins/written-item.js';
import { escapeText } from '#apps/sandbox/src/origins/xml-text.js';

/** The public page of an item, so that the links in the feeds lead somewhere. */
export function storyPage(item: PublishedItem, newsroom: string): string {
  const title = escapeText(headlineWithSignal(item));
  const picture =
    item.media.picture &&
    `<img src="/media/${item.media.picture}-640x360.png" alt="" width="640" height="360">`;
  const isShown = item.pubStatus !== 'canceled';
  return `<!doctype html>
<html lang="${item.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif">
<article>
<p>${escapeText(newsroom)} · <time datetime="${item.versionCreated.toISOString()}">${item.versionCreated.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
<h1>${title}</h1>
<p><strong>${escapeText(publicDescription(item))}</strong></p>
${isShown ? `${picture ?? ''}${bodyOf(item)}` : ''}
</article>
</body>
</html>
`;
}
