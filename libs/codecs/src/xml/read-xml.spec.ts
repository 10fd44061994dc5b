import fc from 'fast-check';
import { UndecodableDocument } from '../codec.js';
import { NS } from './namespaces.js';
import { readXml } from './read-xml.js';
import { attribute, child, elements, textOf, type XmlNode } from './xml-node.js';

/** A compact picture of a tree: `{namespace}name[attributes](children)`. */
function sketch(node: XmlNode): string {
  if (node.kind === 'text') return JSON.stringify(node.text);
  const name = node.ns === '' ? node.local : `{${node.ns}}${node.local}`;
  const attributes = node.attributes
    .map((a) => `${a.ns === '' ? '' : `{${a.ns}}`}${a.local}=${a.value}`)
    .join(' ');
  return `${name}${attributes && `[${attributes}]`}(${node.children.map(sketch).join(' ')})`;
}

const codeOf = (xml: string): string | undefined => {
  try {
    readXml(xml);
    return undefined;
  } catch (error) {
    if (error instanceof UndecodableDocument) return error.code;
    throw error;
  }
};

describe('readXml on well-formed documents', () => {
  it.each<[string, string, string]>([
    ['mixed content in order', '<p>Bakı, <b>X</b> – mətn</p>', 'p("Bakı, " b("X") " – mətn")'],
    ['space around CDATA', '<t> <![CDATA[ a < b &amp; ]]> </t>', 't("  a < b &amp;  ")'],
    ['text on both sides of a comment', '<t>bir<!-- x -->iki</t>', 't("biriki")'],
    ['references, once', '<t>&lt;b&gt; &amp;amp; &#1178;&#x4D9;</t>', 't("<b> &amp; Қә")'],
    ['letters in two halves', '<t>&#55357;&#xDE00; &#xD83D;</t>', 't("😀 \ufffd")'],
    ['HTML names', '<t>&laquo;Хабар&raquo;&nbsp;&mdash;</t>', 't("«Хабар»\u00a0—")'],
    ['numbers as text', '<t n="1e5">04000000</t>', 't[n=1e5]("04000000")'],
    ['carriage returns', '<t>a\r\nb\rc</t>', 't("a\\nb\\nc")'],
    [
      'names of object properties',
      '<constructor __proto__="1"><__proto__/></constructor>',
      'constructor[__proto__=1](__proto__())',
    ],
    ['a default namespace and its end', '<a xmlns="urn:x"><b xmlns=""/><c/></a>', '{urn:x}a(b() {urn:x}c())'],
    [
      'a prefix that means two things',
      '<a><p:b xmlns:p="urn:1"/><p:b xmlns:p="urn:2"/></a>',
      'a({urn:1}b() {urn:2}b())',
    ],
    ['xml:lang', '<a xml:lang="kk"/>', `a[{${NS.xml}}lang=kk]()`],
    ['attributes with new lines', '<a b="1\n2"/>', 'a[b=1 2]()'],
  ])('keeps %s', (_name, xml, expected) => {
    const document = readXml(xml);
    expect(sketch(document.root)).toBe(expected);
    expect(document.recovered).toBeUndefined();
    expect(document.cutOff.size).toBe(0);
  });

  it('gives a known namespace one spelling', () => {
    const { root } = readXml('<rss xmlns:m="https://search.yahoo.com/mrss"><m:content/></rss>');
    expect(child(root, 'content', NS.media)?.prefix).toBe('m');
  });

  it('reads on behind a root that closes early, and says so', () => {
    const document = readXml('<a><b/></a>\n<c><d/></c> words <!-- and a comment -->');
    expect([document.root, ...document.further].map(sketch)).toEqual(['a(b())', 'c(d())']);
    expect(document.recovered).toBe('line 2: the root element ends before the document does');
    expect(readXml('<a/>\n<!-- cached -->\n').recovered).toBeUndefined();
  });

  it('tells where each element begins', () => {
    const xml = '<?xml version="1.0"?>\n<!DOCTYPE a>\n<a>\n <b/></a>';
    expect(child(readXml(xml).root, 'b')?.at).toBe(xml.indexOf('<b'));
  });
});

