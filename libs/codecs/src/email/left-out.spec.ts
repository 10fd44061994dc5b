import { storyInHtml, storyInText } from './left-out.js';

const seen = ({ text, leftOut }: ReturnType<typeof storyInText>): string[] => [
  text.trim(),
  ...leftOut.map(({ what }) => what),
];

describe('what a mail program put around a text', () => {
  it.each<[string, string, string[]]>([
    ['a signature', 'Story.\n\n-- \nA. Karimova', ['Story.', 'signature']],
    ['a signature without its blank', 'Story.\n\n--\nA. Karimova', ['Story.', 'signature']],
    ['a quotation in Russian', 'Да.\n\n18.11.2025 Иван писал:\n> Текст\n> ещё', ['Да.', 'quoted']],
    ['an original message', 'Bəli.\n-----Original Message-----\nFrom: a\n\nKöhnə', ['Bəli.', 'quoted']],
    [
      'the header of a forwarded one',
      '---------- Forwarded message ---------\nFrom: a\nSubject: b\n\nStory.',
      ['Story.', 'forwarded-header'],
    ],
    ['nothing', 'A line\n--\nof a table\n'.repeat(20), ['A line\n--\nof a table\n'.repeat(20).trim()]],
    ['nothing where only that is there', '> All that was sent', ['> All that was sent']],
    ['nothing where a speech ends in a colon', 'He wrote:\nThe end.', ['He wrote:\nThe end.']],
  ])('is told from a plain text: %s', (_name, text, expected) => {
    expect(seen(storyInText(text, false))).toEqual(expected);
  });

  it('is the story where the message is forwarded', () => {
    expect(seen(storyInText('FYI\n> Story', true))).toEqual(['FYI\n> Story']);
    const html = 'FYI<blockquote type="cite">Story</blockquote>';
    expect(seen(storyInHtml(html, true))).toEqual([html]);
    expect(seen(storyInHtml(html, false))).toEqual(['FYI', 'quoted']);
  });

  it.each<[string, string, string[]]>([
    [
      'a signature and a quotation',
      '<p>A</p><div class="gmail_signature">B<br>C</div><div class="gmail_quote">D<div>E</div></div><p>F',
      ['<p>A</p><p>F', 'signature', 'quoted'],
    ],
    [
      'the header of a forwarded message, whose text stays',
      '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: a</div><p>Story</p></div>',
      ['<div class="gmail_quote"><p>Story</p></div>', 'forwarded-header'],
    ],
    [
      'nothing in what Apple Mail forwards',
      'FYI<blockquote type="cite"><div>Begin forwarded message:</div>Story</blockquote>',
      ['FYI<blockquote type="cite"><div>Begin forwarded message:</div>Story</blockquote>'],
    ],
  ])('is told from HTML: %s', (_name, html, expected) => {
    expect(seen(storyInHtml(html, false))).toEqual(expected);
  });
});
