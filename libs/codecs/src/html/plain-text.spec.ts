import { looksLikeHtml, plainText, tellingText } from './plain-text.js';

describe('plainText', () => {
  it.each<[string, string, string]>([
    ['text without markup', 'Bakıda  yağış\n yağır', 'Bakıda yağış yağır'],
    ['tags', '<b>Астана</b>: <i>жаңа</i> метро', 'Астана: жаңа метро'],
    ['references, once', 'R&amp;D &laquo;Хабар&raquo; &amp;lt;b&amp;gt;', 'R&D «Хабар» &lt;b&gt;'],
    ['a reference next to a tag, once', '<p>&amp;nbsp;AT&amp;amp;T</p>', '&nbsp;AT&amp;T'],
    [
      'a sign that is no tag',
      'harorat 5 < 7 & 3 > 2, narxi <10 ming',
      'harorat 5 < 7 & 3 > 2, narxi <10 ming',
    ],
    ['a sign before a word, to the end', '1 < 2 va x<y', '1 < 2 va x<y'],
    ['a mailbox', 'Rana <desk@night-desk.example.org> <b>x</b>', 'Rana <desk@night-desk.example.org> x'],
    ['words in angle brackets', 'Map<string, List<int>> va <b>x</b>', 'Map<string, List<int>> va x'],
    [
      'an address in angle brackets',
      'bax <https://example.org/a?b=1&amp;c> və <b>x</b>',
      'bax <https://example.org/a?b=1&c> və x',
    ],
    ['comparisons', 'if (a<b && c>d || e<i || f>g)', 'if (a<b && c>d || e<i || f>g)'],
    ['comparisons in words', 'a<b and c>d', 'a<b and c>d'],
    ['comparisons that a tag ends', '<p>x<y</p><p>p<b</p>', 'x<y p<b'],
    [
      'comparisons that the text ends',
      'for (i=0; i<n; i++) a<i && i<b then',
      'for (i=0; i<n; i++) a<i && i<b then',
    ],
    ['comparisons behind what is no tag', '1 < 2, x<y<z</div> a<i <!-- b -->', '1 < 2, x<y<z a<i'],
    ['an end tag with words', 'a</b and c', 'a</b and c'],
    ['tags that run into another', 'word<em<b>both</b></em> a<br<p>b</p>c<br</p>d', 'wordboth a b cd'],
    ['a link with a switch, never closed', 'b<a download href="/x">a', 'ba'],
    ['words with a sign of equality', 'a<b and c==1 or d>e', 'a<b and c==1 or d>e'],
    ['an anchor without a value', '<a name>x</a>', 'x'],
    ['blocks as gaps', '<p>Bir</p><p>İki</p>Üç<br/>Dörd', 'Bir İki Üç Dörd'],
    ['inline tags without gaps', 'Oʻz<b>bek</b>iston', 'Oʻzbekiston'],
    ['scripts and styles', '<style>p{}</style>a<script>if (1<2) x("</p>")</script>b', 'ab'],
    ['a picture alone', '<img src="x.jpg" alt="foto">', ''],
    ['names of elements that stand for words', 'cd <path> va <LABEL>x <b>y</b>', 'cd <path> va <LABEL>x y'],
    ['those elements', '<label>Ad</label> <svg><path>x</svg><image src="x"> <map name="m"></map>b', 'Ad b'],
    ['what search engines are told', '<noindex>Дүйсенбі</noindex><bgsound src="x">', 'Дүйсенбі'],
    ['an unfinished tag', 'Davamı <a href="https://example', 'Davamı'],
    ['comments and CDATA', 'a<!-- <b> -->b<![CDATA[c]]>', 'abc'],
    ['a player and what follows', '<iframe src="https://example.org/v"></iframe>Видео', 'Видео'],
    [
      'parameters of an address, and references without a semicolon elsewhere',
      'bax: ?a=1&copy=2&amp;reg=3;x &copy 2025 a&lt=b',
      'bax: ?a=1&copy=2&reg=3;x © 2025 a<=b',
    ],
    ['illegal characters', 'a\u000bb\u0000', 'ab'],
  ])('keeps what a reader sees of %s', (_name, html, text) => {
    expect(plainText(html)).toBe(text);
  });
});

describe('tellingText', () => {
  it('tells the words that no text can show, but not those nobody would have read', () => {
    const told: unknown[] = [];
    const html = 'Bir <svg><text>iki\n &amp; üç</text></svg><style>p{}</style><template>x</template> dörd';
    expect(tellingText(html, (...left) => told.push(left))).toBe('Bir dörd');
    expect(told).toEqual([['svg', 'iki\n & üç', false]]);
  });

  it('tells what never ends', () => {
    const told: unknown[] = [];
    expect(tellingText('Bir <!-- iki', (...left) => told.push(left))).toBe('Bir');
    expect(told).toEqual([['comment', ' iki', true]]);
  });
});

describe('looksLikeHtml', () => {
  it.each(['<p>a', 'a<br/>b', 'R&amp;D', '&#8211;', '</div>'])('sees it in %j', (text) => {
    expect(looksLikeHtml(text)).toBe(true);
  });
  it.each(['1 < 2', 'R&D', 'List<string>', 'a & b; c', 'x<y'])('does not see it in %j', (text) => {
    expect(looksLikeHtml(text)).toBe(false);
  });
});
