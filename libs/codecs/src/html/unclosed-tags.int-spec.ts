import { plainText } from './plain-text.js';
import { sanitiseHtml } from './sanitise-html.js';
import { UnclosedTags } from './unclosed-tags.js';

const said = (html: string): string[] =>
  sanitiseHtml(html, 'https://h.example/').warnings.map(({ code, detail }) => `${code} ${detail}`);
const body = (html: string): string => sanitiseHtml(html, 'https://h.example/').body;

describe('UnclosedTags', () => {
  it.each<[string, string, number[]]>([
    ['one that is closed', '<select>a</SELECT >', []],
    ['one that is not', '<select>a<selected></selected>', [0]],
    ['the outer one of two', '<object>a<object>b</object>c', [0]],
    ['none that is empty', '<svg/><svg / ><svg a="b"/><svg>a</svg>', []],
    ['one whose last attribute ends with a slash', '<object data=/a/>b', [0]],
    ['one behind the last end tag', '</object><object>', [9]],
    ['a start tag in text that ends', '<textarea><textarea></textarea>', []],
    ['no script', '<script>a', []],
    ['none that has no end tag', '<input>a', []],
    ['an element that stands for another', '<amp-iframe>a', [0]],
  ])('tells %s', (_name, html, expected) => {
    const tags = new UnclosedTags(html);
    const found = [...html.matchAll(/<(?=[a-z])/g)]
      .map(({ index }) => index)
      .filter((at) => tags.has(at + 1));
    expect(found).toEqual(expected);
  });
});

describe('what is left out and never closed', () => {
  it.each([
    'svg',
    'math',
    'object',
    'select',
    'textarea',
    'title',
    'button',
    'canvas',
    'noscript',
    'template',
    'head',
    'noembed',
  ])('costs no text: %s', (name) => {
    const html = `<p>before</p><${name} onload=x()><p>after</p>end`;
    expect(body(html)).toBe('<p>before</p><p>after</p>end');
    expect(said(html)).toEqual([]);
    expect(plainText(html)).toBe('before after end');
    expect(body(`<!-- c -->${html}<${name}>`)).toBe('<p>before</p><p>after</p>end');
  });

  it('costs no text around one that is closed', () => {
    const html = '<p>a</p><object><p>b</p><object>c</object><p>d</p>';
    expect(body(html)).toBe('<p>a</p><p>b</p><p>d</p>');
    expect(said(html)).toEqual(['text-left-out object: c']);
    expect(plainText(html)).toBe('a b d');
  });

  it('leaves the link of a frame and what follows', () => {
    expect(body('<iframe src=//v.example/><p>b</p>')).toBe(
      '<a href="https://v.example/">https://v.example/</a><p>b</p>',
    );
    expect(body('<p>a</p><iframe src="/v"><p>b</p>')).toBe(
      '<p>a</p><a href="https://h.example/v">https://h.example/v</a><p>b</p>',
    );
  });

  it.each<[string, string, string]>([
    ['a style', '<p>a</p><style>x<p>b</p>', 'style, never closed: 9 characters'],
    ['a script', '<p>a</p><script src=x>x<p>b</p>', 'script, never closed: 9 characters'],
    ['a comment', '<p>a</p><!-- <p>b</p>', 'comment, never closed: 9 characters'],
    ['a tag', '<p>a</p><a href="/x>b</a><p>c</p>', 'tag, never closed: 24 characters'],
    ['what ends in a comment', '<p>a</p><head>b<!-- </head> -->', 'head, never closed: 17 characters'],
  ])('costs the rest where it can be no markup, and says how much: %s', (_name, html, detail) => {
    expect(body(html)).toBe('<p>a</p>');
    expect(said(html)).toEqual([`text-left-out ${detail}`]);
  });

  it('says so too where only the text is kept', () => {
    expect(said(`${'<b>'.repeat(500)}a<style>b`)).toEqual([
      'text-left-out style, never closed: 1 characters',
      expect.stringMatching(/^html-flattened /),
    ]);
  });

  it('says nothing of what ends with the text', () => {
    expect(said('<p>a</p><!-- c --><script>x</script><style>\n')).toEqual([]);
    expect(said('<p>a</p><a href="https://h.example/cut-off')).toEqual([]);
  });

  it.each([
    '<style>',
    '<!--',
    '<textarea>',
    '<title>',
    '<object>',
    '<svg><p>',
    '<noscript><select>',
    '<iframe a',
    '<a b="',
  ])('is read once, however often it begins: %s', (piece) => {
    const html = `a${piece.repeat(Math.ceil(2_000_000 / piece.length))}`;
    expect(body(html)).toMatch(/^(?:<p>)?a/);
    expect(plainText(html)).toMatch(/^a/);
  });
});

describe('pictures of elements that are left out', () => {
  it('are kept of those that stand for readers without scripts', () => {
    const html = '<p>a</p><noscript><p><img src="/a.jpg" alt="A" onerror="x()"></p>Allow scripts</noscript>';
    const { body: out, renditions } = sanitiseHtml(html, 'https://h.example/');
    expect(out).toBe('<p>a</p><img src="https://h.example/a.jpg" alt="A"/>');
    expect(renditions.map(({ href }) => href)).toEqual(['https://h.example/a.jpg']);
    expect(said(html)).toEqual(['text-left-out noscript: Allow scripts']);
  });

  it('stay one where they are shown before by a script', () => {
    const html = '<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>';
    expect(body(html)).toBe('<img src="https://h.example/a.jpg" alt=""/>');
  });

  it('are reported of all others', () => {
    expect(said('<button><img src="/a.jpg"></button>')).toEqual(['rendition-dropped /a.jpg']);
  });
});
