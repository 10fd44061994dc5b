import { textSize, wordCount } from './text-size.js';

describe('textSize', () => {
  it.each([
    ['Neft bahalaşıb: 5,3 faiz', 4, 24],
    ['Qaz – yox', 2, 9],
    ["O'zbekiston Fargʻona", 2, 20],
    ['🌉 most', 1, 6],
    ['', 0, 0],
  ])('counts %j', (text, words, characters) => {
    expect(textSize(text)).toEqual({ words, characters });
  });
});

describe('wordCount', () => {
  it('counts the body as it is read, words of neighbouring paragraphs apart', () => {
    const body = '<p>Bakı, <b>18</b> noy<i>abr</i>.</p><p>Mətn&#160;burada</p>';
    expect(wordCount({ body, description: 'not counted' })).toBe(5);
  });

  it('leaves out the captions of figures', () => {
    const body =
      '<figure><img src="https://a.az/1.jpg" /><figcaption>Üç söz burada</figcaption></figure><p>Bir söz</p>';
    expect(wordCount({ body })).toBe(2);
  });

  it('counts the description where there is no body, or one of pictures alone', () => {
    expect(wordCount({ description: 'Bir iki üç' })).toBe(3);
    expect(wordCount({ body: '<p><img src="https://a.az/1.jpg" /></p>', description: 'Bir iki üç' })).toBe(3);
    expect(wordCount({})).toBe(0);
  });
});
