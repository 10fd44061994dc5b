import { html } from '../pages/html.js';
import { page } from '../pages/page.js';
import type { Problem } from './problem-resource.js';

/** A problem for people: what happened, what to do, and the id under which the log has the cause. */
export function problemPage(problem: Problem): string {
  return page({
    title: `${problem.title} – Korpu`,
    signedIn: true,
    main: html`<div class="narrow">
<h1>${problem.title}</h1>
<p>${problem.detail}</p>
<p class="quiet">Request ${problem.requestId}</p>
<p>${problem.status >= 500 && html`<a href="${problem.instance}">Try again</a> · `}<a href="/">To the status page</a></p>
</div>`,
  });
}
