import fc from 'fast-check';
import { anyLetter } from '../testing/any-letter.js';
import { readXml } from '../xml/read-xml.js';
import { textOf } from '../xml/xml-node.js';
import { plainText } from './plain-text.js';
import { sanitiseHtml } from './sanitise-html.js';

const body = (html: string, base?: string): string => sanitiseHtml(html, base).body;

describe('sanitiseHtml', () => {
  it.each<[string, string, string]>([
    ['mixed content', '<p>Bakı, <b>X</b> – mətn</p>', '<p>Bakı, <b>X</b> – mətn</p>'],
    ['a bare <', '<p>1 < 2', '<p>1 &lt; 2</p>'],
    [
      'unclosed tags',
      '<p>Bir<p>İki <em>üç<ul><li>a<li>b</ul>',
      '<p>Bir</p><p>İki <em>üç<ul><li>a</li><li>b</li></ul></em></p>',
    ],
    ['what was never closed around old tags', '<p><font>a<p>b</font>', '<p>a</p><p>b</p>'],
    ['what stands before an end tag that is cut off', '<p>a</p', '<p>a</p>'],
    ['crossed tags', '<b>a<i>b</b>c</i>', '<b>a<i>b</i></b>c'],
    ['references', '<p>&laquo;R&amp;D&raquo;&nbsp;&lt;b&gt;</p>', '<p>«R&amp;D»\u00a0&lt;b&gt;</p>'],
    ['void elements', 'a<br>b<hr/>', 'a<br/>b<hr/>'],
    ['inline NITF', '<p><location>Astana</location>, <person>Dana</person></p>', '<p>Astana, Dana</p>'],
    ['plain text', 'R D\n5', 'R D\n5'],
    [
      'an address in angle brackets',
      '<p>bax <https://example.org/a?b=1&amp;c> <b>x</b></p>',
      '<p>bax &lt;https://example.org/a?b=1&amp;c&gt; <b>x</b></p>',
    ],
    [
      'a mailbox that a program has closed',
      '<p>By <desk@night-desk.example.org>A</desk@night-desk.example.org></p>',
      '<p>By &lt;desk@night-desk.example.org&gt;A</p>',
    ],
    ['comparisons in words', '<p>a <b and c> d</p>', '<p>a &lt;b and c&gt; d</p>'],
    ['comparisons that a tag ends', '<p>x<y</p><p>1 < 2, a<b</p>', '<p>x&lt;y</p><p>1 &lt; 2, a&lt;b</p>'],
    ['comparisons that the text ends', 'x<p>i<n; i++ a<b', 'x<p>i&lt;n; i++ a&lt;b</p>'],
    ['a tag that is cut off', '<p>a<br</p>b <a href="x', '<p>ab </p>'],
    ['tags that run into another', 'word<em<b>both</b></em> a<br<p>b</p>', 'word<em>both</em> a<br/>b'],
    [
      'a link with a switch, never closed',
      'b<a download href="https://h.example/x">a',
      'b<a href="https://h.example/x">a</a>',
    ],
    ['a tag that runs into a comment', 'a<em<!-- c -->b', 'ab'],
    ['words with a sign of equality', 'a<b and c==1 or d>e', 'a&lt;b and c==1 or d&gt;e'],
    ['comparisons', '<p>if a<b && c>d || e < f</p>', '<p>if a&lt;b &amp;&amp; c&gt;d || e &lt; f</p>'],
    [
      'a table',
      '<table><tr><td colspan="2" onclick="x()">1<td>2</table>',
      '<table><tr><td colspan="2">1</td><td>2</td></tr></table>',
    ],
    ['XHTML', '<div xmlns="http://www.w3.org/1999/xhtml"><p/>a</div>', '<div><p></p>a</div>'],
  ])('keeps %s', (_name, html, expected) => {
    expect(body(html)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['scripts', 'a<script>alert("<p>")</script>b', 'ab'],
    ['styles and handlers', '<p style="x" onclick="y" class="z" id="i">a</p>', '<p>a</p>'],
    ['javascript links', '<a href=" java\nscript:alert(1)">a</a>', '<a>a</a>'],
    ['data links', '<a href="data:text/html,x">a</a>', '<a>a</a>'],
    ['vector drawings', 'a<svg><script>x</script><text>t</text></svg>b', 'ab'],
    ['forms', '<form action="/x">Ad <input name="q"><button>Göndər</button></form>', 'Ad'],
    ['pictures of no size', '<p>a<img src="https://t.example/p" width="0" height="0"></p>', '<p>a</p>'],
    ['tracking pixels', '<p>a<img src="https://t.example/p.gif" width="1" height="1"></p>', '<p>a</p>'],
    ['illegal characters', '<p title="a\u0001">b\u000b</p>', '<p title="a">b</p>'],
  ])('removes %s', (_name, html, expected) => {
    expect(body(html)).toBe(expected);
  });

  it.each([
    ['<img src="/i/placeholder.gif" data-src="/a.jpg">', '/a.jpg'],
    ['<img src="/b.jpg" data-src="/c.jpg">', '/b.jpg'],
    ['<img data-lazy="/d.jpg">', '/d.jpg'],
    ['<img src="data:image/gif;base64,R0" data-srcset="/e.jpg 1x, /f.jpg 2x">', '/e.jpg'],
  ])('shows a picture that comes late, %s', (html, address) => {
    expect(body(html, 'https://example.az/')).toBe(`<img src="https://example.az${address}" alt=""/>`);
  });

  it('makes links absolute and leaves absolute ones as they were sent', () => {
    const html =
      '<a href="../a?x=1&amp;y">a</a><a href="https://example.org/%D0%B1?q=А">b</a><a href="HTTPS://Example.org/A">c</a>';
    expect(body(html, 'https://example.az/news/1/')).toBe(
      '<a href="https://example.az/news/a?x=1&amp;y">a</a><a href="https://example.org/%D0%B1?q=%D0%90">b</a><a href="HTTPS://Example.org/A">c</a>',
    );
  });

  it('drops a relative link without a base, and says so', () => {
    const { body: out, warnings } = sanitiseHtml('<a href="/x">a</a>', undefined, 'item 3');
    expect(out).toBe('<a>a</a>');
    expect(warnings).toEqual([{ code: 'link-dropped', at: 'item 3', detail: '/x' }]);
  });

  it('puts a link in place of a player', () => {
    const { body: out, warnings } = sanitiseHtml(
      '<iframe src="//video.example/e/1"><b>x</b></iframe>',
      'https://a.example/',
    );
    expect(out).toBe('<a href="https://video.example/e/1">https://video.example/e/1</a>');
    expect(warnings.map((w) => w.code)).toEqual(['embed-replaced']);
  });

  it.each<[string, string, string, string[]]>([
    [
      'a drawing',
      'a<svg><style>x{}</style><text>Neft <tspan>72 $</tspan></text></svg>b',
      'ab',
      ['text-left-out svg: Neft 72 $'],
    ],
    [
      'a formula',
      '<p>a<math><mi>x</mi><mo>=</mo><mn>1</mn></math></p>',
      '<p>a</p>',
      ['text-left-out math: x=1'],
    ],
    [
      'a frame without an address',
      '<iframe src="/e/1">Video</iframe>',
      '',
      ['link-dropped /e/1', 'text-left-out iframe: Video'],
    ],
    ['a control', '<button>Göndər</button>', '', ['text-left-out button: Göndər']],
    ['scripts alone', '<head><title>a</title></head><script>b</script><style>c</style>', '', []],
  ])('reports the words it leaves out of %s', (_name, html, expected, warnings) => {
    const left = sanitiseHtml(html);
    expect(left.body).toBe(expected);
    expect(left.warnings.map(({ code, detail }) => `${code} ${detail}`)).toEqual(warnings);
  });

  it('writes elements of old by those that do the same', () => {
    expect(
      body(
        '<center>Bir</center><fieldset><legend>Arayış</legend>iki</fieldset><strike>üç</strike><tt>d</tt><xmp><b></xmp>',
      ),
    ).toBe('<div>Bir</div><div><div>Arayış</div>iki</div><s>üç</s><code>d</code><pre>&lt;b&gt;</pre>');
  });

  it('changes nothing that is sanitised', () => {
    const html =
      '<p>a<p>b<center>c<dialog><nav>d</fieldset></center><a href="/x" title=\'"<\'>e</a><img src=i alt="&lt;"><svg>f</svg>' +
      '<listing>&amp;lt;<ol start="x"><li>g<br></br><td colspan=2>h<video src=v><track src=t></video>&#1;&nbsp;<![CDATA[<b>]]>';
    const once = body(html, 'https://a.example/');
    expect(body(once, 'https://a.example/')).toBe(once);
  });

  it('puts no link into a link', () => {
    const html = '<a href="https://a.example/">b<iframe src="https://c.example/" title="d"></iframe></a>';
    expect(body(html)).toBe('<a href="https://a.example/">bd</a>');
  });

  it('lifts pictures with their captions', () => {
    const html =
      '<figure><img src="/a.jpg" alt="Xəzər" width="640" height="400"><figcaption>Foto: <b>Report</b></figcaption></figure>' +
      '<img data-src="b.webp" src="data:image/gif;base64,R0"><img src="/a.jpg">';
    const { renditions, body: out } = sanitiseHtml(html, 'https://report.example/n/');
    expect(renditions).toEqual([
      {
        href: 'https://report.example/a.jpg',
        contentType: 'image/jpeg',
        width: 640,
        height: 400,
        title: 'Xəzər',
        description: 'Foto: Report',
      },
      { href: 'https://report.example/n/b.webp', contentType: 'image/webp' },
    ]);
    expect(out).toContain('<img src="https://report.example/a.jpg" alt="Xəzər" width="640" height="400"/>');
  });

  it('lifts video, sound and captions', () => {
    const html =
      '<video poster="p.jpg" width="1280" height="720"><source src="v.mp4" type="video/mp4"><track src="v.vtt" srclang="kk"></video>' +
      '<audio src="a.mp3"></audio><picture><source srcset="x.webp"><img src="x.jpg"></picture>';
    expect(sanitiseHtml(html, 'https://khabar.example/').renditions).toEqual([
      { href: 'https://khabar.example/p.jpg', rendition: 'thumbnail', contentType: 'image/jpeg' },
      { href: 'https://khabar.example/v.mp4', contentType: 'video/mp4' },
      { href: 'https://khabar.example/v.vtt', rendition: 'caption', contentType: 'text/vtt', language: 'kk' },
      { href: 'https://khabar.example/a.mp3', contentType: 'audio/mpeg' },
      { href: 'https://khabar.example/x.jpg', contentType: 'image/jpeg' },
    ]);
  });

  it('keeps the text of markup nested too deep to keep', () => {
    const { body: out, warnings } = sanitiseHtml(`${'<b>'.repeat(100_000)}мәтін & <i>x`);
    expect(out).toBe('<p>мәтін &amp; x</p>');
    expect(warnings.map((w) => w.code)).toEqual(['html-flattened']);
  });

  it('writes well-formed XML whatever it is given, and leaves that as it is', () => {
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<b',
      ' a="',
      "'",
      '>',
      '/>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      '&amp;',
      '<script>',
      '<style>',
      '<textarea>',
      '</textarea>',
      '<object>',
      '</object>',
      '<noscript>',
      '</noscript>',
      '<math><mi>',
      '</',
      '<img src=x onerror=x()>',
      '<svg onload=x()>',
      '</svg>',
      '<a href=javascript:x()>',
      '<table><td>',
      '<tr>',
      '<li>',
      '<font>',
      '<a href=x>',
      '<iframe src=//e.example/>',
      '<center>',
      '\u0000',
      '\ud800',
      'ə',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: anyLetter })), { maxLength: 40 }), (parts) => {
        const once = body(parts.join(''), 'https://example.org/');
        expect(body(once, 'https://example.org/')).toBe(once);
        expect(once.replaceAll('&lt;', '')).not.toMatch(/<(?:script|style)|<[^>]* on\w+=|="javascript:/i);
        const { root, recovered } = readXml(`<r>${once}</r>`);
        expect(recovered).toBeUndefined();
        expect(textOf(root).replace(/\s+/g, '')).toBe(plainText(once).replace(/\s+/g, ''));
      }),
      { numRuns: 500 },
    );
  });

  it('names a picture without an address by what it shows', () => {
    const dropped = (html: string) => sanitiseHtml(html).warnings.map(({ detail }) => detail);
    expect(dropped('<p>a<img data-lazyload="/1.jpg" alt="The bridge">b</p>')).toEqual(['The bridge']);
    expect(dropped('<p>a<img alt="" class="spacer">b</p>')).toEqual([]);
  });
});

describe('a player in an object', () => {
  const movie = '<param name="movie" value="https://video.example.org/v/1">';

  it.each([
    ['a parameter', movie],
    ['the embed in it', '<param name="wmode" value="opaque"><embed src="https://video.example.org/v/1"/>'],
    ['both, once', `${movie}<embed src="https://video.example.org/v/1"></embed>`],
  ])('is a link to what it plays by %s', (_name, inside) => {
    const { body: written, warnings } = sanitiseHtml(`<p>a</p><object width="320">${inside}</object>b`);
    expect(written).toBe(
      '<p>a</p><a href="https://video.example.org/v/1">https://video.example.org/v/1</a>b',
    );
    expect(warnings.map(({ code }) => code)).toEqual(['embed-replaced']);
  });

  it('that stands for one of HTML5 names the file', () => {
    const { warnings } = sanitiseHtml(
      '<object><video src="https://video.example.org/1.mp4"></video></object>',
    );
    expect(warnings.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
      'rendition-dropped https://video.example.org/1.mp4',
    ]);
  });
});
