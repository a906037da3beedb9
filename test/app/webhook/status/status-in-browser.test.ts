import { createServer } from 'node:http';
import { once } from 'node:events';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBrowser, whyNoBrowser } from '../../../support/browser.ts';
import { HOSTILE_TEXTS } from '../../output/github/hostile-texts.ts';
import { SQLITE, StatusScene, TOKEN } from './status-scene.ts';

const missing = whyNoBrowser();
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** No name of GitHub's looks like these: whoever sends them has our secret. */
const NAMES = [`"><script>alert(1)</script>/x#1`, `'onfocus='alert(2)/x#2`, `</style><img src=x onerror=alert(3)>/x#3`];

describe.skipIf(missing !== null)(`the status page in a browser${missing === null ? '' : `: ${missing}`}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let scene: StatusScene;
  const dialogs: string[] = [];
  const refused: string[] = [];
  const foreign: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    scene = await StatusScene.open(SQLITE);
    [dialogs.length, refused.length, foreign.length] = [0, 0, 0];
    context = await browser.newContext();
    context.setDefaultTimeout(0);
    page = await context.newPage();
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    page.on('request', (asked) => {
      if (!asked.url().startsWith(scene.origin)) foreign.push(asked.url());
    });
  });
  afterEach(async () => {
    await context.close();
    await scene.close();
  });

  async function signIn(): Promise<void> {
    await page.goto(scene.origin);
    await page.getByLabel('Token of the operator').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Docket: deliveries' }).waitFor();
  }

  /** What axe finds wrong in a page; it is a script, which the page's own policy would refuse. */
  async function wrongIn(html: string, colorScheme: 'light' | 'dark'): Promise<string[]> {
    const other = await browser.newContext({ colorScheme, bypassCSP: true });
    other.setDefaultTimeout(0);
    const tab = await other.newPage();
    await tab.setContent(html);
    await tab.evaluate(axe.source);
    const found = await tab.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} }).then((all) => all.violations)`);
    await other.close();
    return Violations.parse(found).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  it('signs in, shows hostile names as text, and its buttons do what they say', async () => {
    const texts = [...NAMES, ...HOSTILE_TEXTS.map((text, at) => `${text}/x#${at + 10}`)];
    for (const [at, lane] of texts.entries()) await scene.failed(`f-${at}`, lane, lane);
    await scene.running('r-1', `${NAMES[0]}9`);
    await signIn();
    expect(page.url()).toBe(`${scene.origin}/`);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).not.toBe('none');
    const shown = await page.locator('body').innerText();
    for (const name of NAMES) expect(shown).toContain(name);
    expect(await page.locator('script, img, iframe, object, link, svg').count()).toBe(0);

    const button = page.getByRole('button', { name: /delivery f-0$/ });
    await button.click();
    await page.getByText('Delivery f-0 waits again.').waitFor();
    await scene.desk.until(() => scene.desk.turns.filter(({ lead }) => lead.id === 'f-0').length === 2);
    expect(await page.getByRole('button', { name: /delivery f-0$/ }).count()).toBe(0);
    // Loading the page again sends nothing again.
    await page.reload();
    expect(await page.getByText('waits again').count()).toBe(0);

    for (const look of ['light', 'dark'] as const) expect(await wrongIn(await page.content(), look)).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token of the operator').waitFor();
    expect(await wrongIn(await page.content(), 'light')).toEqual([]);
    expect([dialogs, refused, foreign]).toEqual([[], [], []]);
  });

  it('a page of somebody else can neither send a form nor show ours, with whom the operator has signed in', async () => {
    await scene.failed('broke', 'acme/shop#2', 'no');
    await signIn();
    const forms = (target: string) => `<!doctype html><form method="post" action="${target}/retry">
      <input name="delivery" value="broke"><input name="proof" value="${'0'.repeat(64)}"><button>Win</button></form>
      <iframe src="${target}/" title="theirs"></iframe>`;
    const evil = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end(forms(scene.origin)),
    );
    evil.listen(0, '127.0.0.1');
    await once(evil, 'listening');
    const address = evil.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    try {
      // Another port is the same site, so the cookie comes along; another name is another site, and it does not.
      for (const [name, status] of [
        ['127.0.0.1', 403],
        ['localhost', 401],
      ] as const) {
        await page.goto(`http://${name}:${address.port}/`);
        const frame = page.frameLocator('iframe');
        const answered = page.waitForResponse((one) => one.url().endsWith('/retry'));
        await page.getByRole('button', { name: 'Win' }).click();
        expect((await answered).status()).toBe(status);
        expect(await frame.getByText('broke').count()).toBe(0);
        expect(await scene.stateOf('broke')).toBe('failed');
      }
    } finally {
      evil.closeAllConnections();
      await new Promise((done) => evil.close(done));
    }
  });
});