describe('readXml on broken documents', () => {
  it.each<[string, string, string, string]>([
    [
      'a bare ampersand',
      '<t>R&D &foo; &amp;</t>',
      't("R&D &foo; &")',
      'line 1: a & that begins no reference',
    ],
    ['a < before a word', '<t><u>x<y</u><v>z</v></t>', 't(u("x<y") v("z"))', 'a < that begins no tag'],
    ['an end tag in another case', '<A><b>x</B></a>', 'A(b("x"))', 'line 1: </B> closes <b>'],
    ['a stray <', '<t>1 <2, <![CDATA[ <3 ]]></t>', 't("1 <2,  <3 ")', 'a < that begins no tag'],
    ['an unclosed tag', '<r>\n<i><t>x</i><i/></r>', 'r("\\n" i(t("x")) i())', 'line 2: <t> is not closed'],
    ['a stray end tag', '<r></b>x</r>', 'r("x")', 'line 1: </b> closes nothing'],
    [
      'an undeclared prefix',
      '<r><media:content url="x"/></r>',
      `r({${NS.media}}content[url=x]())`,
      'the prefix media:',
    ],
    ['an attribute without quotes', '<r a=1 b/>', 'r[a=1 b=]()', 'attribute a without quotes'],
    ['an attribute that stands twice', '<r a="1" a="2"/>', 'r[a=1 a=2]()', 'attribute a stands twice'],
    [
      'an attribute that is not closed',
      '<r a="b c="1" d="?e=" f="="/>',
      'r[a=b 1"= d=?e= f==]()',
      'the value of attribute a is not closed',
    ],
    ['illegal characters', '<r>a\u000bb&#11;\ud800</r>', 'r("ab\ufffd")', 'characters that XML forbids'],
  ])('recovers from %s', (_name, xml, expected, recovered) => {
    const document = readXml(xml);
    expect(sketch(document.root)).toBe(expected);
    expect(document.recovered).toContain(recovered);
  });

  it('names the elements that a truncated document ends inside of', () => {
    const { root, cutOff, recovered } = readXml('<rss><item><t>bir</t></item><item><t>ik');
    expect([...cutOff].map((e) => e.local)).toEqual(['rss', 'item', 't']);
    expect(recovered).toContain('the document ends inside <t>');
    expect(textOf(child(root, 'item')!)).toBe('bir');
  });
});

