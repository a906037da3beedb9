/**
 * How many breaking changes of public suites the release checks find by syntax: `node scripts/contracts/score-contracts.ts [--half tuned|held]
 * [--misses] griffe FILE | oasdiff FOLDER LABELS | graphql-inspector FOLDER | buf FOLDER [LABELS]`. A seed splits the cases before anybody reads them. The labels of
 * oasdiff's pairs are what `oasdiff breaking BASE REVISION -f json` says: its errors are breaks.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { release } from '../../reviewers/release/index.ts';
import { runChecks } from '../../test/reviewers/check-table.ts';
import { bufCases, type ContractCase, griffeCases, inspectorCases, oasdiffCases } from './contract-cases.ts';

/** Fixed before the first look at a suite. */
const SEED = 'docket-contracts-1';
const RULES = new Set(['broken-contract', 'changed-signature', 'removed-export']);

const { values, positionals } = parseArgs({
  options: { half: { type: 'string', default: 'held' }, misses: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [suite = '', folder = '', labels = ''] = positionals;
const readers: Readonly<Record<string, () => ContractCase[]>> = {
  griffe: () => griffeCases(folder),
  oasdiff: () => oasdiffCases(folder, labels),
  'graphql-inspector': () => inspectorCases(folder),
  buf: () => bufCases(folder, labels),
};
const isHeld = ({ suite: name, id }: ContractCase): boolean =>
  ((createHash('sha256')
    .update(SEED + name + id)
    .digest()[0] ?? 0) &
    1) ===
  1;

/** Whether a finding is of the case's file: what moved there is told where it stood, all of a file in one finding. */
function standsIn({ path, now, suite: name }: ContractCase, at: string, said: string): boolean {
  const words = new Set(said.match(/\w+/g));
  const moved = [...(now[path] ?? '').matchAll(/\b(?:message|enum|service) (\w+)/g)].some(([, type = '']) =>
    words.has(type),
  );
  return at.startsWith(path) || (name === 'buf' && moved);
}

const scores = new Map<string, { bad: number; hit: number }>();
const sums = { bad: 0, hit: 0, good: 0, wrong: 0 };
for (const one of readers[suite]?.().filter((each) => isHeld(each) === (values.half === 'held')) ?? []) {
  const { reports, unavailable } = await runChecks(
    release,
    { old: one.old, new: one.now },
    { only: ['broken-contracts', 'removed-exports', 'changed-signatures'] },
  );
  const told = reports.filter(
    ({ rule, location, title, explanation }) =>
      RULES.has(rule) && location !== null && standsIn(one, location.path, `${title} ${explanation}`),
  );
  const isTold = told.length > 0;
  if (one.kinds.length > 0) {
    sums.bad += 1;
    if (isTold) sums.hit += 1;
  } else {
    sums.good += 1;
    if (isTold) sums.wrong += 1;
  }
  for (const kind of new Set(one.kinds)) {
    const score = scores.get(kind) ?? { bad: 0, hit: 0 };
    scores.set(kind, { bad: score.bad + 1, hit: score.hit + (isTold ? 1 : 0) });
  }
  if (values.misses && isTold !== one.kinds.length > 0)
    process.stderr.write(
      `${isTold ? 'WRONG' : 'MISSED'} ${one.id} [${one.kinds.join(' ')}] ${told.map(({ title }) => title).join('; ')} ${unavailable.map(({ reason }) => reason).join('; ')}\n`,
    );
}
for (const [kind, { bad, hit }] of [...scores].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  process.stdout.write(`${kind} | ${bad} | ${hit}\n`);
process.stdout.write(`all | ${sums.bad} bad | ${sums.hit} found | ${sums.good} compatible | ${sums.wrong} told\n`);
process.exit(0);
