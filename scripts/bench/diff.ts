import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import parsePeer from 'parse-diff';
import { hunksOf, parseDiff } from '../../forge/diff/parse-diff.ts';
import { makeDiff } from './diff-input.ts';
import type { BenchResult } from './result.ts';

const BYTES = 25_000_000;
const ROUNDS = 5;

/** Throughput of the diff parser beside parse-diff on the same 25 MB, and its memory in a fresh process. */
export async function benchDiff(): Promise<BenchResult[]> {
  const bytes = makeDiff(BYTES);
  return [...throughput(bytes), ...memory(bytes)];
}

function throughput(bytes: Buffer): BenchResult[] {
  // The peer reads text; that the bytes must be decoded for it first is left out of its time.
  const text = bytes.toString('utf8');
  const runs = {
    scan: () => parseDiff(bytes).files.length,
    decode: () => parseDiff(bytes).files.map((file) => hunksOf(file)).length,
    peer: () => parsePeer(text).length,
  };
  const times = { scan: [] as number[], decode: [] as number[], peer: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['scan', 'decode', 'peer'] as const) {
      const start = performance.now();
      runs[name]();
      // The first round warms up.
      if (round > 0) times[name].push(performance.now() - start);
    }
  }
  const speed = (name: keyof typeof times) => bytes.length / 1000 / median(times[name]);
  return [
    { name: 'diff: names, status and counts', value: speed('scan'), unit: 'MB/s' },
    { name: 'diff: with every line decoded', value: speed('decode'), unit: 'MB/s' },
    { name: 'diff: parse-diff', value: speed('peer'), unit: 'MB/s' },
    {
      name: 'diff: decoded, against parse-diff',
      value: speed('decode') / speed('peer'),
      unit: 'times',
      aim: 'at least 1',
    },
  ];
}

function memory(bytes: Buffer): BenchResult[] {
  const directory = mkdtempSync(join(tmpdir(), 'docket-bench-'));
  try {
    const file = join(directory, 'input.diff');
    writeFileSync(file, bytes);
    const bare = peak(file, 'none');
    const of = (mode: string) => peak(file, mode) / bytes.length;
    return [
      {
        name: 'diff: peak memory of the process, no line decoded',
        value: of('read'),
        unit: 'times input',
        aim: 'under 6',
      },
      { name: 'diff: peak memory, one file decoded at a time', value: of('each'), unit: 'times input', aim: 'under 6' },
      { name: 'diff: peak memory, all lines kept', value: of('all'), unit: 'times input' },
      { name: 'diff: peak memory of parse-diff', value: of('peer'), unit: 'times input' },
      { name: 'diff: of which the bare process', value: bare / bytes.length, unit: 'times input' },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function peak(file: string, mode: string): number {
  const script = fileURLToPath(new URL('./diff-memory.ts', import.meta.url));
  return Number(
    execFileSync(process.execPath, [script, file, mode], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
