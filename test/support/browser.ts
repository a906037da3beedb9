import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Why this machine has no browser, or null. */
export function whyNoBrowser(): string | null {
  return BROWSERS.some(existsSync) ? null : 'there is no Chromium (apt-get install chromium)';
}

/** The machine's own browser. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = BROWSERS.find(existsSync);
  if (executablePath === undefined) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: 0 });
}
