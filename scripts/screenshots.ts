/**
 * Makes the pictures of the documents, from the example's change and from a simulated log: `node scripts/screenshots.ts [pull-request check
 * terminal report]`; with DOCKET_PICTURES=FOLDER they are made there, in light and dark. Needs Debian's Chromium and cmark-gfm.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { gatherReport } from '../app/statistics/gather-report.ts';
import { reportPage } from '../app/statistics/page/report-page.ts';
import { openHistory } from '../history/log.ts';
import { writeSimulatedLog } from './bench/simulated-log.ts';
import { checkPage } from './pictures/check-page.ts';
import { pullRequestPage } from './pictures/pull-request.ts';
import { terminalPage } from './pictures/terminal.ts';

const UNTIL = Date.UTC(2026, 10, 1);
const WIDTH = 1000;
/** Where a person looks them over before they are kept; the documents show the light ones alone. */
const ELSEWHERE = process.env['DOCKET_PICTURES'];
const IMAGES = ELSEWHERE ?? fileURLToPath(new URL('../docs/images/', import.meta.url));
const SCHEMES = ELSEWHERE === undefined ? (['light'] as const) : (['light', 'dark'] as const);
/** What is shown of the report, from its top. */
const HEIGHT = 1250;

/** Threads and findings that a picture shows: the first of them, so that it is read at a glance. */
const SHOWN = 2;
const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

const folder = mkdtempSync(join(tmpdir(), 'docket-screenshots-'));
try {
  mkdirSync(IMAGES, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const shoot = async (name: string, html: string, width: number): Promise<void> => {
    for (const colorScheme of SCHEMES) {
      const tab = await browser.newPage({ colorScheme, viewport: { width, height: 300 } });
      await tab.setContent(html);
      const path = join(IMAGES, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`);
      await tab.screenshot({ path, fullPage: true });
      await tab.close();
    }
  };
  if (isWanted('pull-request')) await shoot('pull-request', await pullRequestPage(SHOWN), 860);
  if (isWanted('check')) await shoot('check', await checkPage(), 860);
  if (isWanted('terminal')) await shoot('terminal', terminalPage('docket', demoOutput()), 860);
  if (isWanted('report')) await shootReport(browser);
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What the demo prints, in colours: its first findings and its end. */
function demoOutput(): string {
  const env = { ...process.env, FORCE_COLOR: '1', TERM: 'xterm-256color' };
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('demo.ts', import.meta.url))], {
    env,
    encoding: 'utf8',
  });
  if (run.stdout === '') throw new Error(run.stderr);
  const blocks = run.stdout.split(/\n(?=\S*[✗▲●]\S* \S*(?:critical|warning|suggestion):)/u);
  const [end = ''] = (blocks.at(-1) ?? '').split('\n\n').slice(-1);
  const verdict = end.split('\n').filter((line) => !line.includes('history.db'));
  return [...blocks.slice(0, SHOWN), '  …\n', ...verdict].join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

async function shootReport(browser: Browser): Promise<void> {
  const [path, page] = [join(folder, 'history.db'), join(folder, 'report.html')];
  writeSimulatedLog(path, { runs: 3000, seed: 1, until: UNTIL });
  const log = openHistory(path, { readonly: true });
  writeFileSync(page, reportPage(gatherReport(log, { since: null, now: new Date(UNTIL) })));
  log.close();
  for (const colorScheme of SCHEMES) {
    const tab = await browser.newPage({ colorScheme, viewport: { width: WIDTH, height: HEIGHT } });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: join(IMAGES, `report-${colorScheme}.png`) });
    await tab.close();
  }
}
