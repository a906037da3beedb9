import { accepts } from '../../analysers/accepts.ts';
import type { Analyser, AnalyserPool, AnalyserResult } from '../../analysers/analyser.ts';
import { astGrep } from '../../analysers/ast-grep.ts';
import { markdown } from '../../analysers/markdown.ts';
import { OxlintRunner } from '../../analysers/oxlint.ts';
import { postgres } from '../../analysers/postgres.ts';
import type { ChildTool } from '../../analysers/protocol.ts';
import { ruff } from '../../analysers/ruff.ts';
import { secretSearch } from '../../analysers/secrets/secrets.ts';
import { describeCause } from '../../schemas/problem.ts';

const HERE: Readonly<Record<ChildTool, Analyser>> = {
  'ast-grep': astGrep,
  markdown,
  postgres,
  ruff,
  secrets: secretSearch,
};

/** As the program's children have it. */
const LIMITS = { timeoutMs: 60_000, maxBytes: 2_000_000, maxMemoryMb: 768 };

/**
 * The tools in this process, for many reviews in a row of code that nobody sent to hang one: nothing is started anew, and what the tools
 * cost is this process's CPU time. Only oxlint is a program of its own.
 */
export function createPoolHere(): AnalyserPool {
  const oxlint = new OxlintRunner(LIMITS);
  return {
    async analyse({ tool, files, rules, signal }) {
      const wanted = files.filter(({ path }) => accepts(tool, path));
      if (wanted.length === 0) return [];
      if (tool === 'oxlint') return oxlint.run(wanted, rules, signal ?? new AbortController().signal);
      const results: AnalyserResult[] = [];
      for (const file of wanted) {
        try {
          if (file.text.length > LIMITS.maxBytes || file.text.includes('\0')) throw new Error('too large, or binary');
          results.push({ path: file.path, kind: 'ok', matches: await HERE[tool].analyse(file, rules) });
        } catch (cause) {
          results.push({ path: file.path, kind: 'skipped', reason: describeCause(cause) });
        }
      }
      return results;
    },
    warm: () => undefined,
    close: () => oxlint.close(),
  };
}
