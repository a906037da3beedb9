import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endWithTest } from '../support/end-with-test.ts';
import { leftProcessesOf } from '../support/processes.ts';

const WATCH = JSON.stringify(new URL('../../analysers/watch-parent.ts', import.meta.url).href);

/** A program that starts another one, which says that it begins and computes for ever. */
function starting(busy: { readonly args: string; readonly detached: boolean }): string {
  return `
    import { spawn } from 'node:child_process';
    import { watchingParent } from ${WATCH};
    spawn(process.execPath, [${busy.args}], { stdio: 'inherit', detached: ${busy.detached} });
    for (;;) await new Promise((done) => setTimeout(done, 1000));`;
}

const BUSY = `console.log('begins'); for (;;);`;
const WATCHING = `
  import { spawn } from 'node:child_process';
  import { toldParent, watchParent } from ${WATCH};
  watchParent(toldParent(process.argv[1]));
  await new Promise((done) => spawn(process.execPath, ['-e', 'console.log("below"); for (;;);'], { stdio: 'inherit' }).once('spawn', done));
  ${BUSY}`;

/** The App, while somebody looks at a report. */
const REPORTING = `
  import { existsSync, writeFileSync } from 'node:fs';
  import { writeByProgram } from ${JSON.stringify(new URL('../../app/webhook/report-pages.ts', import.meta.url).href)};
  writeFileSync('busy.mjs', "import { writeFileSync } from 'node:fs'; writeFileSync('begun', ''); for (;;);");
  void writeByProgram('busy.mjs')('log', 'page');
  while (!existsSync('begun')) await new Promise((done) => setTimeout(done, 50));
  console.log('begins');`;

const module = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
/** Says that it begins, through whoever started it, and computes for ever, as does what it starts. */
const SPIN = '#!/bin/sh\nsh -c "touch begun; while :; do :; done" &\nwhile :; do :; done\n';
const untilBegun = `
  while (!existsSync('begun')) await new Promise((done) => setTimeout(done, 50));
  console.log('begins');`;

/** A run whose operator names a helper for its key. */
const ASKING = `
  import { existsSync, writeFileSync } from 'node:fs';
  import { keyOfHelper } from ${module('app/keys/key-helper.ts')};
  const place = process.cwd();
  void keyOfHelper(['/bin/sh', '-c', 'cd ' + place + '; ' + ${JSON.stringify(SPIN)}], 1_000_000);
  ${untilBegun}`;

/** A run that fetches the commits of a pull request with a git that never ends. */
const FETCHING = `
  import { existsSync, writeFileSync } from 'node:fs';
  import { fetchByIds } from ${module('forge/github/objects/git-network.ts')};
  const place = process.cwd();
  writeFileSync('git', '#!/bin/sh\\n[ "$1" = --version ] && exec /usr/bin/env PATH=/usr/bin:/bin git --version\\ncd ' + place + '\\n' + ${JSON.stringify(SPIN)}, { mode: 0o755 });
  const environment = { PATH: place + ':/usr/bin:/bin' };
  const signal = new AbortController().signal;
  void fetchByIds({ folder: place, url: 'https://github.invalid/acme/shop.git', token: async () => 't', environment, signal }, ['a'.repeat(40)], 'commits');
  ${untilBegun}`;

async function told(child: ChildProcessWithoutNullStreams, words: readonly string[]): Promise<void> {
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (words.every((word) => text.includes(word))) return;
  }
  throw new Error(`it ended with: ${text}`);
}

const CASES: readonly (readonly [name: string, text: string, words: readonly string[]])[] = [
  [
    'one of ours, and what it started',
    starting({
      args: `'--input-type=module-typescript', '-e', ${JSON.stringify(WATCHING)}, String(process.pid)`,
      detached: true,
    }),
    ['begins', 'below'],
  ],
  [
    'a program that is not ours',
    starting({ args: `...watchingParent(), '-e', ${JSON.stringify(BUSY)}`, detached: false }),
    ['begins'],
  ],
  ['the report of the App', REPORTING, ['begins']],
  ["the operator's helper, and what it started", ASKING, ['begins']],
  ['git that fetches, and what it started', FETCHING, ['begins']],
];
const ENDS = ['SIGKILL', 'SIGHUP'] as const;

test.for(CASES.flatMap(([name, text, words]) => ENDS.map((signal) => ({ name, text, words, signal }))))(
  'a busy child ends when its parent is ended: $name, $signal',
  async ({ text, words, signal }) => {
    const folder = mkdtempSync(join(tmpdir(), 'docket-watch-'));
    try {
      const parent = endWithTest(
        spawn(process.execPath, ['--input-type=module-typescript', '-e', text], { cwd: folder }),
      );
      await told(parent, words);
      parent.kill(signal);
      expect(await leftProcessesOf(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
