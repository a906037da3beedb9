/**
 * What the checks of security, of Dockerfiles' mistakes, and for `squawk` of release, find of public suites of rules for other tools, by class: `node scripts/score-suites.ts [--half tuned|held] [--list] [--grave] SUITE
 * FOLDER [LABELS]`. Suites: `bandit` (its `examples`; LABELS is what `bandit -r examples -f json` says), `gosec` (its `testutils`), `brakeman` (its
 * `test`), `find-sec-bugs` (its root), `hadolint` (its `test/Hadolint/Rule`; LABELS is its program), `zizmor` (its `test-data`; LABELS is what `zizmor --offline
 * --format json` says), `squawk` (its `crates/squawk_linter/src/rules`), `lines` (any folder; LABELS is a list made by hand). A seed splits files and samples before anybody reads them. A label is shown, folded (by its rule's record) or missed. `--list` prints what is missed and what is told wrongly; `--grave`
 * leaves out labels about size and style (zizmor: under medium).
 */
import { parseArgs } from 'node:util';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import { dockerfileSlips } from '../reviewers/quality/checks/dockerfile-slips.ts';
import { quality } from '../reviewers/quality/index.ts';
import { release } from '../reviewers/release/index.ts';
import { security } from '../reviewers/security/index.ts';
import type { Reviewer } from '../reviewers/reviewer.ts';
import { runChecks } from '../test/reviewers/check-table.ts';
import { createPoolHere } from './precision/pool-here.ts';
import { standsOpenly } from './precision/stands-openly.ts';
import { banditCases } from './suites/bandit.ts';
import { brakemanCases } from './suites/brakeman.ts';
import { findSecBugsCases } from './suites/find-sec-bugs.ts';
import { gosecCases } from './suites/gosec.ts';
import { hadolintCases } from './suites/hadolint.ts';
import type { LabelledCase } from './suites/labelled-case.ts';
import { isLeftOut } from './suites/left-out.ts';
import { lineCases } from './suites/lines.ts';
import { added, isHeld, type Judged, NO_SCORE, rowOf, scoreCase, type SuiteScore, sumOf } from './suites/score-case.ts';
import { squawkCases } from './suites/squawk.ts';
import { zizmorCases } from './suites/zizmor.ts';

/** Files of one change, so that none is cut off where the machine is busy. */
const AT_ONCE = 20;

const SUITES: Readonly<Record<string, (folder: string, labels: string) => LabelledCase[]>> = {
  bandit: banditCases,
  gosec: gosecCases,
  brakeman: brakemanCases,
  'find-sec-bugs': findSecBugsCases,
  hadolint: hadolintCases,
  squawk: squawkCases,
  zizmor: zizmorCases,
  lines: lineCases,
};

const { values, positionals } = parseArgs({
  options: {
    half: { type: 'string', default: 'held' },
    list: { type: 'boolean', default: false },
    grave: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [suite = '', folder = '', labels = ''] = positionals;
const read = SUITES[suite];
if (read === undefined) throw new Error(`no suite is called ${suite}`);
if (values.list && values.half === 'held') throw new Error('the unseen half stays unseen');
const all = read(folder, labels);
const cases = all.filter(
  (one) => (suite !== 'lines' || one.marks.length > 0) && isHeld(one.path) === (values.half === 'held'),
);
const scanner = createSecretScanner(createPoolHere());
const scores = new Map<string, SuiteScore>();
let beside = 0;
for (let at = 0; at < cases.length; at += AT_ONCE) {
  const some = cases.slice(at, at + AT_ONCE);
  // The rest of an application: a file hands its values on to others.
  const others = suite === 'lines' ? all.filter((one) => !some.includes(one)) : [];
  const around = Object.fromEntries(others.map(({ path, text }) => [path, text]));
  const tree = { old: around, new: { ...around, ...Object.fromEntries(some.map(({ path, text }) => [path, text])) } };
  const reviewer = suite === 'squawk' ? release : security;
  const judged = [...(await judgedBy(reviewer, tree, [])), ...(await judgedBy(quality, tree, [dockerfileSlips.id]))];
  // In a review secrets are found where the change set is made, before any check.
  const scans = await scanner.scan(some);
  for (const [index, one] of some.entries()) {
    const scan = scans[index];
    const secrets = scan?.kind === 'scanned' ? scan.spans.map((span) => [span.startLine, span.endLine] as const) : [];
    const { marks, loose } = scoreCase(one, judged, secrets);
    beside += loose;
    for (const { mark, told } of marks.filter(({ mark: { grave } }) => !values.grave || grave !== false)) {
      const name = mark.aside === true ? `${mark.name} (left out)` : mark.name;
      const score = scores.get(name) ?? NO_SCORE;
      scores.set(name, added(score, mark.bad, told));
      if (values.list && (told === 'no') === mark.bad)
        process.stdout.write(
          `${mark.bad ? 'missed' : `wrong (${told})`} ${name} ${one.path}:${mark.lines?.join('-') ?? ''}\n`,
        );
    }
  }
}
const rows = [...scores].toSorted(([one], [other]) => (one < other ? -1 : 1));
for (const [name, score] of rows) process.stdout.write(`${name} | ${rowOf(score)}\n`);
const sums = (of: typeof rows): string => rowOf(of.map(([, score]) => score).reduce(sumOf, NO_SCORE));
const wanted = rows.filter(([name]) => !name.endsWith(' (left out)') && !isLeftOut(suite, name));
process.stdout.write(
  `class | bad | shown | folded | good | shown | folded\nall | ${sums(rows)}\nof what is looked for | ${sums(wanted)}\n${beside} findings on lines without a label\n`,
);
process.exit(0);

async function judgedBy(
  reviewer: Reviewer,
  tree: Parameters<typeof runChecks>[1],
  only: readonly string[],
): Promise<Judged[]> {
  const { reports } = await runChecks(reviewer, tree, only.length > 0 ? { only } : {});
  return reports.map((report) => ({ report, shown: standsOpenly(reviewer, report) }));
}
