import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalyserPool } from '../../analysers/analyser.ts';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import type { Forge } from '../../forge/forge.ts';
import { openRepository, type Repository } from '../../forge/local/git/repository.ts';
import { openRange } from '../../forge/local/open.ts';
import type { Report, Reviewer } from '../../reviewers/reviewer.ts';
import { runCheck } from '../../reviewers/runner/run-check.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import { GitRepository } from '../support/git-repository.ts';
import type { PlantedHazard } from './hazard.ts';

/** What a check reported, and its name as `reviewer/check`. */
export interface CheckReport extends Report {
  readonly check: string;
}

/** One of the changes: its files as the forge gives them, and what the checks said. */
export interface PlantedChange {
  readonly changeSet: ChangeSet;
  readonly reports: readonly CheckReport[];
  /** Files that a tool could not look at, and why. */
  readonly gaps: readonly string[];
}

/** 160 files at once, on a machine that may be busy. */
const CHECK_TIMEOUT_MS = 1_500_000;

/** `base` adds all files as they were; `hazard` and `safe` go on from there. */
export type PlantedReview = Readonly<Record<'base' | 'hazard' | 'safe', PlantedChange>>;

/**
 * Has every planted hazard, and every safe twin, reviewed by these reviewers: real commits, the real forge, the real analysers. All
 * hazards stand in one change, for their paths differ. A check that fails is an error: its silence would say nothing.
 */
export async function reviewPlanted(
  hazards: readonly PlantedHazard[],
  reviewers: readonly Reviewer[],
): Promise<PlantedReview> {
  const folder = new GitRepository('docket-planted-');
  const pool = createAnalyserPool();
  let repository: Repository | undefined;
  try {
    commitAll(folder, hazards);
    repository = await openRepository(folder.path);
    const scanner = createSecretScanner(pool);
    const review = async (range: string): Promise<PlantedChange> => {
      if (repository === undefined) throw new Error('the repository is not open');
      return runChecks(await openRange({ repository, range, scanner }), reviewers, pool);
    };
    return {
      base: await review('nothing..base'),
      hazard: await review('base..hazard'),
      safe: await review('base..safe'),
    };
  } finally {
    await repository?.close();
    await pool.close();
    folder.remove();
  }
}

function commitAll(folder: GitRepository, hazards: readonly PlantedHazard[]): void {
  const commit = (name: 'nothing' | 'base' | 'hazard' | 'safe'): void => {
    for (const one of hazards) {
      const content = name === 'nothing' ? null : one[name];
      if (content === null) continue;
      folder.write({ [one.path]: content });
      if (content[0] === 0x23 && content[1] === 0x21) chmodSync(join(folder.path, one.path), 0o755);
    }
    folder.commit(name);
    folder.git('tag', name);
  };
  commit('nothing');
  commit('base');
  commit('hazard');
  folder.git('checkout', '--quiet', '--detach', 'base');
  commit('safe');
}

async function runChecks(forge: Forge, reviewers: readonly Reviewer[], pool: AnalyserPool): Promise<PlantedChange> {
  const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
  const { signal } = new AbortController();
  const reports: CheckReport[] = [];
  const gaps: string[] = [];
  for (const reviewer of reviewers) {
    for (const check of reviewer.checks) {
      const name = `${reviewer.id}/${check.id}`;
      const { rules } = reviewer;
      const { contents, inspection } = forge;
      const options = { changeSet, contents, inspection, pool, signal, rules, checkTimeoutMs: CHECK_TIMEOUT_MS };
      const outcome = await runCheck(check, options);
      if (outcome.settled.kind === 'failed') throw new Error(`${name} failed`, { cause: outcome.settled.cause });
      reports.push(...outcome.reports.map((report) => ({ ...report, check: name })));
      gaps.push(...outcome.gaps.map(({ path, reason }) => `${name}: ${path ?? 'the change'}: ${reason}`));
    }
  }
  await forge.close();
  return { changeSet, reports, gaps };
}
