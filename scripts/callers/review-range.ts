import type { AnalyserPool, AnalyserResult } from '../../analysers/analyser.ts';
import { astGrep } from '../../analysers/ast-grep.ts';
import type { SecretScanner } from '../../forge/forge.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import { openRange } from '../../forge/local/open.ts';
import type { Check, Report } from '../../reviewers/reviewer.ts';
import { runCheck } from '../../reviewers/runner/run-check.ts';

/** Looks for nothing: what is measured are callers. */
const NO_SECRETS: SecretScanner = { scan: async (texts) => texts.map(() => ({ kind: 'scanned', spans: [] })) };

/** The parser in this process: children take longer to start than these files to parse. */
const pool: Pick<AnalyserPool, 'analyse'> = {
  analyse: ({ files, rules }) =>
    Promise.all(
      files.map(async (file): Promise<AnalyserResult> => {
        try {
          return { path: file.path, kind: 'ok', matches: await astGrep.analyse(file, rules) };
        } catch (cause) {
          return { path: file.path, kind: 'skipped', reason: String(cause) };
        }
      }),
    ),
};

/** What a check says about a range of commits. */
export async function reviewRange(
  repository: Repository,
  range: string,
  check: Check,
): Promise<{ readonly reports: readonly Report[]; readonly milliseconds: number }> {
  const forge = await openRange({ repository, range, scanner: NO_SECRETS });
  try {
    const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
    const { contents, inspection } = forge;
    const { signal } = new AbortController();
    const start = performance.now();
    // The machine may be shared, and what is measured is what the check says.
    const checkTimeoutMs = 600_000;
    const outcome = await runCheck(check, { changeSet, contents, inspection, pool, signal, checkTimeoutMs });
    for (const { reason } of outcome.gaps) process.stderr.write(`${range}: ${reason}\n`);
    if (outcome.settled.kind !== 'ok') throw new Error(`${check.id} did not end`, { cause: outcome.settled });
    return { reports: outcome.reports, milliseconds: performance.now() - start };
  } finally {
    await forge.close();
  }
}
