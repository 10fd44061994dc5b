import { html } from './html.js';

describe('html', () => {
  it('escapes values in text and in attributes', () => {
    const nasty = `<script>alert("x")</script> & 'y'`;
    expect(String(html`<p title="${nasty}">${nasty}</p>`)).toBe(
      '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;">' +
        '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;</p>',
    );
  });

  it('takes markup, lists and absent values', () => {
    const rows = ['Bakı', 'Алматы & Астана'].map((city) => html`<li>${city}</li>`);
    expect(String(html`<ul>${rows}${undefined}${false}</ul><b>${0}</b>`)).toBe(
      '<ul><li>Bakı</li><li>Алматы &amp; Астана</li></ul><b>0</b>',
    );
  });

  it('escapes text inside a list too', () => {
    expect(String(html`${['<b>', html`<i>${'<'}</i>`]}`)).toBe('&lt;b&gt;<i>&lt;</i>');
  });
});
