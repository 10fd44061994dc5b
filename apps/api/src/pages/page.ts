import type { Asset } from './assets.js';
import { CONSOLE_CSS, LOCAL_TIMES_JS } from './assets.js';
import { type Html, html } from './html.js';

export interface PageParts {
  title: string;
  main: Html;
  script?: Asset;
  /** Whether the reader is signed in, and so can follow links to other pages and sign out. */
  signedIn: boolean;
}

/** A whole document. Scripts and styles are files of our own: the content security policy allows nothing else. */
export function page({ title, main, script, signedIn }: PageParts): string {
  return `<!doctype html>${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${CONSOLE_CSS.url}">
<script type="module" src="${LOCAL_TIMES_JS.url}"></script>
${script && html`<script type="module" src="${script.url}"></script>`}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="name" href="/">Korpu</a>
${signedIn && NAVIGATION}
</header>
<p class="banner" data-banner role="status" hidden></p>
<main id="main">${main}</main>
<p class="unseen" data-announce role="alert"></p>
</body>
</html>`}`;
}

const NAVIGATION = html`<nav aria-label="Pages">
<a href="/">Status</a>
<a href="/ops/queues/">Queues</a>
<a href="/docs">API</a>
<form method="post" action="/sign-out"><button class="plain">Sign out</button></form>
</nav>`;
