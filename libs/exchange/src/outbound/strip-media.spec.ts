import { withoutMedia } from './strip-media.js';

const without = (body: string, ...hrefs: string[]) => withoutMedia(body, new Set(hrefs));
const A = 'https://cdn.example/a.jpg';

describe('withoutMedia', () => {
  it.each([
    ['a picture', `<p>Bakı <img src="${A}" alt="x"/> mətn</p>`, '<p>Bakı  mətn</p>'],
    ['a picture with an end tag', `<p><img src="${A}"></img>x</p>`, '<p>x</p>'],
    ['an escaped address', '<p><img src="https://cdn.example/?a=1&amp;b=2" alt=""/>x</p>', '<p>x</p>'],
    ['an address by number', '<p><img src="https://cdn.example/?a=1&#38;b=2" alt=""/>x</p>', '<p>x</p>'],
    ['a player', `<video controls="controls" src="${A}">old</video><p>x</p>`, '<p>x</p>'],
    ['a player whose only source goes', `<audio><source src="${A}"/></audio>x`, 'x'],
    ['a caption track', `<video src="v.mp4"><track src="${A}"/></video>`, '<video src="v.mp4"></video>'],
    ['a poster', `<video src="v.mp4" poster="${A}"></video>`, '<video src="v.mp4"></video>'],
    ['a link', `<a href="${A}" title="t">words</a>`, '<a title="t">words</a>'],
    ['a picture inside a link to it', `<a href="${A}"><img src="${A}" alt="a > b"/></a>`, '<a></a>'],
  ])('takes out %s', (_, body, left) => {
    expect(without(body, A, 'https://cdn.example/?a=1&b=2')).toBe(left);
  });

  it.each([
    ['another picture', '<p><img src="https://cdn.example/a.jpg.webp" alt=""/></p>'],
    ['one that names the address in its text', `<p><img src="b.jpg" alt="${A}"/>${A}</p>`],
    ['a player with another source', '<video><source src="b.mp4"/></video>'],
    ['a self-closing anchor and entities', '<p>a &lt; b &amp; c<br/><a id="x"/></p>'],
  ])('leaves %s', (_, body) => {
    expect(without(body, A)).toBe(body);
  });

  it('keeps a player that has one source left', () => {
    const body = `<video controls="controls"><source src="${A}"/><source src="b.mp4"/></video>`;
    expect(without(body, A)).toBe('<video controls="controls"><source src="b.mp4"/></video>');
  });

  it('comes to an end on a long body without a refused file', () => {
    const body = '<p>'.repeat(50_000) + '<video '.repeat(2_000);
    expect(without(body, A)).toBe(body);
  });
});
