import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itWithSchemas } from '#codecs/testing/schemas.js';
import { zipOf } from '#codecs/testing/zip-of.js';
import { KORPU, runKorpu } from './testing/run-korpu.js';

// Each is a process of its own, on a machine that may be busy.

interface DecodeLine {
  file: string;
  member?: string;
  format?: string;
  charset?: string;
  record?: { guid: string; headline: string; language?: string; versionCreated?: string; url?: string };
  records?: 0;
  warnings?: { code: string; at: string }[];
  error?: { code: string; message: string };
}

interface ValidateLine {
  file: string;
  format?: string;
  valid: boolean;
  schema: string;
  faults: { code: string; line?: number }[];
}

const FEED = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Report</title><link>https://report.example/</link><description>News</description>
<item><guid isPermaLink="false">1</guid><title>Bakıda yeni körpü açıldı</title><link>/az/1</link><pubDate>Tue, 18 Nov 2025 13:00:00</pubDate></item>
<item><guid isPermaLink="false">2</guid><title>В Баку открыли новый мост</title><link>/ru/2</link><pubDate>Tue, 18 Nov 2025 09:00:00 GMT</pubDate></item>
</channel></rss>`;

describe('korpu decode, encode and validate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-cli-'));
    writeFileSync(join(folder, 'feed.xml'), FEED);
    writeFileSync(join(folder, 'empty.xml'), FEED.replace(/<item>[\s\S]*<\/item>/, ''));
    writeFileSync(join(folder, 'notes.txt'), 'Call the desk at nine.');
    writeFileSync(join(folder, 'list.txt'), 'feed.xml\r\nempty.xml\n\nmissing.xml\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const korpu = (args: string[], input?: string, env: Record<string, string> = {}) =>
    runKorpu(args, { input, cwd: folder, env });

  // Linux has a file that is always full.
  (existsSync('/dev/full') ? it : it.skip)('says in a sentence that its output has no room', () => {
    const full = openSync('/dev/full', 'w');
    const ran = (...args: string[]) =>
      spawnSync(process.execPath, [KORPU, ...args], {
        cwd: folder,
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
    for (const { status, stderr } of [ran('decode', 'feed.xml'), ran('vocab', 'show', 'medtop:20000344')])
      expect([status, stderr]).toEqual([
        1,
        'korpu: The output could not be written: no space left on device.\n',
      ]);
    closeSync(full);
  });

  it('reads documents that name no charset in the one that is given', async () => {
    // Мост in DOS Cyrillic, too short to tell.
    const title = Buffer.from([0x8c, 0xae, 0xe1, 0xe2]);
    const [before, after] = '<rss><channel><item><title>@</title></item></channel></rss>'.split('@');
    writeFileSync(join(folder, 'dos.xml'), Buffer.concat([Buffer.from(before!), title, Buffer.from(after!)]));
    const { lines } = await korpu(['decode', '--charset', 'cp866', 'dos.xml']);
    expect(lines<DecodeLine>()).toMatchObject([{ charset: 'ibm866', record: { headline: 'Мост' } }]);
  });

  it('says from which file of an archive a record is', async () => {
    const feed = Buffer.from(FEED);
    const item = Buffer.from('{"uri":"urn:x:1","type":"text","headline":"Körpü"}');
    writeFileSync(
      join(folder, 'a.zip'),
      zipOf([
        { name: 'feed.xml', data: feed },
        { name: 'b/item.json', data: item },
      ]),
    );
    const { lines } = await korpu(['decode', 'a.zip']);
    expect(
      lines<DecodeLine>().map(({ member, format, record }) => [member, format, record?.headline]),
    ).toEqual([
      ['feed.xml', 'rss', 'Bakıda yeni körpü açıldı'],
      ['feed.xml', 'rss', 'В Баку открыли новый мост'],
      ['b/item.json', 'ninjs', 'Körpü'],
    ]);
  });

  it('print a line for each record, with the warnings about it', async () => {
    const options = ['--zone', 'Asia/Baku', '--base', 'https://report.example/feed', '--source', 'report'];
    const { status, stderr, lines } = await korpu(['decode', ...options, 'feed.xml']);
    expect([status, stderr]).toEqual([0, '']);
    const [first, second, ...rest] = lines<DecodeLine>();
    expect(rest).toEqual([]);
    expect(Object.keys(first!)).toEqual(['file', 'format', 'charset', 'record', 'warnings']);
    expect(first).toMatchObject({
      file: 'feed.xml',
      format: 'rss',
      charset: 'utf-8',
      record: {
        versionCreated: '2025-11-18T09:00:00Z',
        url: 'https://report.example/az/1',
        language: 'az-Latn',
      },
      warnings: [{ code: 'date-without-zone' }],
    });
    expect(first!.record!.guid).toMatch(/^urn:newsml:report:[0-9a-f]{32}$/);
    expect(second).toMatchObject({ record: { language: 'ru' }, warnings: [] });
  });

  it('read a list, and go on after what cannot be decoded', async () => {
    const { status, lines } = await korpu(['decode', 'notes.txt', '--list', 'list.txt']);
    expect(status).toBe(1);
    const printed = lines<DecodeLine>();
    expect(printed.map(({ file }) => file)).toEqual([
      'notes.txt',
      'feed.xml',
      'feed.xml',
      'empty.xml',
      'missing.xml',
    ]);
    expect(printed[0]).toEqual({
      file: 'notes.txt',
      error: { code: 'decode.unknown-format', message: expect.stringContaining('Call the desk') },
    });
    expect(printed[3]).toEqual({
      file: 'empty.xml',
      format: 'rss',
      charset: 'utf-8',
      records: 0,
      warnings: [],
    });
    expect(printed[4]).toEqual({
      file: 'missing.xml',
      error: { code: 'file.unreadable', message: 'there is no such file' },
    });
  });

  it('give the records back that were encoded', async () => {
    const decoded = await korpu(['decode', '-'], FEED);
    const records = decoded.lines<DecodeLine>().map(({ record }) => record);
    const encoded = await korpu(['encode', '--as', 'newsml-g2', '--version', '2.35'], decoded.stdout);
    expect([encoded.status, encoded.stderr]).toEqual([0, '']);
    const again = await korpu(['decode', '--as', 'newsml-g2', '-'], encoded.stdout);
    const fields = ({ record }: Pick<DecodeLine, 'record'>) => [
      record!.guid,
      record!.headline,
      record!.versionCreated,
    ];
    expect(again.lines<DecodeLine>().map(fields)).toEqual(records.map((record) => fields({ record })));
  });

  it('write an object for one record and say what they leave out', async () => {
    const [first] = (await korpu(['decode', '-'], FEED)).stdout.split('\n');
    const undecoded = '{"file":"b.xml","error":{"code":"decode.empty","message":"The document is empty"}}';
    const { status, stdout, stderr } = await korpu(['encode', '--as', 'ninjs'], `${first}\n${undecoded}\n`);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ headlines: [{ value: 'Bakıda yeni körpü açıldı' }] });
    expect(stderr).toBe('korpu: line 2 holds no record (b.xml: The document is empty); it is left out.\n');
  });

  it.each([
    [['ninjs', '--version', '2.2'], '"version":"2.2"', 'ninjs'],
    [['nitf'], '<hl1>Bakıda yeni körpü açıldı</hl1>', 'nitf'],
    [['email'], 'Subject: =?utf-8?B?', 'email'],
  ])('write %j and find no fault in it', async (as, expected, format) => {
    const [first] = (await korpu(['decode', '-'], FEED)).stdout.split('\n');
    const { status, stdout } = await korpu(['encode', '--as', ...as], `${first}\n`);
    expect([status, stdout]).toEqual([0, expect.stringContaining(expected)]);
    const report = await korpu(['validate', '-'], stdout);
    expect(report.lines<ValidateLine>()).toMatchObject([{ format, valid: true, faults: [] }]);
  });

  it('write what a destination of the configuration would get', async () => {
    const config = join(folder, 'configuration');
    mkdirSync(join(config, 'partners'), { recursive: true });
    mkdirSync(join(config, 'destinations'));
    writeFileSync(
      join(config, 'partners', 'khabar.yaml'),
      'id: khabar\nname: Khabar\nkind: [agency]\ncountry: KZ\nzone: Asia/Almaty\nlanguages: [kk]\nplatforms: [web]\n',
    );
    writeFileSync(
      join(config, 'destinations', 'khabar-web.yaml'),
      `id: khabar-web
