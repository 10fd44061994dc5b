import { withSection } from './generated-section.js';

const document = `# Title

<!-- table: written by npm run generate -->
old
<!-- end of table -->

The rest.
`;

describe('withSection', () => {
  it('replaces what is between the marks and nothing else', () => {
    const written = withSection(document, 'table', 'new\n');
    expect(written).toBe(document.replace('\nold\n', '\n\nnew\n\n'));
    expect(withSection(written, 'table', 'new')).toBe(written);
  });

  it('refuses a document without the marks', () => {
    expect(() => withSection(document, 'other', 'new')).toThrow('there is no <!-- other:');
    expect(() => withSection('<!-- end of table -->', 'table', 'new')).toThrow(
      'before <!-- end of table -->',
    );
  });
});
