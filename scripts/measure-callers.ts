/**
 * How well callers that stayed behind are found.
 * `node scripts/measure-callers.ts ordinary [--last N] [--check changed-signatures] [--paths '*.rs,*.cs'] REPOSITORY…`: what is said about the last ordinary
 * commits that touch such paths, a line of JSON a finding; `--check`: by a check of `release`.
 * `node scripts/measure-callers.ts seeded [--each N] [--seed N] --scratch FOLDER LANGUAGE:REPOSITORY…`: of so many incomplete refactors of each
 * kind and repository, how many are told at the caller that was left; a line of JSON for each that is missed, folded or told elsewhere.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRepository } from '../forge/local/git/repository.ts';
import { staleCallers } from '../reviewers/quality/checks/stale-callers.ts';
import { quality } from '../reviewers/quality/index.ts';
import { release } from '../reviewers/release/index.ts';
import type { Report } from '../reviewers/reviewer.ts';
import { edited } from './callers/edit-text.ts';
import { knownFields, knownFunctions } from './callers/known-symbols.ts';
import { KINDS } from './callers/calls.ts';
import { REFACTORS } from './callers/refactors.ts';
import { reviewRange } from './callers/review-range.ts';
import { SeedRepository } from './callers/seed-repository.ts';
import { type Language, sourceFiles } from './callers/source-files.ts';
import { standsOpenly } from './precision/stands-openly.ts';

const { values, positionals } = parseArgs({
  options: {
    last: { type: 'string', default: '20' },
    skip: { type: 'string', default: '0' },
    each: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    check: { type: 'string', default: staleCallers.id },
    paths: { type: 'string', default: '*.ts,*.tsx,*.js,*.py,*.go,*.java,*.cs,*.rs' },
    scratch: { type: 'string', default: 'build/callers' },
  },
  allowPositionals: true,
});
const [mode, ...places] = positionals;
const check = release.checks.find(({ id }) => id === values.check) ?? staleCallers;
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

if (mode === 'ordinary') {
  const counts = { commits: 0, findings: 0, slowest: 0 };
  for (const folder of places) await ordinary(folder, counts);
  process.stderr.write(`${JSON.stringify(counts)}\n`);
} else {
  const counts: Counts = new Map();
  for (const place of places) {
    await seeded(place, counts);
    const rows = [...counts].map(
      ([name, { made, found, folded, elsewhere }]) =>
        `${name}: ${found} of ${made} found, ${folded} of them folded, ${elsewhere} elsewhere`,
    );
    process.stderr.write(`up to ${place}\n  ${rows.join('\n  ')}\n`);
  }
}

async function ordinary(folder: string, counts: { commits: number; findings: number; slowest: number }): Promise<void> {
  const last = ['-n', values.last, '--skip', values.skip];
  const args = [
    '-C',
    folder,
    'rev-list',
    '--no-merges',
    '--min-parents=1',
    ...last,
    'HEAD',
    '--',
    ...values.paths.split(','),
  ];
  process.stderr.write(`${folder} ${JSON.stringify(counts)}\n`);
  const repository = await openRepository(folder);
  try {
    for (const commit of execFileSync('git', args, { encoding: 'utf8' }).trim().split('\n')) {
      const reviewed = await reviewRange(repository, `${commit}^..${commit}`, check).catch((cause: unknown) => {
        process.stderr.write(`${commit}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
        return null;
      });
      if (reviewed === null) continue;
      const { reports, milliseconds } = reviewed;
      counts.commits += 1;
      counts.findings += reports.length;
      counts.slowest = Math.max(counts.slowest, Math.round(milliseconds));
      for (const report of reports) say({ folder, commit, ...report });
    }
  } finally {
    await repository.close();
  }
}

/** By language and kind; `folded`: found, and shown in the summary only. */
type Counts = Map<string, { made: number; found: number; folded: number; elsewhere: number }>;

async function seeded(place: string, counts: Counts): Promise<void> {
  const [language, source] = [place.slice(0, place.indexOf(':')) as Language, place.slice(place.indexOf(':') + 1)];
  const folder = join(values.scratch, source.replaceAll(/\W+/g, '-'));
  const seeds = new SeedRepository(source, folder, ['*.ts', '*.tsx', '*.py', '*.go', '*.java', '*.cs', '*.rs']);
  const files = sourceFiles(folder, language);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const chance = chances(Number(values.seed));
  const functions = knownFunctions(files, language);
  const fields = knownFields(files, language);
  const repository = await openRepository(folder);
  try {
    for (const kind of KINDS) {
      let made = 0;
      for (const symbol of shuffled(kind === 'drop-field' ? fields : functions, chance)) {
        if (made >= Number(values.each)) break;
        if (symbol.calls.length < 2) continue;
        const refactor = REFACTORS[kind]({ language, texts, symbol, chance });
        if (refactor === null) continue;
        made += 1;
        const { left, name, edits } = refactor;
        const after = edited(texts, edits);
        const commit = seeds.commit(after);
        const { reports } = await reviewRange(repository, `${commit}^..${commit}`, staleCallers);
        const shift = edits
          .filter(({ path, from }) => path === left.path && from < left.at)
          .reduce((sum, { from, to, text }) => sum + text.length - (to - from), 0);
        const line = (after.get(left.path) ?? texts.get(left.path) ?? '').slice(0, left.at + shift).split('\n').length;
        const isHit = ({ location, explanation }: Report): boolean =>
          location?.path === left.path &&
          (location.startLine === line || new RegExp(`So do(?:es)? lines?[\\d, ]* ${line}\\b`).test(explanation));
        const hit = reports.some(isHit);
        const folded = hit && !reports.some((report) => isHit(report) && standsOpenly(quality, report));
        const elsewhere = reports.filter((report) => !isHit(report));
        count(counts, `${language} ${kind}`, { hit, folded, elsewhere: elsewhere.length });
        if (!hit || folded || elsewhere.length > 0)
          say({
            hit,
            folded,
            kind,
            name,
            commit,
            folder,
            left: `${left.path}:${line}`,
            text: (texts.get(left.path) ?? '').slice(left.at - 60, left.at + 60),
            elsewhere: elsewhere.map(({ location, explanation }) => [location?.path, location?.startLine, explanation]),
          });
      }
    }
  } finally {
    await repository.close();
  }
}

function count(
  counts: Counts,
  name: string,
  one: { readonly hit: boolean; readonly folded: boolean; readonly elsewhere: number },
): void {
  const now = counts.get(name) ?? { made: 0, found: 0, folded: 0, elsewhere: 0 };
  counts.set(name, {
    made: now.made + 1,
    found: now.found + (one.hit ? 1 : 0),
    folded: now.folded + (one.folded ? 1 : 0),
    elsewhere: now.elsewhere + one.elsewhere,
  });
}

/** The same row of numbers for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(list: readonly T[], chance: () => number): T[] {
  return list
    .map((one) => [chance(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}
