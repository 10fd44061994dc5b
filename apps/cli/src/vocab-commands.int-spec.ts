import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewsItem } from '#news/record.js';
import { runKorpu } from './testing/run-korpu.js';

// Each is a process of its own, on a machine that may be busy.

const URI = 'http://cv.iptc.org/newscodes/mediatopic/';
const FEED = `<rss version="2.0"><channel><title>Report</title><link>https://report.example/</link>
<item><guid isPermaLink="false">7</guid><link>https://report.example/7</link><title>DÜZƏLİŞ: İxrac artıb</title>
<category>İqtisadiyyat</category><pubDate>Tue, 10 Mar 2026 12:00:00</pubDate></item></channel></rss>`;
const PUBLISHED = JSON.stringify({
  uri: URI,
  type: 'http://www.w3.org/2004/02/skos/core#ConceptScheme',
  prefSchemeAlias: 'medtop',
  prefLabel: { 'en-GB': 'Media Topic' },
  conceptSet: ['04000000', '20000344'].map((code, i) => ({
    uri: URI + code,
    type: ['http://www.w3.org/2004/02/skos/core#Concept'],
    prefLabel: { 'en-GB': `topic ${code}` },
    ...(i > 0 ? { broader: [`${URI}04000000`] } : {}),
  })),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'korpu-vocab-'));
  writeFileSync(join(folder, 'feed.xml'), FEED);
  writeFileSync(join(folder, 'published.json'), PUBLISHED);
  writeFileSync(join(folder, 'notes.json'), '{}');
  writeFileSync(
    join(folder, 'mine.yaml'),
    'id: mine\nzone: Asia/Baku\nheadlinePrefix: keep\nheadlineSignals: { DÜZƏLİŞ: update }\n',
  );
  writeFileSync(join(folder, 'faulty.yaml'), 'id: faulty\nsubjects: [nothing]\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const korpu = (...args: string[]) => runKorpu(args, { cwd: folder });

describe('korpu decode --profile', () => {
  it('reads as a profile of the configuration says', async () => {
    const { status, lines } = await korpu('decode', '--profile', 'report', 'feed.xml');
    expect(status).toBe(0);
    const [line] = lines<{ record: NewsItem }>();
    expect(Object.keys(line!)).toEqual(['file', 'format', 'charset', 'record', 'warnings']);
    expect(line!.record).toMatchObject({
      headline: 'İxrac artıb',
      signals: ['correction'],
      versionCreated: '2026-03-10T08:00:00Z',
      subjects: [{ name: 'İqtisadiyyat', qcode: 'medtop:20000344' }],
    });
  });

  it('reads as a profile file says, and options go before it', async () => {
    const { lines } = await korpu('decode', '--profile', 'mine.yaml', '--zone', 'UTC', 'feed.xml');
    expect(lines<{ record: NewsItem }>()[0]!.record).toMatchObject({
      headline: 'DÜZƏLİŞ: İxrac artıb',
      signals: ['update'],
      versionCreated: '2026-03-10T12:00:00Z',
      subjects: [{ name: 'İqtisadiyyat' }],
    });
  });

  it('names what is wrong with a profile', async () => {
    const unknown = await korpu('decode', '--profile', 'reprot', 'feed.xml');
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('there is no such profile');
    const faulty = await korpu('decode', '--profile', 'faulty.yaml', 'feed.xml');
    expect(faulty.stderr).toContain(
      'faulty.yaml:2 subjects[0] names “nothing”, and there is no such vocabulary',
    );
    expect(faulty.status).toBe(1);
  });
});

describe('korpu vocab', () => {
  it('imports what IPTC publishes into a file, and loses no name that was there', async () => {
    const file = join(folder, 'medtop.yaml');
    const first = await korpu('vocab', 'import', 'published.json', '--into', 'medtop.yaml');
    expect([first.status, first.stdout, first.stderr]).toEqual([
      0,
      'Wrote 2 concepts into medtop.yaml.\n',
      '',
    ]);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      `# Ours\n${text.replace('{ en: topic 04000000', '{ az: iqtisadiyyat, en: old name')}`,
    );
    await korpu('vocab', 'import', 'published.json', '--into', 'medtop.yaml');
    expect(readFileSync(file, 'utf8')).toBe(
      `# Ours\n${text.replace('{ en: topic 04000000', '{ az: iqtisadiyyat, en: topic 04000000')}`,
    );
  });

  it('says what cannot be read, or written', async () => {
    const missing = await korpu('vocab', 'import', 'nowhere.json');
    expect([missing.status, missing.stderr]).toEqual([
      1,
      'korpu: nowhere.json cannot be read: there is no such file.\n',
    ]);
    const lost = await korpu('vocab', 'import', 'published.json', '--into', 'nowhere/medtop.yaml');
    expect([lost.status, lost.stderr]).toEqual([
      1,
      expect.stringContaining(
        'korpu: --into nowhere/medtop.yaml cannot be written: there is no such folder.\n',
      ),
    ]);
  });

  it('says what is no vocabulary', async () => {
    const { status, stderr } = await korpu('vocab', 'import', 'notes.json');
    expect(status).toBe(1);
    expect(stderr).toContain('notes.json: The file holds no SKOS concepts.');
  });

  it('shows a concept and what is broader', async () => {
    const { stdout } = await korpu('vocab', 'show', 'medtop:20000344', '--language', 'kk-Cyrl');
    expect(stdout).toMatch(
      /^medtop:20000344 {2}экономика\n {2}is also medtop:04000000 {2}экономика, бизнес және қаржы\n/,
    );
    const unknown = await korpu('vocab', 'show', 'medtop:1');
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
  });
});
