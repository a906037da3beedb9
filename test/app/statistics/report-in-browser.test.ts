import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openHistory, openInMemory } from '../../../history/log.ts';
import { writeSimulatedLog } from '../../../scripts/bench/simulated-log.ts';
import { temporaryFolder } from '../../history/builders.ts';
import { openBrowser, whyNoBrowser } from '../../support/browser.ts';
import { HOSTILE_TEXTS } from '../output/github/hostile-texts.ts';
import { pageOf, recordHostile } from './reported-log.ts';

const missing = whyNoBrowser();
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(missing !== null)(`a report in a browser${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** What axe finds wrong in a page, in one of the two looks. */
  async function wrongIn(page: string, colorScheme: 'light' | 'dark'): Promise<string[]> {
    // What looks at the page is a script, which the page's own policy would refuse.
    const context = await browser.newContext({ colorScheme, bypassCSP: true });
    context.setDefaultTimeout(0);
    const tab = await context.newPage();
    await tab.setContent(page);
    await tab.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
    await tab.evaluate(axe.source);
    const found = await tab.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} }).then((all) => all.violations)`);
    await context.close();
    return Violations.parse(found).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  it('is readable for everybody, light and dark, with much in it and with nothing', async () => {
    const path = join(temporaryFolder(), 'history.db');
    writeSimulatedLog(path, { runs: 12, seed: 1, until: Date.UTC(2026, 10, 1) });
    const log = openHistory(path, { readonly: true });
    const page = pageOf(log);
    log.close();
    expect(page.match(/<svg role="img"/g)?.length).toBeGreaterThan(15);
    expect(await wrongIn(page, 'light')).toEqual([]);
    expect(await wrongIn(page, 'dark')).toEqual([]);
    expect(await wrongIn(pageOf(openInMemory()), 'light')).toEqual([]);
    expect(await wrongIn(page.replace('<html lang="en">', '<html>'), 'light')).toEqual([
      expect.stringContaining('html-has-lang'),
    ]);
  });

  it('loads nothing and runs nothing, whatever was said', async () => {
    const log = openInMemory();
    for (const [at, text] of HOSTILE_TEXTS.entries()) recordHostile(log, text, `c-${at}`);
    const page = await browser.newPage();
    const asked: string[] = [];
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      return dialog.dismiss();
    });
    page.on('console', (message) => void asked.push(message.text()));
    await page.setContent(pageOf(log));
    const names = await page.evaluate(`[...new Set([...document.querySelectorAll('*')].map((one) => one.localName))]`);
    expect(asked).toEqual([]);
    expect(names).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/script|img|iframe|object|form|link|use/)]),
    );
  });
});
