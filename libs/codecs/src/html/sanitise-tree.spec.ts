import { innerMarkup } from '../xml/inner-markup.js';
import { readXml } from '../xml/read-xml.js';
import { sanitiseHtml } from './sanitise-html.js';
import { sanitiseTree } from './sanitise-tree.js';

const treeOf = (markup: string) =>
  readXml(`<body xmlns="http://www.w3.org/1999/xhtml">${markup}</body>`).root.children;

describe('sanitiseTree', () => {
  it.each([
    'text alone',
    ' <p>A &lt; B &amp;amp; C</p>\n<p>D<br/>E</p> ',
    '<P Class="x" TITLE="t &quot;q&quot;">case</P>',
    '<p>open<div>a block ends it</div>and goes on</p>',
    '<ul><li>one<li>in one</li></li></ul>',
    '<figure><img src="/a.jpg" alt="A &amp; B" width="640" height="480"/><figcaption>By <b>X</b> &amp; Y</figcaption></figure>',
    '<video poster="p.jpg"><source src="v.mp4" type="video/mp4"/>no player</video>',
    '<script>alert("1 &lt; 2")</script><style>p{}</style><p onclick="x()">kept</p>',
    '<iframe src="https://video.example/1" title="A film"/><object data="/o"><p>instead</p></object>',
    '<a href="javascript:x()">no link</a> <a href="/x?a=1&amp;b=2">link</a>',
    '<blockquote cite="/q"><custom>unknown <em>inside</em></custom></blockquote>',
    '<img src="https://c.example/pixel.gif" width="1" height="1"/><amp-img src="/amp.png"/>',
    '<p xml:lang="kk">тіл</p><p lang="ru" xml:lang="ru">язык</p>',
    '<svg><text>drawn</text><p>a block ends it</p><text>and stays</text></svg><math><mi><b>x</b></mi></math>',
    '<noscript><img src="/a.jpg"/>no scripts</noscript><button><img src="/b.jpg"/></button>text',
    '<table><tr><td colspan="2">a<td>b</td></td></tr></table><hr/>',
  ])('does with what was read as with what is printed: %s', (markup) => {
    const nodes = treeOf(markup);
    const printed = sanitiseHtml(innerMarkup({ children: nodes }), 'https://h.example/n/1', 'at');
    expect(sanitiseTree(nodes, 'https://h.example/n/1', 'at')).toEqual(printed);
    expect(printed.body).not.toBe('');
  });

  it('keeps the text of more elements than any story has', () => {
    const { body, warnings } = sanitiseTree(treeOf(`<p>first</p>${'<b>x</b>'.repeat(100_001)}`));
    expect(body).toMatch(/^<p>first x+<\/p>$/);
    expect(warnings).toEqual([
      {
        code: 'html-flattened',
        at: 'body',
        detail: 'there are more than 100000 elements, so only the text was kept',
      },
    ]);
  });
});
