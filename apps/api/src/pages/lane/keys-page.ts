import { duration as spelled } from '#news/since.js';
import type { Rotated, SigningKeyRead } from '#store/signing-key.store.js';
import { type Html, html } from '../html.js';
import { state } from '../icon.js';
import type { Moments } from '../moment.js';
import { page } from '../page.js';
import { actForm } from '../status/act-form.js';
import { faultNotice } from './form-parts.js';

export interface KeysPageParts {
  destination: { id: string; name: string; overlapSeconds: number };
  keys: readonly SigningKeyRead[];
  /** A key that was just made: its secret is shown this once. */
  made?: Extract<Rotated, { outcome: 'rotated' }> | undefined;
  fault?: string | undefined;
  moments: Moments;
}

/** The keys that sign what goes to a webhook: which do, a new one, an end to one. */
export function keysPage({
  destination: { id, name, overlapSeconds },
  keys,
  made,
  fault,
  moments,
}: KeysPageParts): string {
  const path = `/acts/destinations/${id}/signing-keys`;
  const signing = keys.filter(({ signs }) => signs).length;
  return page({
    title: `Signing keys of ${name} – Korpu`,
    signedIn: true,
    main: html`<h1>Signing keys of ${name}</h1>
${fault && faultNotice(fault)}
${made && madeNotice(made)}
<table class="cards">
<thead><tr><th scope="col">Key</th><th scope="col">State</th><th scope="col">Begins with</th><th scope="col">Known since</th><th scope="col">Actions</th></tr></thead>
<tbody>${keys.map((key) => row(path, key, signing, moments))}</tbody></table>
<div class="narrow">
<h2>Make a new key</h2>
<form method="post" action="${path}" class="fields">
<label>Algorithm <select name="algorithm"><option value="hmac-sha256">hmac-sha256 (v1), a shared secret</option><option value="ed25519">ed25519 (v1a), a public key</option></select></label>
<label>The keys before it sign beside it for <input name="overlap" placeholder="${spelled(overlapSeconds)}" maxlength="10" autocomplete="off" aria-describedby="overlap-hint">
<span class="quiet" id="overlap-hint">24h, 30m; 0: they stop at once; empty: ${spelled(overlapSeconds)}, as configured</span></label>
<button class="deed">Make a key</button>
</form>
<p class="quiet">The answer takes some seconds: it comes when everything that leaves is signed with the new key. The secret is shown once.</p>
</div>`,
  });
}

function madeNotice({ key, secret, overlapSeconds }: Extract<Rotated, { outcome: 'rotated' }>): Html {
  return html`<div class="notice green" role="status"><p>Key ${key.id} signs from now on. ${
    overlapSeconds === 0
      ? 'Those before it sign no longer.'
      : `Those before it sign beside it for ${spelled(overlapSeconds)}.`
  }</p>
<p>${secret ? 'Its secret, shown this once, for the partner:' : 'Its public key, for the partner:'}</p>
<pre><code>${secret ?? key.publicKey}</code></pre></div>`;
}

function row(path: string, key: SigningKeyRead, signing: number, moments: Moments): Html {
  const { id, algorithm, source, prefix, publicKey, createdAt, signs } = key;
  return html`<tr>
<th scope="row">${id}<span class="quiet">${algorithm}, ${source === 'api' ? 'made here' : 'of the configuration'}</span></th>
<td>${keyState(key, moments)}</td>
<td data-label="Begins with"><code>${publicKey ?? `${prefix}…`}</code></td>
<td data-label="Known since">${moments.element(createdAt)}</td>
<td><div class="acts">${
    signs &&
    signing > 1 &&
    actForm({
      action: `${path}/${id}/revoke`,
      label: 'Revoke',
      deed: `Revoke key ${id}`,
      effect:
        'Within seconds nothing is signed with it any more. A partner that knows this key alone refuses everything then.',
    })
  }</div></td>
</tr>`;
}

function keyState({ signs, expiresAt }: SigningKeyRead, moments: Moments): Html {
  if (!signs) return html`${state('quiet', 'ban', 'Signs no longer')}`;
  if (expiresAt)
    return html`${state('amber', 'clock', 'Signs')}<span class="quiet">until ${moments.element(expiresAt)}</span>`;
  return state('green', 'check', 'Signs');
}
