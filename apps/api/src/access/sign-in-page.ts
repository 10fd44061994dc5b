import { SIGN_IN_JS } from '../pages/assets.js';
import { html } from '../pages/html.js';
import { page } from '../pages/page.js';

/** The one place where an administrator comes in. `spent`: the code given was used already, or is too old. */
export function signInPage({ spent }: { spent: boolean }): string {
  const notice = html`<p class="notice amber" role="alert">This sign-in link has expired or was used already.
A link works once. Get a new one as shown below.</p>`;
  return page({
    title: 'Sign in – Korpu',
    script: SIGN_IN_JS,
    signedIn: false,
    main: html`<div class="narrow">
<h1>Sign in</h1>
${spent && notice}
<p>Open the link that <code>npm start</code> printed. For a new one, run this where Korpu is installed:</p>
<pre>npm run -s korpu -- sign-in-link</pre>
<form method="post" action="/sign-in" data-sign-in>
<label for="code">Or paste the code, the part of the link after <code>#</code></label>
<p><input id="code" name="code" required autocomplete="off" autocapitalize="none" spellcheck="false"></p>
<button class="deed">Sign in</button>
</form>
</div>`,
  });
}
