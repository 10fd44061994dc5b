import { plainText } from './plain-text.js';
import { sanitiseHtml } from './sanitise-html.js';

describe('drawings and formulas', () => {
  it.each<[string, string, string, string]>([
    ['by a block', '<svg><text>a</text><p>b</p></svg>c', '<p>b</p>c', 'b c'],
    ['by text with a style', '<math><mtext>a</mtext><b>b</b></math>', '<b>b</b>', 'b'],
    [
      'by a picture',
      '<svg><img src="https://h.example/a.jpg">b</svg>',
      '<img src="https://h.example/a.jpg" alt=""/>b',
      'b',
    ],
    ['by old markup of fonts', '<svg><font color=red>b</font></svg>', 'b', 'b'],
    ['by the end of a paragraph', '<svg>a</p>b</svg>', 'b', 'b'],
  ])('are ended %s', (_name, html, body, text) => {
    expect(sanitiseHtml(html).body).toBe(body);
    expect(plainText(html)).toBe(text);
  });

  it.each([
    '<svg><foreignObject><p>a</p></foreignObject><text>b</text></svg>c',
    '<math><mi><b>a</b></mi></math>c',
    '<svg><desc><div>a</div></desc></svg>c',
    '<svg><font id="f">a</font></svg>c',
    '<svg><path/><text>a</text></svg>c',
    '<svg><section>a</section></svg>c',
  ])('go on otherwise: %s', (html) => {
    expect(sanitiseHtml(html).body).toBe('c');
    expect(plainText(html)).toBe('c');
  });

  it('are read to what ends them where nothing closes them', () => {
    const html = '<p>a</p><svg><g><path d="M0 0"/><text>b</text><p>c</p>List<string>';
    expect(sanitiseHtml(html).body).toBe('<p>a</p>b<p>c</p>List');
    expect(plainText(html)).toBe('a b c List<string>');
  });

  it('report the words before what ends them', () => {
    expect(sanitiseHtml('<svg><text>a</text><p>b</p></svg>').warnings).toEqual([
      { code: 'text-left-out', at: 'body', detail: 'svg: a' },
    ]);
  });

  it('report their titles, and say nothing where they have no words', () => {
    const told = (html: string) => sanitiseHtml(html).warnings.map(({ detail }) => detail);
    expect(told('<svg><title>Map of the delta</title><style>x</style><path d="M0 0"/></svg>')).toEqual([
      'svg: Map of the delta',
    ]);
    expect(told('<svg><path d="M0 0"/></svg><title>x</title>')).toEqual([]);
  });

  it('let no script out', () => {
    expect(
      sanitiseHtml('<svg><p><style><!--</style><img title="--><img src=x onerror=x()>"></svg>').body,
    ).not.toMatch(/<img|<style/);
  });
});
