import { readXml } from './read-xml.js';
import { element, XmlFragment, xmlDocument } from './write-xml.js';
import { attribute, textOf } from './xml-node.js';

describe('element', () => {
  it('escapes text and attributes and leaves out what is undefined', () => {
    const xml = element('a', { b: '"<&>\n', c: undefined, d: 1 }, 'x < y & z > "w"', undefined, [
      2,
      element('e'),
    ]).xml;
    expect(xml).toBe('<a b="&quot;&lt;&amp;&gt;&#10;" d="1">x &lt; y &amp; z &gt; "w"2<e/></a>');
  });

  it('removes characters that XML forbids, in text, attributes and trusted markup', () => {
    const xml = element(
      'a',
      { b: 'x\u000by' },
      'm\u0000n\ufffe',
      XmlFragment.trusted('<p>\u0008q</p>'),
      '\ud800',
    );
    expect(xml.xml).toBe('<a b="xy">mn<p>q</p>\ufffd</a>');
  });

  it('writes what the reader reads back, white space and all', () => {
    const value = ' Səmərqənd\t& “Oʻzbekiston”\r\n]]> <b>\u{1F30D} ';
    const { root, recovered } = readXml(xmlDocument(element('r', { v: value }, value)));
    expect(recovered).toBeUndefined();
    expect(attribute(root, 'v')).toBe(value);
    expect(textOf(root)).toBe(value);
  });
});
