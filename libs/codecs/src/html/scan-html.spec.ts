import { scanHtml } from './scan-html.js';
import { TagReader } from './tag-reader.js';
import { XhtmlWriter } from './xhtml-writer.js';

const BASE = 'https://h.example/n/1';

/** That it makes of any HTML what a tokenizer makes of it is shown in scan-html.int-spec.ts. */
describe('scanHtml', () => {
  it.each([
    ['<p>A</p> <img src="a.jpg"/>B', undefined],
    ['<p>A<!-- c --></p>', '<!-- c -->'],
    ['<P>1 < 2 <é <<b>3</b><</P>', undefined],
    ['A<script>b</script>', '<script>'],
    ['A<p', '<p'],
    ['A</ b>', '</ b>'],
  ])('reads text and tags, and leaves off where something else begins: %s', (html, rest) => {
    const offset = scanHtml(html, new TagReader(html, new XhtmlWriter(BASE, 'body')));
    expect(offset).toBe(rest === undefined ? html.length : html.indexOf(rest));
  });
});
