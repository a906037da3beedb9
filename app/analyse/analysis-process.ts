import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GUARDED } from '../../analysers/watch-parent.ts';
import { endGroup, startGroupGuard } from '../../processes/group-guard.ts';
import { LATE_OPTIMISING } from '../../processes/late-optimising.ts';
import type { ProcessFile } from '../../processes/spawn-safely.ts';
import { startProcess } from '../../processes/start-process.ts';

/** The process that analyses, before anybody told it what. */
export interface AnalysisProcess {
  readonly child: ChildProcess;
  /** Ends it and all that it started at once. */
  readonly endAll: () => void;
}

/** How large the young generation may get; `heap-growth.ts` bounds the old one. This one flag of V8 leaves the code that Node brings along valid. One helping thread of V8 instead of four is 3 to 4% less CPU for one file (docs/performance.md). */
const HEAP = ['--max-semi-space-size=8', '--v8-pool-size=1'];
/** With it a process that waits for models takes 58 MB, without it 77 (`scripts/bench/measure-waiting.ts --installations 5 --runs 5`). */
const OF_MANY = '--optimize-for-size';

/** Compiled, this file has another ending, and so has the child's. */
const CHILD = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './child.ts' : './child.js', import.meta.url));

/** How long a child that is not busy has to close what it opened, after its parent is gone. */
const GRACE_SECONDS = 0.6;

/** Two pipes for what it prints, two to talk by. */
const PIPES: readonly ProcessFile[] = ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'];

/** Begins it, with the given environment and nothing else. Whatever the system refuses is an event of the child. */
export function beginAnalysisProcess(
  cwd: string,
  environment: Readonly<Record<string, string>>,
  told: { readonly stdio: readonly ProcessFile[]; readonly args: readonly string[] } = { stdio: PIPES, args: [] },
): AnalysisProcess {
  const guard = startGroupGuard(GRACE_SECONDS);
  const parent = guard === null ? String(process.pid) : GUARDED;
  const child = startProcess(
    process.execPath,
    [...HEAP, ...(told.args.length === 0 ? LATE_OPTIMISING : [OF_MANY]), CHILD, parent, ...told.args],
    {
      cwd,
      // A group of its own, which ends as a whole: with it go git and the linters that it started.
      detached: process.platform !== 'win32',
      env: environment,
      stdio: told.stdio,
    },
  );
  guard?.watch(child);
  const endAll = (): void => {
    endGroup(child);
    child.kill('SIGKILL');
  };
  // Whoever is left in the group may hold a pipe open.
  child.on('exit', endAll);
  return { child, endAll };
}

interface Early {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly process: AnalysisProcess;
}

let early: Early | null = null;

/** Begins it before the configuration is known, so that it loads what it needs while this process asks git. One that was begun like this already stays. */
export function beginEarly(cwd: string, environment: Readonly<Record<string, string>>): void {
  if (early !== null && early.cwd === cwd && isSame(early.environment, environment)) return;
  endEarly();
  early = { cwd, environment, process: beginAnalysisProcess(cwd, environment) };
}

/** The one that was begun early, where it is what is wanted now; otherwise a new one. */
export function takeAnalysisProcess(cwd: string, environment: Readonly<Record<string, string>>): AnalysisProcess {
  const fits = early !== null && early.cwd === cwd && isSame(early.environment, environment);
  const begun = fits ? early?.process : undefined;
  if (begun !== undefined) early = null;
  endEarly();
  return begun ?? beginAnalysisProcess(cwd, environment);
}

/** Ends the one that was begun early, where nobody took it. */
export function endEarly(): void {
  early?.process.endAll();
  early = null;
}

/** A process must not see less or more than the configuration says, so nothing but the very same environment will do. */
function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
