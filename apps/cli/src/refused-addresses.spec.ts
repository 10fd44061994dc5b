import { faultLine } from '#settings/configuration-fault.js';
import { edited, load, textOf } from '#settings/testing/sources.js';
import { type Judging, refusedAddresses } from './refused-addresses.js';

const WEBHOOK = 'destinations/khabar-newsml.yaml';
const AT = 'https://khabar.example/in';

async function warned(url: string, judging: Partial<Judging> = {}): Promise<string[]> {
  const loaded = load(edited(WEBHOOK, AT, url));
  if (!loaded.configuration) throw new Error(loaded.faults.map(faultLine).join('\n'));
  return (await refusedAddresses(loaded, { allow: [], ...judging })).map(faultLine);
}

describe('refusedAddresses', () => {
  it.each([
    ['http://10.1.2.3/in', '10.1.2.3', '10.1.2.3:80'],
    ['https://[fd00::1]/in', 'fd00::1', '[fd00::1]:443'],
    ['http://localhost:8080/in', 'localhost', 'localhost:8080'],
    ['http://0x7f.1:9000/in', '127.0.0.1', '127.0.0.1:9000'],
    ['http://khabar.example:25/in', 'khabar.example', 'khabar.example:25'],
  ])('warns of %s at its line', async (url, host, entry) => {
    const [warning, ...more] = await warned(url);
    expect(more).toEqual([]);
    expect(warning).toMatch(/^destinations\/khabar-newsml\.yaml:5 url is not dialled, for /);
    expect(warning).toContain(`for ${host} is `);
    expect(warning).toMatch(
      new RegExp(`the exchange needs ${entry.replace(/[[\]]/g, '\\$&')} in KORPU_ALLOW`),
    );
  });

  it('says nothing of what is public, or allowed', async () => {
    expect(await warned(AT)).toEqual([]);
    expect(await warned('http://localhost:8080/in', { allow: ['localhost:8080'] })).toEqual([]);
    expect(await warned('http://10.1.2.3/in', { allow: ['10.0.0.0/8'] })).toEqual([]);
  });

  it('judges feeds too', async () => {
    const feed = 'feeds/report-az.yaml';
    const loaded = load({ [feed]: textOf(feed).replace('https://report.example', 'http://192.168.0.7') });
    if (!loaded.configuration) throw new Error(loaded.faults.map(faultLine).join('\n'));
    const [warning] = await refusedAddresses(loaded, { allow: [] });
    expect(faultLine(warning!)).toMatch(
      /^feeds\/report-az\.yaml:3 url is not dialled, for 192\.168\.0\.7 is /,
    );
  });

  it('looks names up when asked, each host once', async () => {
    const asked: string[] = [];
    const answers =
      (...addresses: string[]) =>
      async (host: string) => {
        asked.push(host);
        return host === 'khabar.example' ? addresses : ['93.184.215.14'];
      };
    expect(await warned(AT, { addressesOf: answers('93.184.215.14') })).toEqual([]);
    expect(asked.sort()).toEqual(['khabar.example', 'report.example']);
    expect(await warned(AT, { addressesOf: answers('10.0.0.5', '93.184.215.14') })).toEqual([]);
    expect((await warned(AT, { addressesOf: answers('10.0.0.5') }))[0]).toContain(
      'for khabar.example is 10.0.0.5, a private',
    );
    const absent = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    const failing = async (host: string) => {
      if (host === 'khabar.example') throw absent;
      return ['93.184.215.14'];
    };
    expect(await warned(AT, { addressesOf: failing })).toEqual([
      'destinations/khabar-newsml.yaml:5 url leads nowhere: khabar.example was not found (ENOTFOUND)',
    ]);
  });
});