describe('readXml on hostile documents', () => {
  it('expands a plain entity, as old RDF does for namespaces', () => {
    const xml = `<!DOCTYPE r [<!ENTITY rdf "${NS.rdf}">]><rdf:RDF xmlns:rdf="&rdf;"/>`;
    expect(readXml(xml).root.ns).toBe(NS.rdf);
  });

  it('takes a percent sign in an entity for a sign', () => {
    expect(textOf(readXml('<!DOCTYPE r [<!ENTITY all "100 % of 50%">]><r>&all;</r>').root)).toBe(
      '100 % of 50%',
    );
    expect(codeOf('<!DOCTYPE r [<!ENTITY all "%other;">]><r>&all;</r>')).toBe('decode.doctype-refused');
  });

  it('takes a DOCTYPE that names an external DTD for harmless, and fetches nothing', () => {
    const dtd = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.org/rss.dtd">';
    expect(attribute(readXml(`${dtd}<rss version="0.91"/>`).root, 'version')).toBe('0.91');
    expect(codeOf('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>')).toBeUndefined();
  });

  it.each<[string, string, string]>([
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'decode.doctype-refused',
    ],
    [
      'nested entities',
      '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a>&m;</a>',
      'decode.doctype-refused',
    ],
    [
      'a long entity used often',
      `<!DOCTYPE a [<!ENTITY l "${'x'.repeat(900)}">]><a>${'&l;'.repeat(2000)}</a>`,
      'decode.doctype-refused',
    ],
    ['too many elements', `<a>${'<b/>'.repeat(1_000_001)}</a>`, 'decode.too-large'],
    ['no element', 'Bakı', 'decode.malformed'],
    ['a CDATA section inside a tag', '<a<![CDATA[b> 2 <">3', 'decode.malformed'],
    ['a DOCTYPE without end', `<!DOCTYPE a [${'<!ENTITY a "'.repeat(1000)}`, 'decode.malformed'],
  ])('refuses %s', (_name, xml, code) => {
    expect(codeOf(xml)).toBe(code);
  });

  it.each([
    ['<a><b><c/></b><d>y</d></a>', undefined],
    ['<a><b><c>x</c></b><d>y</d></a>', 'line 1: of elements nested deeper than 2 only the text was kept'],
    [
      '<a><b><b>x<c></c></b></b><d>y</d></a>',
      'line 1: of elements nested deeper than 2 only the text was kept',
    ],
    ['<a><b><c><e>x</c></b><d>y</d></a>', 'line 1: of elements nested deeper than 2 only the text was kept'],
    ['<a><b><c><e>x</b><d>y</d></a>', 'line 1: of elements nested deeper than 2 only the text was kept'],
  ])('keeps the text of what is nested too deep in %s, and all that follows', (xml, recovered) => {
    const document = readXml(xml, { maxDepth: 2 });
    expect(document.recovered).toBe(recovered);
    expect(
      document.root.children.map((node) => [node.kind === 'element' && node.local, textOf(node)]),
    ).toEqual([
      ['b', recovered ? 'x' : ''],
      ['d', 'y'],
    ]);
  });

  it('reads what stands beside ten thousand elements in each other', () => {
    const { root, recovered } = readXml(`<a>${'<b>'.repeat(10_000)}x${'</b>'.repeat(10_000)}<c>y</c></a>`);
    expect(root.children.map(textOf)).toEqual(['x', 'y']);
    expect(recovered).toMatch(/deeper than 256/);
  });

  it.each<[string, string]>([
    ['stray <', `<a>${'<3 '.repeat(200_000)}</a>`],
    ['ampersands', `<a>${'&aaaaaaaaaaaaaaaa '.repeat(100_000)}</a>`],
    ['end tags', `<a>${'</b>'.repeat(200_000)}</a>`],
    [
      'namespaces',
      `<a ${Array.from({ length: 50_000 }, (_, i) => `xmlns:p${i}="u"`).join(' ')}>${'<a xmlns:b="c"/>'.repeat(20_000)}</a>`,
    ],
    ['unclosed CDATA', `<a>${'<![CDATA['.repeat(200_000)}`],
  ])('comes to an end on very many %s', (_name, xml) => {
    // Work that grows faster than the document would keep the suite here for hours.
    expect(() => readXml(xml)).not.toThrow(RangeError);
  });

  it.each<[string, string, string, string | undefined]>([
    [
      'never',
      '<r><t><![CDATA[bir <b></t><u>iki</u></r>',
      'r(t("bir <b>") u("iki"))',
      'line 1: a CDATA section is not closed',
    ],
    [
      'by that of another element',
      '<r><t><![CDATA[bir</t><u><![CDATA[iki]]></u></r>',
      'r(t("bir") u("iki"))',
      'line 1: a CDATA section is not closed',
    ],
    ['in its own element', '<r><t><![CDATA[a</t>b]]></t></r>', 'r(t("a</t>b"))', undefined],
    ['behind a second beginning', '<t><![CDATA[a <![CDATA[b]]></t>', 't("a <![CDATA[b")', undefined],
    [
      'nowhere, nor its element',
      '<r><t><![CDATA[bir',
      'r(t("bir"))',
      'line 1: a CDATA section is not closed',
    ],
  ])('ends a CDATA section that is closed %s', (_where, xml, tree, recovered) => {
    const document = readXml(xml);
    expect([sketch(document.root), document.recovered]).toEqual([tree, recovered]);
  });

  it.each([
    [
      'the sign of a comment that is never closed',
      '<r><t>bir</t><!-- <t>iki</t></r>',
      'a comment is not closed',
    ],
    [
      'nothing but it, of an end tag that runs into the next one',
      '<r><t>bir</t<t>iki</t></r>',
      'a tag is not closed',
    ],
    ['nothing but it, of another that does', '<r><t><i>bir</t<t>iki</t></r>', '<i> is not closed'],
  ])('leaves out %s', (_what, xml, recovered) => {
    const document = readXml(xml);
    expect(elements(document.root, 't').map(textOf)).toEqual(['bir', 'iki']);
    expect(document.recovered).toBe(`line 1: ${recovered}`);
  });

  it('reads a hundred thousand comments without ends in a time that grows as they do', () => {
    expect(readXml(`<r>${'<a/><!-- '.repeat(100_000)}</r>`).root.children).toHaveLength(200_000);
  });

  it.each([
    ['<r><a x="1/><b>bir</b><c y="2" z="3"/></r>', '1'],
    ['<r><a x="https://e.example/>bir</a><c y="2"/></r>', 'https://e.example/'],
    ['<r><a x="1 > 0" y="<"/><c y="2"/></r>', '1 > 0'],
  ])('ends a value without a closing quotation mark with its tag: %s', (xml, value) => {
    const { root } = readXml(xml);
    expect(attribute(elements(root, 'a')[0]!, 'x')).toBe(value);
    expect(attribute(child(root, 'c')!, 'y')).toBe('2');
  });

  it('reads a hundred thousand CDATA sections without ends in a time that grows as they do', () => {
    const of = (pieces: number): string => `<r>${'<a><![CDATA[x</a>'.repeat(pieces)}</r>`;
    expect(readXml(of(100_000)).root.children).toHaveLength(100_000);
    const unclosed = `<r>${'<a><![CDATA[x]]>'.repeat(20_000)}`;
    expect(readXml(unclosed).recovered).toBeDefined();
  });

  it('reads tags that it knows from other documents as it read them first', () => {
    const names = fc.constantFrom('a', 'b', 'p:c', 'xml:d', 'A');
    const values = fc.constantFrom(
      '"1"',
      "'two > 2'",
      '"&amp;"',
      '"&own;"',
      '"\t\n"',
      '3',
      '"<"',
      '"urn:p"',
      '"/"',
    );
    const attributes = fc.array(
      fc
        .tuple(
          fc.constantFrom('x', 'p:y', 'xmlns', 'xmlns:p', 'xml:lang', 'x'),
          fc.constantFrom('=', ' = '),
          values,
        )
        .map((parts) => ` ${parts.join('')}`),
      { maxLength: 3 },
    );
    const ends = fc.constantFrom('>', '/>', ' >', '/ >', ' / >', '>>', '');
    const tag = fc
      .tuple(names, attributes, ends)
      .map(([name, list, end]) => `<${name}${list.join('')}${end}`);
    const pieces = fc.array(
      fc.oneof(
        tag,
        names.map((name) => `</${name}>`),
        fc.constantFrom('text', '<', '&own;'),
      ),
    );
    let number = 0;
    fc.assert(
      fc.property(pieces, fc.constantFrom('', '<!DOCTYPE r [<!ENTITY own "mine">]>'), (parts, doctype) => {
        const xml = `${doctype}<r>${parts.join('')}</r>`;
        // A name that no other document has makes every tag one that was not read before.
        number++;
        const fresh = xml.replace(/<(\/?)(?=\w)/g, `<$1n${number}-`);
        expect(told(fresh)).toBe(told(fresh));
      }),
      { numRuns: 1000 },
    );
  });
});

/** What was read, or how it failed. */
function told(xml: string): string {
  try {
    const { root, further, recovered } = readXml(xml);
    return JSON.stringify([root, further, recovered]);
  } catch (error) {
    return String(error);
  }
}
