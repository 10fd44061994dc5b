import fc from 'fast-check';
import { withoutOpenEnd } from './no-tag.js';
import { readHtml, tokenizeHtml } from './read-html.js';
import { sanitiseHtml } from './sanitise-html.js';
import { TagReader } from './tag-reader.js';
import { TextCollector } from './text-collector.js';
import { XhtmlWriter } from './xhtml-writer.js';

const BASE = 'https://h.example/n/1';

/** What a tokenizer makes of all of it. */
function sanitised(html: string) {
  const writer = new XhtmlWriter(BASE, 'body');
  const source = withoutOpenEnd(html);
  const reader = new TagReader(source, writer);
  tokenizeHtml(source, 0, reader, { recognizeSelfClosing: true });
  reader.end();
  return { body: writer.body, renditions: writer.media.renditions, warnings: writer.warnings };
}

/** The text that a reader would see, by a tokenizer and by what comes before it. */
function seen(html: string, read: typeof readHtml): string {
  const collector = new TextCollector(html, () => {});
  read(html, collector, { recognizeSelfClosing: false });
  return collector.text;
}

const names = fc.constantFrom(
  ...['p', 'B', 'div', 'h2', 'li', 'ul', 'a', 'img', 'br', 'figure', 'figcaption', 'td', 'custom-x', 'font'],
  ...[
    'center',
    'video',
    'source',
    'iframe',
    'script',
    'scripts',
    'style',
    'title',
    'textarea',
    'xmp',
    'object',
    'svg',
    'foreignObject',
    'math',
    'mi',
    'select',
    'noscript',
  ],
);
const attribute = fc
  .tuple(
    fc.constantFrom(' ', '\n', '/', '  ', ''),
    fc.constantFrom('href', 'SRC', 'alt', 'title', 'class', 'width', 'x', '"', "'", '<', 'é', '='),
    fc.constantFrom('=', ' = ', '', '==', '=\t'),
    fc.constantFrom('"/a?b=1&amp;c"', "'x>y'", 'bare', '"', "'", '""', '"a\u00a0b <i>"', 'x/', '"&copy"', ''),
  )
  .map((parts) => parts.join(''));
const tag = fc
  .tuple(
    names,
    fc.array(attribute, { maxLength: 3 }),
    fc.constantFrom('>', '/>', ' >', ' / >', '/ x>', '', '>>'),
  )
  .map(([name, attributes, end]) => `<${name}${attributes.join('')}${end}`);
const endTag = fc
  .tuple(names, fc.constantFrom('>', ' >', '/>', ' a="b>">', '', '\n>', '\u00a0>'))
  .map(([name, end]) => `</${name}${end}`);
const text = fc.constantFrom(
  ...[
    'text',
    ' ',
    '\n',
    '&amp;',
    '&lt;b>',
    '&nbsp',
    '&#0;',
    'a < b',
    '<3',
    '<',
    '</',
    '</ p>',
    '</>',
    '<>',
    '>',
  ],
  ...[
    '<!-- c -->',
    '<!-->',
    '<!-- ',
    '<!d>',
    '<![CDATA[x]]>',
    '<?php ?>',
    '\ud83d\ude00',
    '\ud83d',
    '\u0001',
    '"',
    "='",
  ],
);

describe('scanHtml', () => {
  it('makes of any HTML what a tokenizer makes of it', () => {
    const html = fc.array(fc.oneof(tag, endTag, text), { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(html, (piece) => {
        const html = `<i>${piece}`;
        expect(sanitiseHtml(html, BASE)).toEqual(sanitised(html));
        expect(seen(html, readHtml)).toBe(
          seen(html, (text, events, options) => tokenizeHtml(text, 0, events, options)),
        );
      }),
      { numRuns: 5000 },
    );
  });
});
