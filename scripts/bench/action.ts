import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/app/action/main.js', import.meta.url));

/** How long people look at an empty log: the main step of the bundled Action, from its start to its first words. */
export async function firstLineMs(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-'));
  const event = join(folder, 'event.json');
  writeFileSync(event, '{}');
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: 'octo/project',
      RUNNER_TEMP: folder,
      'INPUT_GITHUB-TOKEN': 'ghs_x',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  const took = performance.now() - began;
  child.stdout.resume();
  await ended;
  rmSync(folder, { recursive: true, force: true });
  return Math.round(took);
}