partner: khabar
name: Web
transport: webhook
format: ninjs
formatVersion: "2.2"
url: https://khabar.example/in
secrets: ["\${env:NOT_SET}"]
outputProfile: { headlinePrefix: "Report:" }
`,
    );
    const [first] = (await korpu(['decode', '-'], FEED)).stdout.split('\n');
    const wanted = (id: string) => korpu(['encode', '--for', id], `${first}\n`, { KORPU_CONFIG_DIR: config });
    const { stdout, stderr } = await wanted('khabar-web');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ headlines: [{ value: 'Report: Bakıda yeni körpü açıldı' }] });
    expect(JSON.parse(stdout).standard).toMatchObject({ version: '2.2' });
    const unknown = await wanted('khabar-wev');
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('Did you mean khabar-web?'),
    ]);
  });

  itWithSchemas('check against a schema that is installed', async () => {
    const decoded = await korpu(['decode', '-'], FEED);
    const { stdout } = await korpu(['encode', '--as', 'newsml-g2'], decoded.stdout);
    writeFileSync(join(folder, 'message.xml'), stdout);
    writeFileSync(join(folder, 'broken.xml'), stdout.replaceAll('<itemMeta>', '<itemMeta><wrong/>'));
    const { status, lines } = await korpu(['validate', 'message.xml', 'broken.xml']);
    expect(status).toBe(1);
    const [message, broken] = lines<ValidateLine>();
    expect(message).toEqual({
      file: 'message.xml',
      format: 'newsml-g2',
      valid: true,
      schema: 'checked',
      faults: [],
    });
    expect(broken).toMatchObject({ valid: false, schema: 'checked' });
    expect(broken!.faults[0]).toMatchObject({ code: 'xsd.invalid', line: expect.any(Number) });
  });

  it('check their own rules where no schema is installed', async () => {
    const tidy = FEED.replaceAll('<link>/', '<link>https://report.example/').replace(
      '13:00:00<',
      '13:00:00 +0400<',
    );
    writeFileSync(join(folder, 'tidy.xml'), tidy);
    const files = ['tidy.xml', 'notes.txt', 'missing.xml', 'feed.xml'];
    const { status, lines, stderr } = await korpu(['validate', ...files], '', {
      IPTC_DIR: join(folder, 'nowhere'),
    });
    expect(status).toBe(1);
    // None of these would have one, wherever the schemas are.
    expect(stderr).not.toContain('IPTC_DIR');
    const [feed, notes, missing, sloppy] = lines<ValidateLine>();
    expect(feed).toMatchObject({ format: 'rss', valid: true, schema: 'none' });
    expect(sloppy?.faults.map(({ code, line }) => [code, line])).toEqual([
      ['rss.link', 3],
      ['rss.date', 3],
      ['rss.link', 4],
    ]);
    expect(notes).toMatchObject({ valid: false, faults: [{ code: 'decode.unknown-format' }] });
    expect(missing).toMatchObject({ valid: false, faults: [{ code: 'file.unreadable' }] });
  });

  it('say which schemas were missing for a format that has one', async () => {
    writeFileSync(
      join(folder, 'item.json'),
      '{"uri":"urn:x:1","type":"text","standard":{"name":"ninjs","version":"3.1"}}',
    );
    const { stdout, stderr } = await korpu(['validate', '--as', 'ninjs', 'item.json'], '', {
      IPTC_DIR: join(folder, 'nowhere'),
    });
    expect(JSON.parse(stdout)).toMatchObject({ format: 'ninjs', schema: 'not installed' });
    expect(stderr).toContain(
      "ninjs was checked by Korpu's own rules alone: nowhere (IPTC_DIR) lacks GeoJSON-schema.json,",
    );
    expect(stderr).not.toContain('.xsd');
  });

  it('end with status 2 when they are not called as they should be', async () => {
    const unknown = await korpu(['decodee', 'feed.xml']);
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('Did you mean decode?');
  });

  it('end with status 1 when there is nothing to write', async () => {
    const nothing = await korpu(['encode', '--as', 'rss']);
    expect([nothing.status, nothing.stdout]).toEqual([1, '']);
    expect(nothing.stderr).toBe('korpu: no records on standard input: pipe in what decode printed.\n');
  });

  it('refuse a line that decode never printed, by its number', async () => {
    const { status, stderr } = await korpu(['encode', '--as', 'rss'], '\n{"title":"x"}\n');
    expect([status, stderr]).toEqual([1, 'korpu: line 2 of standard input holds no record.\n']);
  });
});

describe('korpu check-config', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds no fault in the shipped configuration, with nothing running', async () => {
    const { status, stdout, stderr } = await runKorpu(['check-config']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^config: \d+ partners, \d+ vocabularies, \d+ profiles, \d+ feeds, \d+ destinations, \d+ agreements, no faults\.\n/,
    );
  });

  it('looks for secrets when asked', async () => {
    const env = { KORPU_DATA_DIR: folder };
    const { status, stdout } = await runKorpu(['check-config', '--with-secrets'], { env });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^config\/destinations\/\S+:\d+ \S+ needs the environment variable SANDBOX_SECRET_\w+, which is not set$/m,
    );
  });

  it('prints every fault with file and line', async () => {
    mkdirSync(join(folder, 'feeds'));
    writeFileSync(
      join(folder, 'feeds/report-az.yaml'),
      'id: report-az\npartner: report\nurl: ftp://report.example/\nzones: Asia/Baku\n',
    );
    const { status, stdout } = await runKorpu(['check-config', '.'], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        'feeds/report-az.yaml:2 partner names “report”, and there is no such partner',
        'feeds/report-az.yaml:3 url must be an http or https URL',
        'feeds/report-az.yaml:4 zones is not a known key here; did you mean zone?',
        '.: 3 faults.',
        '',
      ].join('\n'),
    );
  });

  it('warns of what would be refused later, and says which folder it looked at', async () => {
    mkdirSync(join(folder, 'partners'));
    mkdirSync(join(folder, 'feeds'));
    writeFileSync(
      join(folder, 'partners/report.yaml'),
      'id: report\nname: Report\nkind: [agency]\ncountry: AZ\nzone: Asia/Baku\nlanguages: [az]\nplatforms: [web]\n',
    );
    writeFileSync(
      join(folder, 'feeds/report-az.yaml'),
      'id: report-az\npartner: report\nurl: http://10.20.0.7:8080/az.xml\n',
    );
    const env = { KORPU_CONFIG_DIR: folder, KORPU_DATA_DIR: join(folder, 'data') };
    const warned = await runKorpu(['check-config'], { cwd: folder, env });
    expect(warned.status).toBe(0);
    expect(warned.stdout).toMatch(
      /^warning: feeds\/report-az\.yaml:3 url is not dialled, for 10\.20\.0\.7 is [^.]+\. If .* 10\.20\.0\.7:8080 in KORPU_ALLOW_ADDRESSES, and a restart\n\.: 1 partner,.* no faults, 1 warning\.\n/,
    );
    const allowed = await runKorpu(['check-config'], {
      cwd: folder,
      env: { ...env, KORPU_ALLOW_ADDRESSES: '10.20.0.0/16' },
    });
    expect(allowed.stdout).toMatch(/^\.: 1 partner,.* no faults\.\n/);
  });

  it('does not take a folder without configuration for an empty one', async () => {
    const { status, stdout } = await runKorpu(['check-config', folder]);
    expect(status).toBe(1);
    expect(stdout).toContain('holds none of the folders partners, vocab, profiles, feeds');
  });
});
