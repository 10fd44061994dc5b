import { knows, replacing } from '../testing/lint-cases.js';

describe('RSS 1.0', () => {
  const good = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://report.example.org/rss"><title>Report</title><link>https://report.example.org/</link><description>X</description></channel>
<item rdf:about="https://report.example.org/1"><title>Sərgi</title><link>https://report.example.org/1</link></item>
</rdf:RDF>`;
  knows('rdf', good, [
    ['rdf.no-channel', '/RDF', 1, replacing(/<channel.*<\/channel>/, '')],
    ['rdf.incomplete', '/RDF/channel', 2, replacing('<description>X</description>', '')],
    ['rdf.incomplete', '/RDF/item', 3, replacing('<title>Sərgi</title>', '')],
    ['rdf.no-about', '/RDF/item', 3, replacing(' rdf:about="https://report.example.org/1"', '')],
  ]);
});
