import { parseArgs } from 'node:util';
import { compareEdgeCases } from './compare/edge-cases.ts';
import type { Comparison, Way } from './compare/history.ts';
import { compareHistory } from './compare/history.ts';
import { compareMerges } from './compare/merges.ts';
import { readablePairs } from './compare/pairs.ts';

/**
 * Compares the diff parser with git: `node scripts/compare-with-git.ts [--edge-cases FILE] [REPOSITORY...]`. For each repository
 * every commit against each parent and every merge against all, under several ways of writing a diff (not `-U0`, for which git
 * itself counts otherwise: it trims common ends first); ends with 1 when anything differs that a diff carries.
 */
const WAYS: readonly Way[] = [
  { detect: ['-M', '-C'], write: [] },
  { detect: ['-M20%'], write: ['-U1', '--no-prefix', '--full-index'] },
  { detect: ['--no-renames'], write: ['--binary', '-W', '--src-prefix=old/', '--dst-prefix=newer/'] },
];

const { values, positionals } = parseArgs({ options: { 'edge-cases': { type: 'string' } }, allowPositionals: true });

if (values['edge-cases'] !== undefined) report('edge cases', compareEdgeCases(values['edge-cases']));
for (const repository of positionals) {
  const pairs = readablePairs(repository);
  report(`${repository} merges, combined`, await compareMerges(repository, pairs.merges));
  for (const way of WAYS)
    report(`${repository} ${[...way.detect, ...way.write].join(' ')}`, await compareHistory(repository, pairs, way));
}

function report(title: string, comparison: Comparison): void {
  const { diffs, files, bytes, agreed, unknowable, left, skipped, disagreements } = comparison;
  const wrong = diffs - agreed - unknowable;
  write(`${title}: ${diffs} diffs, ${files} files, ${(bytes / 1e6).toFixed(1)} MB, left out ${left}`);
  write(
    `  agree ${agreed}, differ only in what the diff does not carry ${unknowable}, disagree ${wrong}, skipped pieces ${skipped}`,
  );
  for (const { where, what } of disagreements) {
    const mark = what.unknowable ? 'not carried' : 'WRONG';
    write(
      `  ${mark}: ${where} ${JSON.stringify(what.path)} ${what.field}: ours ${JSON.stringify(what.ours)}, git ${JSON.stringify(what.git)}`,
    );
  }
  if (wrong > 0 || skipped > 0) process.exitCode = 1;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
