import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeRecord } from '#exchange/testing/make-record.js';
import { postgresBackend } from '#queues/backend.js';
import { freePort } from '../../../../test/services/free-port.js';
import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, openApiInTest } from '../testing/api-in-test.js';
import { chromiumPath, openBrowser } from '../testing/open-browser.js';
import { type Morning, playAMorning } from '../testing/play-a-morning.js';

const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser(
  `the pages in Chromium${chromiumPath ? '' : ' (skipped: install chromium, or name it in CHROMIUM_PATH)'}`,
  () => {
    let postgres: TestPostgres;
    let api: ApiInTest;
    let morning: Morning;
    let browser: Browser;
    let url: string;
    let queue: ReturnType<ReturnType<typeof postgresBackend>['openQueue']>;
    /** What a browser refused or tried to load from elsewhere, in any test. */
    const offences: string[] = [];

    beforeAll(async () => {
      postgres = await startPostgres();
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const backend = postgresBackend(postgres.url);
      await backend.prepare();
      queue = backend.openQueue('deliver');
      queue.on('error', () => {});
      api = await openApiInTest(postgres.url, { publicUrl: url, queues: [queue] });
      morning = await playAMorning(api);
      await api.app.listen(port, '127.0.0.1');
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await api?.close();
      await queue?.close();
      await postgres?.stop();
    });

    const visit = async (
      options: Parameters<Browser['newContext']>[0] = {},
    ): Promise<{ context: BrowserContext; page: Page }> => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('pageerror', (error) => offences.push(String(error)));
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) offences.push(message.text());
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(url)) offences.push(request.url());
      });
      return { context, page };
    };
    const signIn = async (page: Page) => {
      await page.goto(`${url}/sign-in#${await api.ledger.signIns.createLink()}`);
      await page.waitForURL(`${url}/`);
    };

    it('signs in by a link whose code no server log can hold', async () => {
      const { context, page } = await visit();
      const code = await api.ledger.signIns.createLink();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${url}/sign-in#${code}`);
      await page.waitForURL(`${url}/`);
      expect(
        asked.filter((address) => new URL(address).pathname.includes(code) || new URL(address).search !== ''),
      ).toEqual([]);
      await page.goBack();
      expect(page.url()).not.toContain(code);
      const cookies = await context.cookies();
      expect(cookies).toEqual([
        expect.objectContaining({ name: 'korpu', httpOnly: true, sameSite: 'Strict' }),
      ]);
      await context.close();
    });

    it('signs in and acts without scripts', async () => {
      const { context, page } = await visit({ javaScriptEnabled: false });
      await page.goto(url);
      await page.getByLabel(/paste the code/).fill(await api.ledger.signIns.createLink());
      await page.getByRole('button', { name: 'Sign in' }).click();
      const row = page.locator('tr[data-key="report-atom"]');
      await row.getByText('Pause', { exact: true }).click();
      await row.getByLabel(/Reason/).fill('No scripts here');
      await row.getByRole('button', { name: 'Pause Report Information Agency, Atom to pull' }).click();
      await row.getByText('No scripts here').waitFor();
      await row.getByText('Resume', { exact: true }).click();
      await row.getByRole('button', { name: 'Resume Report Information Agency, Atom to pull' }).click();
      await row.getByText('Normal').waitFor();
      await context.close();
    });

    it('shows a kill by itself, whatever a person is doing', async () => {
      const { context, page } = await visit();
      await signIn(page);
      const open = page.locator('#kills .notice.red');
      await open.first().waitFor();
      const row = page.locator('tr[data-key="report-ninjs"]');
      await row.getByText('Pause', { exact: true }).click();
      await row.getByLabel(/Reason/).fill('Half a sen');

      const kill = {
        guid: 'urn:newsml:khabar:summit',
        provider: { name: 'Khabar' },
        version: 2,
        language: 'kk-Cyrl',
      };
      await api.accept('khabar-kk', makeRecord({ ...kill, pubStatus: 'canceled' }));
      await open.nth(1).waitFor();
      expect(await page.title()).toBe('(2) KILL – Korpu');
      expect(await page.locator('[data-announce]').textContent()).toContain('A kill arrived');
      // The form that was being filled in is still there, as it was.
      expect(await row.getByLabel(/Reason/).inputValue()).toBe('Half a sen');
      await context.close();
    });

    it('says when live updates are lost, and when they are back', async () => {
      const { context, page } = await visit();
      await signIn(page);
      const banner = page.locator('[data-banner]');
      await page.waitForTimeout(500);
      expect(await banner.isVisible()).toBe(false);
      await context.setOffline(true);
      api.app.getHttpServer().closeAllConnections();
      await banner.waitFor({ state: 'visible' });
      expect(await banner.textContent()).toMatch(/^Live updates lost at \d\d:\d\d:\d\d/);
      expect(await page.locator('#destinations tbody tr').count()).toBe(8);
      await context.setOffline(false);
      await banner.waitFor({ state: 'hidden', timeout: 60_000 });
      await context.close();
    });

    it.each(['light', 'dark'] as const)(
      'is readable at 390 px in the %s scheme, without scrolling sideways',
      async (colorScheme) => {
        const { context, page } = await visit({ viewport: { width: 390, height: 844 }, colorScheme });
        await signIn(page);
        for (const path of [
          '/',
          `/items/${morning.bridge}`,
          '/acts/destinations/baku-tv-newsml/replay',
          '/acts/destinations/khabar-newsml/resume?since=noon',
          '/acts/destinations/khabar-newsml/signing-keys',
          '/deliveries/1',
          '/recalls/1',
          '/recalls/1/report',
          '/nowhere',
          '/sign-in',
        ]) {
          await page.goto(`${url}${path}`);
          const widths = await page.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
          expect([path, ...widths]).toEqual([path, 390, 390]);
        }
        const background = await page
          .locator('html')
          .evaluate((html) => html.ownerDocument.defaultView?.getComputedStyle(html).backgroundColor);
        expect(background).toBe(colorScheme === 'dark' ? 'rgb(22, 25, 29)' : 'rgb(255, 255, 255)');
        await context.close();
      },
    );

    it('tells times in the zone of the reader, those of the live update too', async () => {
      const { context, page } = await visit({ timezoneId: 'Asia/Almaty', locale: 'kk-KZ' });
      await signIn(page);
      const asOf = page.locator('#sentence time');
      await asOf.getByText(/^\d\d:\d\d:\d\d Almaty$/).waitFor();
      const [told, title, instant] = await asOf.evaluate((time) => [
        time.textContent,
        time.getAttribute('title'),
        time.getAttribute('datetime'),
      ]);
      expect(title).toMatch(/^\d\d:\d\d:\d\d UTC$/);
      const almaty = new Date(Date.parse(instant!) + 5 * 3_600_000);
      expect(told).toBe(`${almaty.toISOString().slice(11, 19)} Almaty`);
      await api.accept('report-az', makeRecord({ guid: 'urn:newsml:report:times', headline: 'Saatlar' }));
      await page.getByText('Saatlar').waitFor();
      expect(await page.locator('time').filter({ hasText: 'UTC' }).count()).toBe(0);
      await context.close();
    });

    it('leads to the queues and back', async () => {
      const { context, page } = await visit();
      await signIn(page);
      await page.getByRole('link', { name: 'Queues' }).click();
      await page.getByText('deliver', { exact: true }).first().waitFor();
      await page.getByRole('link', { name: 'Back to the status page' }).click();
      await page.locator('#destinations tbody tr').first().waitFor();
      await context.close();
    });

    it('has a description to browse that works', async () => {
      const { context, page } = await visit();
      await signIn(page);
      await page.goto(`${url}/docs`);
      await page.getByText('/v1/exchange/summary').waitFor();
      await context.close();
    });

    it('never broke its own policy, and asked nobody else for anything', () => {
      expect(offences).toEqual([]);
    });
  },
);
