import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { startProcess } from '../processes/start-process.ts';
import { childEnvironment } from './child-environment.ts';
import type { AnalyserLimits, AnalyserMatch, AnalyserResult, AnalyserRules, SourceFile } from './analyser.ts';
import { readOxlintReport } from './oxlint-report.ts';
import { expect, kill, supervise } from './supervise.ts';
import { watchingParent } from './watch-parent.ts';

/**
 * More than this are several runs, so that a time limit means the same for each. A run costs 110 ms of CPU before its first file, and what
 * small files of a million characters take to lint is a few times that.
 */
const MOST_FILES = 2000;
const MOST_CHARACTERS = 1_000_000;

/** So many are written before others get their turn: on a slow disk thousands take seconds. */
const BETWEEN_PAUSES = 50;

/** Our configuration and no other; findings in a form to be read. */
const OPTIONS = ['-c', 'oxlint.json', '--disable-nested-config', '--no-ignore', '--format', 'json', '--threads', '2'];

/** What of oxlint's configuration may be set. Nothing that loads code or another file. */
const OxlintRules = z.strictObject({
  plugins: z.array(z.string()).optional(),
  rules: z.record(z.string(), z.unknown()),
  env: z.record(z.string(), z.boolean()).optional(),
  globals: z.record(z.string(), z.string()).optional(),
});

/**
 * Lints JavaScript and TypeScript. oxlint starts in 40 ms and takes many files at once, so each run is a process of its own,
 * on a private folder that holds nothing but the files handed in and our configuration. When a run dies, its files are
 * halved until the culprit is alone.
 */
export class OxlintRunner {
  readonly #limits: AnalyserLimits;
  readonly #stops = new Set<() => Promise<void>>();

  constructor(limits: AnalyserLimits) {
    this.#limits = limits;
  }

  async run(
    files: readonly SourceFile[],
    rules: AnalyserRules,
    signal: AbortSignal,
  ): Promise<readonly AnalyserResult[]> {
    const config = JSON.stringify({ plugins: [], categories: { correctness: 'off' }, ...OxlintRules.parse(rules) });
    const results: AnalyserResult[] = [];
    while (results.length < files.length) {
      const batch = batchOf(files, results.length);
      for (const result of await this.#bisect(batch, config, signal)) results.push(result);
    }
    return results;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stops].map((stop) => stop()));
  }

  async #bisect(files: readonly SourceFile[], config: string, signal: AbortSignal): Promise<AnalyserResult[]> {
    signal.throwIfAborted();
    const outcome = await this.#lint(files, config, signal);
    signal.throwIfAborted();
    if (typeof outcome !== 'string') return files.map(({ path }, index) => ok(path, outcome[index] ?? []));
    const [alone, ...others] = files;
    if (alone === undefined) return [];
    if (others.length === 0) return [{ path: alone.path, kind: 'skipped', reason: outcome }];
    const half = Math.ceil(files.length / 2);
    return [
      ...(await this.#bisect(files.slice(0, half), config, signal)),
      ...(await this.#bisect(files.slice(half), config, signal)),
    ];
  }

  /** Returns the matches file by file, or why there are none. */
  async #lint(files: readonly SourceFile[], config: string, signal: AbortSignal): Promise<AnalyserMatch[][] | string> {
    // Not by promises: for thousands of small files those cost several times as much, and each holds a descriptor.
    const folder = mkdtempSync(join(tmpdir(), 'docket-oxlint-'));
    try {
      writeFileSync(join(folder, 'oxlint.json'), config);
      const names = files.map(neutralName);
      for (const [index, { text }] of files.entries()) {
        writeFileSync(join(folder, names[index] ?? ''), text);
        if (index % BETWEEN_PAUSES === 0) await setImmediate();
        signal.throwIfAborted();
      }
      const output = await this.#execute(folder, names, signal);
      if (typeof output === 'string') return readOxlintReport(output, files, names);
      return output.reason;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #execute(folder: string, names: readonly string[], signal: AbortSignal) {
    const child = startProcess(
      process.execPath,
      [...watchingParent(), entry(), ...OPTIONS, ...names],
      // The working folder is the private one.
      { cwd: folder, env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const stop = (): Promise<void> => kill(child);
    const abort = (): void => void stop();
    this.#stops.add(stop);
    signal.addEventListener('abort', abort);
    try {
      return await expect<string>(supervise(child), this.#limits, (done) => {
        let output = '';
        child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
        const close = (code: number | null): void => {
          // 0 is clean, 1 is findings, or a failure that printed no report.
          if ((code === 0 || code === 1) && output.startsWith('{')) done(output);
        };
        child.once('close', close);
        return () => child.off('close', close);
      });
    } finally {
      this.#stops.delete(stop);
      signal.removeEventListener('abort', abort);
    }
  }
}

/** The next files that go together; one at the least. */
function batchOf(files: readonly SourceFile[], from: number): readonly SourceFile[] {
  let to = from;
  let characters = 0;
  while (to < files.length && to - from < MOST_FILES && characters < MOST_CHARACTERS) {
    characters += files[to]?.text.length ?? 0;
    to += 1;
  }
  return files.slice(from, to);
}

function entry(): string {
  return join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint');
}

/** Names and folders may carry meaning for a linter, or hostility; only the ending that tells the language is kept. */
function neutralName({ path }: SourceFile, index: number): string {
  return `f${index}${/(?:\.d)?\.(?:[cm]?[jt]sx?|vue)$/i.exec(basename(path))?.[0].toLowerCase() ?? ''}`;
}

function ok(path: string, matches: readonly AnalyserMatch[]): AnalyserResult {
  return { path, kind: 'ok', matches };
}
