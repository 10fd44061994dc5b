import { JsonLines } from '../json-lines.js';
import { knows, replacing } from '../testing/lint-cases.js';
import { validateDocument } from '../validate.js';

describe('JSON Feed 1.1', () => {
  const good = `{
"version": "https://jsonfeed.org/version/1.1",
"title": "Report",
"feed_url": "https://report.example.org/feed.json",
"items": [
{
"id": "1",
"url": "https://report.example.org/1",
"content_html": "<p>\\"Mətn\\"</p>",
"date_published": "2026-03-10T09:00:00Z",
"authors": [{"name": "Müxbir"}],
"tags": ["kitab"],
"attachments": [{"url": "https://x.example.org/1.mp4", "mime_type": "video/mp4", "size_in_bytes": 7}]
},
{"id": "2", "content_text": "Mətn"}
]
}`;
  knows('jsonfeed', good, [
    ['jsonfeed.incomplete', '/', 1, replacing('"title": "Report",', '')],
    ['jsonfeed.version', '/version', 2, replacing('version/1.1', 'version/2')],
    ['jsonfeed.url', '/feed_url', 4, replacing('https://report.example.org/feed', 'feed')],
    ['jsonfeed.no-id', '/items/0', 6, replacing('"id": "1",', '')],
    ['jsonfeed.id-repeated', '/items/1/id', 15, replacing('"id": "2"', '"id": "1"')],
    ['jsonfeed.no-content', '/items/1', 15, replacing(', "content_text": "Mətn"', '')],
    ['jsonfeed.text', '/items/1/content_text', 15, replacing('"Mətn"}', '7}')],
    ['jsonfeed.url', '/items/0/url', 8, replacing('"https://report.example.org/1"', '"/1"')],
    ['jsonfeed.date', '/items/0/date_published', 10, replacing('T09:00:00Z', '')],
    ['jsonfeed.author', '/items/0/authors/0', 11, replacing('"name": "Müxbir"', '')],
    ['jsonfeed.tags', '/items/0/tags', 12, replacing('["kitab"]', '"kitab"')],
    [
      'jsonfeed.attachment-incomplete',
      '/items/0/attachments/0',
      13,
      replacing(', "mime_type": "video/mp4"', ''),
    ],
    [
      'jsonfeed.attachment',
      '/items/0/attachments/0/size_in_bytes',
      13,
      replacing('"size_in_bytes": 7', '"size_in_bytes": "7"'),
    ],
    ['json.malformed', '/', 3, replacing('"title": "Report",', '"title": Report,')],
  ]);

  it.each<[string, number]>([
    ['{"a": 1,\n"b" 2}', 2],
    ['{"a": [1,\n2,\n]}', 3],
    ['{"a": 1,\n}', 2],
    ['[1]\n\n2', 3],
    ['{"a": "x\ny"}', 1],
    ['{"a": 01}', 1],
    ['{\n"a": [1}', 2],
    ['{"a":\n1', 2],
  ])('finds where %j stops being JSON', (text, line) => {
    expect(validateDocument(Buffer.from(text), { format: 'jsonfeed' }).faults).toEqual([
      { code: 'json.malformed', at: '/', line, message: expect.any(String) },
    ]);
  });

  it('finds lines through text that looks like structure', () => {
    const text = '{"a": "}],\\"", "~/": [1,\n[2, {"x": "[",\n"y": {}}]]}';
    expect(['/~0~1/1/1/y', '/~0~1/1', '/none', ''].map((at) => new JsonLines(text).lineOf(at))).toEqual([
      3, 2, 1, 1,
    ]);
  });
});
