import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { openRange } from '../../forge/local/open.ts';
import { evidencePack } from '../../reviewers/model-pass/pack/evidence-pack.ts';
import { recordedReading } from '../../reviewers/model-pass/tools/toolbox.ts';
import { MemoryJournal } from '../../test/support/memory-journal.ts';
import type { BenchResult } from './result.ts';

const FILES = 30_000;
const CHANGED = 10;
/** Of each changed file; together 400. */
const LINES = 40;
const TIMES = 5;

/** How long the code around a change is gathered, in a large repository. */
export async function benchEvidencePack(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-pack-'));
  const pool = createAnalyserPool();
  try {
    execFileSync('git', ['init', '--quiet', '--bare', folder]);
    execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], { input: commits().join('') });
    execFileSync('git', ['-C', folder, 'repack', '-adq']);
    const repository = await openRepository(folder);
    const spent: number[] = [];
    const worked: number[] = [];
    let tokens = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const forge = await openRange({ repository, range: 'main~1..main', scanner: createSecretScanner(pool) });
      const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
      const world = { changeSet, contents: forge.contents, inspection: forge.inspection };
      const recorded = recordedReading(world, { journal: new MemoryJournal(), step: 'quality' });
      const before = processorMs();
      const start = performance.now();
      const text = await evidencePack({
        world,
        recorded,
        findings: [],
        sensitivePaths: [],
        capability: { contextTokens: 200_000 },
      });
      spent.push(performance.now() - start);
      worked.push(processorMs() - before);
      tokens = Math.ceil(text.length / 3);
      await forge.close();
    }
    await repository.close();
    const median = (of: readonly number[]): number =>
      Math.round(of.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0);
    const what = `evidence pack for ${CHANGED * LINES} changed lines in ${FILES.toLocaleString('en')} files`;
    return [
      { name: `${what}, median of ${TIMES}`, value: median(spent), unit: 'ms', aim: 'under 300' },
      { name: `${what}, processor time of it and of git`, value: median(worked), unit: 'ms' },
      { name: `${what}, about`, value: tokens, unit: 'tokens' },
    ];
  } finally {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Time on processors of this process and of its children that have ended, in milliseconds: on a busy machine the clock tells of others. */
function processorMs(): number {
  const own = process.cpuUsage();
  // Behind the name: fields 16 and 17 of proc(5), in hundredths of a second.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const children = (Number(fields[13]) + Number(fields[14])) * 10;
  return (own.user + own.system) / 1000 + children;
}

/** Two commits for `git fast-import`: files that call each other, and a change of some. */
function commits(): string[] {
  const who = 'committer a <a@example.invalid> 1700000000 +0000\n';
  const file = (path: string, text: string): string =>
    `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  const all = Array.from({ length: FILES }, (_, at) => file(pathOf(at), textOf(at, 0)));
  const some = Array.from({ length: CHANGED }, (_, at) => file(pathOf(at * 31), textOf(at * 31, LINES)));
  return [
    `commit refs/heads/main\n${who}data 6\nbefore\n`,
    ...all,
    `\ncommit refs/heads/main\n${who}data 6\nchange\n`,
    ...some,
    '\n',
  ];
}

const pathOf = (at: number): string => `packages/p${at % 200}/src/module-${at}.ts`;

function textOf(at: number, added: number): string {
  const calls = [at + 1, at + 7, at + 31].map((other) => `  total += computePart${other % FILES}(value, total);`);
  const more = Array.from({ length: added }, (_, line) => `  total += adjustBy${line % 7}(value, ${line});`);
  return `export function computePart${at}(value: number, start: number): number {\n  let total = start;\n${[...more, ...calls].join('\n')}\n  return total;\n}\n\n${'// a remark that fills the file as others do\n'.repeat(20)}`;
}
