import { isEmbargoName, isReleaseName } from '../embargo-field.js';
import { foldSpace } from '../html/plain-text.js';
import { contentTypeOf } from '../media-type.js';
import { child, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';
import { leaveOutElement } from './leave-out.js';
import { markupOf } from './modules.js';

const EXPORT = /^https?:\/\/wordpress\.org\/export\/[\d.]+\/(excerpt\/)?$/;

/** Statuses that anyone may see; an attachment inherits its page's. */
const PUBLIC: ReadonlySet<string> = new Set(['publish', 'inherit']);
const NOT_PUBLIC: ReadonlySet<string> = new Set([
  ...['draft', 'auto-draft', 'pending', 'private', 'future', 'trash'],
]);
/** What stands for no date. */
const NO_DATE = /^0000-00-00/;

/**
 * Reads an element of a WordPress export (WXR 1.0 to 1.2), which is RSS of all that a site has, drafts among it; false for
 * any other. What is not public, or has a password, is withheld.
 */
export function readWordPress(element: XmlElement, draft: EntryDraft): boolean {
  const space = EXPORT.exec(element.ns);
  if (!space) return false;
  const text = foldSpace(textOf(element));
  if (text === '') return true;
  if (space[1] !== undefined) {
    if (element.local === 'encoded') draft.addSummary(markupOf(element), 'excerpt:encoded');
    else leaveOutElement(element, draft);
    return true;
  }
  switch (element.local) {
    case 'status':
      readStatus(text, draft);
      break;
    case 'post_password':
      draft.pubStatus ??= 'withheld';
      break;
    case 'post_date_gmt':
      draft.once('otherPublished', dateOf(text, element.local, draft), element.local);
      break;
    case 'post_modified_gmt':
      draft.once('modified', dateOf(text, element.local, draft), element.local);
      break;
    case 'attachment_url': {
      const href = draft.values.href(text, 'wp:attachment_url', draft.base);
      const contentType = href && contentTypeOf(href);
      if (href !== undefined) draft.media.push({ href, ...(contentType && { contentType }) });
      break;
    }
    case 'postmeta':
      leaveOutMeta(element, draft);
      break;
    default:
      leaveOutElement(element, draft);
  }
  return true;
}

/** A field of a plugin's or the site's own: its key says what it is. */
function leaveOutMeta(element: XmlElement, draft: EntryDraft): void {
  const [key, value] = ['meta_key', 'meta_value'].map((local) => {
    const one = child(element, local);
    return one === undefined ? '' : foldSpace(textOf(one));
  });
  if (isEmbargoName(key!) || isReleaseName(key!)) draft.leaveOut(key!, value);
  else leaveOutElement(element, draft);
}

function readStatus(status: string, draft: EntryDraft): void {
  if (PUBLIC.has(status)) return;
  draft.pubStatus ??= 'withheld';
  if (!NOT_PUBLIC.has(status)) draft.values.warn('pubstatus-unknown', 'wp:status', status);
}

const dateOf = (text: string, name: string, { values }: EntryDraft): string | undefined =>
  NO_DATE.test(text) ? undefined : values.date(`${text} UTC`, `wp:${name}`);
