/**
 * What the checks of security, of Dockerfiles' mistakes, and for `squawk` of release, find of public suites of rules for other tools, by class: `node scripts/score-suites.ts [--half tuned|held] [--list] [--grave] SUITE
 * FOLDER [LABELS]`. Suites: `bandit` (its `examples`; LABELS is what `bandit -r examples -f json` says), `gosec` (its `testutils`), `brakeman` (its
 * `test`), `find-sec-bugs` (its root), `hadolint` (its `test/Hadolint/Rule`; LABELS is its program), `zizmor` (its `test-data`; LABELS is what `zizmor --offline
 * --format json` says), `squawk` (its `crates/squawk_linter/src/rules`), `lines` (any folder; LABELS is a list made by hand). A seed splits files and samples before anybody reads them. `--list` prints what is missed and what is told wrongly; `--grave`
 * leaves out labels about size and style (zizmor: under medium).
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import { dockerfileSlips } from '../reviewers/quality/checks/dockerfile-slips.ts';
import { quality } from '../reviewers/quality/index.ts';
import { release } from '../reviewers/release/index.ts';
import { security } from '../reviewers/security/index.ts';
import { runChecks } from '../test/reviewers/check-table.ts';
import { howTold, isShown, type Told } from './suites/how-told.ts';
import { createPoolHere } from './precision/pool-here.ts';
import { banditCases } from './suites/bandit.ts';
import { brakemanCases } from './suites/brakeman.ts';
import { findSecBugsCases } from './suites/find-sec-bugs.ts';
import { gosecCases } from './suites/gosec.ts';
import { hadolintCases } from './suites/hadolint.ts';
import type { LabelledCase } from './suites/labelled-case.ts';
import { isLeftOut } from './suites/left-out.ts';
import { lineCases } from './suites/lines.ts';
import { squawkCases } from './suites/squawk.ts';
import { zizmorCases } from './suites/zizmor.ts';

/** Fixed before the first look at a suite. */
const SEED = 'docket-suites-1';
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

const isHeld = ({ path }: LabelledCase): boolean =>
  ((createHash('sha256')
    .update(SEED + path)
    .digest()[0] ?? 0) &
    1) ===
  1;

interface Score {
  bad: number;
  shown: number;
  folded: number;
  good: number;
  wrongShown: number;
  wrongFolded: number;
}
const FIELDS = ['bad', 'shown', 'folded', 'good', 'wrongShown', 'wrongFolded'] as const;

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
const cases = read(folder, labels).filter((one) => isHeld(one) === (values.half === 'held'));
const scanner = createSecretScanner(createPoolHere());
const scores = new Map<string, Score>();
let beside = 0;
for (let at = 0; at < cases.length; at += AT_ONCE) {
  const some = cases.slice(at, at + AT_ONCE);
  const tree = { old: {}, new: Object.fromEntries(some.map(({ path, text }) => [path, text])) };
  const { reports: unsafe } = await runChecks(suite === 'squawk' ? release : security, tree);
  const { reports: mistaken } = await runChecks(quality, tree, { only: [dockerfileSlips.id] });
  const reports = [...unsafe, ...mistaken];
  // In a review secrets are found where the change set is made, before any check.
  const scans = await scanner.scan(some);
  for (const { path, marks } of some) {
    const told = reports.filter((one) => one.location?.path === path);
    const scan = scans[some.findIndex((one) => one.path === path)];
    const secrets = scan?.kind === 'scanned' ? scan.spans.map((one) => [one.startLine, one.endLine] as const) : [];
    for (const mark of marks.filter(({ grave }) => !values.grave || grave !== false)) {
      const { lines, bad } = mark;
      const name = mark.aside === true ? `${mark.name} (left out)` : mark.name;
      const score = scores.get(name) ?? { bad: 0, shown: 0, folded: 0, good: 0, wrongShown: 0, wrongFolded: 0 };
      scores.set(name, score);
      const how: Told = howTold(told, mark, secrets);
      const isTold = how !== null;
      score[bad ? 'bad' : 'good'] += 1;
      if (how === 'shown') score[bad ? 'shown' : 'wrongShown'] += 1;
      if (how === 'folded') score[bad ? 'folded' : 'wrongFolded'] += 1;
      if (values.list && isTold !== bad)
        process.stdout.write(
          `${bad ? 'missed' : 'wrong'} ${name} ${path}:${lines?.join('-') ?? ''} ${told.map((one) => `${one.rule} (${one.title})`).join(', ')}\n`,
        );
    }
    const openly = told.filter(isShown);
    beside += openly.filter((one) =>
      marks.every(({ lines }) => lines !== null && howTold([one], { lines }, []) === null),
    ).length;
  }
}
const rows = [...scores].toSorted(([one], [other]) => (one < other ? -1 : 1));
process.stdout.write('class | bad | shown | folded | good | good shown | good folded\n');
for (const [name, score] of rows)
  process.stdout.write(`${name} | ${FIELDS.map((field) => score[field]).join(' | ')}\n`);
const sums = (of: typeof rows): string =>
  FIELDS.map((field) => of.reduce((total, [, score]) => total + score[field], 0)).join(' | ');
const wanted = rows.filter(([name]) => !name.endsWith(' (left out)') && !isLeftOut(suite, name));
process.stdout.write(
  `all | ${sums(rows)}\nof what is looked for | ${sums(wanted)}\n${beside} findings shown on lines without a label\n`,
);
process.exit(0);
