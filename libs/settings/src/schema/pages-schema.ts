import { z } from 'zod';
import { isSelector } from '#codecs/html-page/select.js';
import { line } from './field.js';

const selector = line
  .refine(isSelector, 'must be a CSS selector, such as "main h1" or "time[datetime]"')
  .optional();

/** How a feed is read that is no document but the pages of a site. */
export const feedPages = z
  .strictObject({
    links: selector.describe(
      'CSS selector of the links of a list page, or of what they stand in; default: the links of the same host that look like a story',
    ),
    paths: z
      .array(z.string().regex(/^\/\S*$/, 'must begin with a slash'))
      .min(1)
      .optional()
      .describe('Only pages whose path begins with one of these, such as /news/; default: any'),
    headline: selector.describe('CSS selector of the headline; default: as the page itself tells it'),
    body: selector.describe('CSS selector of the element that holds the text, or of its parts'),
    date: selector.describe('CSS selector of the date of publication'),
    byline: selector.describe('CSS selector of the byline'),
    image: selector.describe(
      'CSS selector of the pictures that belong to the story beside those in its text',
    ),
    delaySeconds: z
      .number()
      .min(0)
      .max(60)
      .default(1)
      .describe('Seconds between two requests to a host, at least; robots.txt may ask for more. Default 1'),
    maxNewPages: z
      .int()
      .min(1)
      .max(200)
      .default(20)
      .describe('Pages read for the first time in one poll, at most. Default 20'),
    maxAgeDays: z
      .int()
      .min(1)
      .max(365)
      .default(7)
      .describe('Pages that their list says are older than so many days are not read. Default 7'),
    revisitAfterSeconds: z
      .array(z.int().min(1).max(2_592_000))
      .max(20)
      .refine((list) => list.every((one, i) => i === 0 || one >= list[i - 1]!), 'must not become shorter')
      .default([300, 1800, 7200, 43_200])
      .describe(
        'Seconds after which a page is read again, one after the other while it stays as it is. Default 300, 1800, 7200, 43200',
      ),
    permission: line
      .optional()
      .describe(
        "The text of the partner's permission to read what its robots.txt disallows; with it robots.txt is not asked for",
      ),
  })
  .describe("Reads a site's pages: the url is that of a list page, a sitemap, or a feed without texts");
