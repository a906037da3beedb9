/** Makes the pictures of the documents from a simulated log: `node scripts/screenshots.ts`. Needs Debian's Chromium. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { gatherReport } from '../app/statistics/gather-report.ts';
import { reportPage } from '../app/statistics/page/report-page.ts';
import { openHistory } from '../history/log.ts';
import { writeSimulatedLog } from './bench/simulated-log.ts';

const UNTIL = Date.UTC(2026, 10, 1);
const WIDTH = 1000;
const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));
/** What is shown: from the top of the page, and from one section. */
const SHOTS = [
  { name: 'report-light', colorScheme: 'light', section: null, height: 1250 },
  { name: 'report-dark', colorScheme: 'dark', section: 'life', height: 430 },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'docket-screenshots-'));
try {
  const [path, page] = [join(folder, 'history.db'), join(folder, 'report.html')];
  writeSimulatedLog(path, { runs: 3000, seed: 1, until: UNTIL });
  const log = openHistory(path, { readonly: true });
  writeFileSync(page, reportPage(gatherReport(log, { since: null, now: new Date(UNTIL) })));
  log.close();
  mkdirSync(IMAGES, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  for (const { name, colorScheme, section, height } of SHOTS) {
    const tab = await browser.newPage({ colorScheme, viewport: { width: WIDTH, height } });
    await tab.goto(`${pathToFileURL(page).href}${section === null ? '' : `#${section}`}`);
    await tab.screenshot({ path: join(IMAGES, `${name}.png`) });
    await tab.close();
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
