import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { OWN_HOME } from './own-home.ts';
import type { BenchResult } from './result.ts';

const ROUNDS = 7;
/** Linux counts the time of children in hundredths of a second. */
const TICK_MS = 10;

const resolve = createRequire(import.meta.url).resolve;
const OXLINT = join(dirname(resolve('oxlint/package.json')), 'bin/oxlint');
/** As the child for tools has it: optimising the WebAssembly would keep all cores busy for seconds. */
const UNTIERED = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
const RUFF = `const { PositionEncoding, Workspace } = require(${JSON.stringify(resolve('@astral-sh/ruff-wasm-nodejs'))});
const { readFileSync } = require('node:fs');
const ruff = new Workspace({ lint: { select: ['F'] } }, PositionEncoding.Utf16);
for (const path of process.argv.slice(1)) ruff.check(readFileSync(path, 'utf8'));`;

interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * What a review costs beside what people know, on the same files and in turn: the time on the processor of each and all that it starts, in
 * milliseconds and as a multiple of a bare Node's. Nothing where the system does not tell (everywhere but Linux).
 *
 * @param cwd a repository; its last commit is the change
 */
export function benchBeside(entry: string, cwd: string, what: string): BenchResult[] {
  if (process.platform !== 'linux') return [];
  const own = mkdtempSync(join(tmpdir(), 'docket-bench-beside-'));
  try {
    return measured(contendersFor(entry, changedFiles(cwd), own), cwd, what);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function contendersFor(entry: string, files: readonly string[], own: string): readonly Contender[] {
  const rules = join(own, 'rules.json');
  writeFileSync(rules, JSON.stringify({ rules: SEMGREP_RULES }));
  const scripts = files.filter((path) => /\.[cm]?js$/.test(path));
  return [
    node('bare node', ['-e', '0']),
    { name: 'git diff', command: 'git', args: ['--no-pager', 'diff', 'HEAD~1', 'HEAD'] },
    node('oxlint', [OXLINT, ...files.filter((path) => /\.[jt]s$/.test(path))]),
    node('ruff (WebAssembly)', [...UNTIERED, '-e', RUFF, ...files.filter((path) => path.endsWith('.py'))]),
    ...(scripts.length === 0 ? [] : ifThere('eslint', ['--no-config-lookup', '--rule', 'no-undef: error', ...scripts])),
    ...ifThere('semgrep', ['scan', '--metrics=off', '--disable-version-check', '--quiet', '--config', rules, ...files]),
    node('docket --version', [entry, '--version']),
    node('docket review', [entry, 'review', 'HEAD~1..HEAD']),
  ];
}

function measured(contenders: readonly Contender[], cwd: string, what: string): BenchResult[] {
  const costs = contenders.map((): number[] => []);
  // The first round fills the caches. In turn, so that all of them meet the same machine.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, contender] of contenders.entries()) {
      const cost = cpuOf(contender, cwd);
      if (round > 0) costs[index]?.push(cost);
    }
  }
  const means = costs.map((each) => each.reduce((sum, one) => sum + one, 0) / each.length);
  const bare = means[0] ?? Number.NaN;
  return contenders.flatMap(({ name }, index) => [
    { name: `${what}: CPU of ${name}`, value: Math.round(means[index] ?? 0), unit: 'ms' },
    ...(name.startsWith('docket')
      ? [{ name: `${what}: CPU of ${name} against bare node`, value: (means[index] ?? 0) / bare, unit: 'times' }]
      : []),
  ]);
}

/** One rule that every rule set has, so that semgrep parses every file; with more it takes longer. */
const SEMGREP_RULES = [
  { id: 'eval', languages: ['js', 'ts'], severity: 'ERROR', message: 'eval', pattern: 'eval(...)' },
  { id: 'eval-py', languages: ['python'], severity: 'ERROR', message: 'eval', pattern: 'eval(...)' },
];

/** A program that is no dependency of ours: measured where the machine has it, and else said to be left out. */
function ifThere(name: string, args: readonly string[]): Contender[] {
  const isThere = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
  if (isThere) return [{ name, command: name, args }];
  process.stderr.write(`not measured: ${name} is not on PATH\n`);
  return [];
}

const node = (name: string, args: readonly string[]): Contender => ({ name, command: process.execPath, args });

function changedFiles(cwd: string): string[] {
  const { stdout } = spawnSync('git', ['diff', '--name-only', '-z', 'HEAD~1', 'HEAD'], { cwd, encoding: 'utf8' });
  return stdout.split('\0').filter((path) => path !== '');
}

/** The time on the processor of a program and all that it starts, in milliseconds. */
export function cpuOf({ name, command, args }: Contender, cwd: string): number {
  const before = childrensTicks();
  const { PATH } = process.env;
  const env = { PATH, HOME: OWN_HOME, NO_COLOR: '1' };
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'ignore', env });
  // Linters end with 1 when they find something.
  if (error !== undefined || status === null || status > 1) throw new Error(`${name} ended with ${status}`);
  return (childrensTicks() - before) * TICK_MS;
}

/** proc(5): the 16th and 17th field are the times of children that were waited for. */
function childrensTicks(): number {
  const status = readFileSync('/proc/self/stat', 'latin1');
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return Number(fields[13]) + Number(fields[14]);
}
