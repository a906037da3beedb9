import { Buffer } from 'node:buffer';
import { absenceOf } from './absent-tools.ts';
import { accepts } from './accepts.ts';
import type { AnalyserId, AnalyserLimits, AnalyserPool, AnalyserResult, SourceFile } from './analyser.ts';
import { type AskTool, KnownTrees } from './known-trees.ts';
import { OxlintRunner } from './oxlint.ts';
import type { ChildTool } from './protocol.ts';
import { ToolRunner } from './tool-runner.ts';

/** Generous for code that people write; what passes them is generated or hostile. */
const DEFAULT_LIMITS: AnalyserLimits = { timeoutMs: 10_000, maxBytes: 2_000_000, maxMemoryMb: 768 };

/** Lets at most so many tasks run at once; the others wait in the order they came. */
class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#free = width;
  }

  async through<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

/** More would not be faster on the small machines of a CI. */
const AT_ONCE = 2;

/**
 * Characters; a request of less waits for a child that is busy. Another child costs its start, the code that it compiles anew and the files that both
 * parse: 100 edited files (2.6 million characters on both sides) take a tenth less time on a processor with one.
 */
const WORTH_A_CHILD = 3_000_000;

/**
 * Makes a pool. Nothing starts before it is needed, and children stay warm between calls. A tool that cannot be started
 * rejects the request; a file that cannot be analysed is skipped alone, and so is every file of a tool that this machine does without.
 */
export function createAnalyserPool(
  options: Partial<AnalyserLimits> = {},
  absence: (tool: AnalyserId) => string | null = absenceOf,
): AnalyserPool {
  const limits = { ...DEFAULT_LIMITS, ...options };
  const oxlint = new OxlintRunner(limits);
  const children: ToolRunner[] = [new ToolRunner(limits)];
  const gate = new Gate(AT_ONCE);
  const trees = new KnownTrees();
  const closing = new AbortController();

  const childFor = (files: readonly SourceFile[]): ToolRunner => {
    const [least] = children.toSorted((one, other) => one.waiting - other.waiting);
    const length = files.reduce((sum, { text }) => sum + text.length, 0);
    if (least !== undefined && (least.waiting === 0 || children.length === AT_ONCE || length < WORTH_A_CHILD))
      return least;
    const another = new ToolRunner(limits);
    children.push(another);
    return another;
  };

  return {
    async analyse({ tool, files, rules, signal }) {
      const stop = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      stop.throwIfAborted();
      const wanted = files.filter((file) => accepts(tool, file.path));
      const absent = absence(tool);
      const refusals = wanted.map((file) => (absent === null ? refusal(file, limits) : without(file, tool, absent)));
      const able = wanted.filter((_, index) => refusals[index] === undefined);
      const results =
        able.length === 0
          ? []
          : await gate.through(() => {
              stop.throwIfAborted();
              if (tool === 'oxlint') return oxlint.run(able, rules, stop);
              const ask: AskTool = (some, others) => childFor(some).run({ tool, files: some, rules: others }, stop);
              return tool === 'ast-grep' ? trees.analyse(able, rules, ask) : ask(able, rules);
            });
      const rest = results.values();
      return refusals.map((refused) => refused ?? take(rest));
    },
    warm(tool: ChildTool) {
      if (absence(tool) === null) children[0]?.warm(tool);
    },
    async close() {
      closing.abort(new Error('the analysers were closed'));
      await Promise.all([oxlint, ...children].map((runner) => runner.close()));
    },
  };
}

function refusal({ path, text }: SourceFile, { maxBytes }: AnalyserLimits): AnalyserResult | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) return { path, kind: 'skipped', reason: `too large: ${bytes} bytes (limit ${maxBytes})` };
  if (text.includes('\0')) return { path, kind: 'skipped', reason: 'binary: it has NUL bytes' };
  return undefined;
}

function without({ path }: SourceFile, tool: AnalyserId, reason: string): AnalyserResult {
  return { path, kind: 'skipped', reason: `${tool} is not there: ${reason}` };
}

function take(results: Iterator<AnalyserResult>): AnalyserResult {
  const next = results.next();
  if (next.done === true) throw new Error('an analyser answered fewer results than it got files');
  return next.value;
}
