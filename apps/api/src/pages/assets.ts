import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  contentType: string;
  text: string;
  /** Begins with a hash of the content, so that it can be cached for ever: a change has another URL. */
  url: string;
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

function load(name: string, type: keyof typeof TYPES): Asset {
  // Beside src here, and copied beside src's output by the build.
  const text = readFileSync(new URL(`../../assets/${name}.${type}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { contentType: TYPES[type], text, url: `/assets/${hash}/${name}.${type}` };
}

export const CONSOLE_CSS = load('console', 'css');
export const STATUS_JS = load('status', 'js');
export const LOCAL_TIMES_JS = load('local-times', 'js');
export const SIGN_IN_JS = load('sign-in', 'js');

export const ASSETS: ReadonlyMap<string, Asset> = new Map(
  [CONSOLE_CSS, STATUS_JS, LOCAL_TIMES_JS, SIGN_IN_JS].map((asset) => [asset.url, asset]),
);
