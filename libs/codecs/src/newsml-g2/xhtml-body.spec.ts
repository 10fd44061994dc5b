import fc from 'fast-check';
import { asGuid } from '#news/ids.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { encodeNewsmlG2 } from './encode.js';
import { lintNewsmlG2 } from './lint.js';
import { xhtmlBody } from './xhtml-body.js';

const TAGS = (
  'p div a li ul ol td tr table tbody h1 blockquote figure figcaption br span font dl dt dd center section hr svg ' +
  'video form button'
).split(' ');
const soup = fc
  .array(
    fc.oneof(
      fc
        .constantFrom(...TAGS)
        .map((tag) => `<${tag} href="https://example.org/" src="https://example.org/v.mp4">`),
      fc.constantFrom(...TAGS).map((tag) => `</${tag}>`),
      fc.constantFrom('mətn', ' ', '&amp;', 'x < y', '<!-- qeyd -->'),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

describe('xhtmlBody', () => {
  it.each([
    [
      'a good body as it is',
      '<p>Bir <b>iki</b><br/></p><ul><li>üç</li></ul>',
      '<p>Bir <b>iki</b><br/></p><ul><li>üç</li></ul>',
    ],
    ['a list item without a list', '<li>bir</li>', '<div>bir</div>'],
    [
      'table cells without a table',
      '<p>a</p><tr><td>bir</td><td/></tr>',
      '<p>a</p><div><div>bir</div><div/></div>',
    ],
    ['a block in a paragraph', '<p><li>bir</li> iki</p>', '<p><span>bir</span> iki</p>'],
    ['a link in a link', '<a href="x"><a href="y">bir</a></a>', '<a href="x"><span>bir</span></a>'],
    ['a comment', '<p><!-- < & > -->bir</p>', '<p><!-- < & > -->bir</p>'],
  ])('writes %s', (_case, body, expected) => {
    expect(xhtmlBody(body).xml).toBe(expected);
  });

  it('makes valid XHTML of whatever the sanitiser lets through', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const { body } = sanitiseHtml(html);
        const { bytes } = encodeNewsmlG2(
          [
            {
              kind: 'newsItem',
              guid: asGuid('urn:newsml:report.az:1'),
              version: 1,
              itemClass: 'text',
              provider: { name: 'Report' },
              pubStatus: 'usable',
              body,
              fingerprint: '',
            },
          ],
          { sentAt: '2026-03-10T12:00:00Z', sender: 'Korpu' },
        );
        expect(lintNewsmlG2(bytes.toString())).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
