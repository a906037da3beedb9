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
import type { Report } from '../reviewers/reviewer.ts';
import { release } from '../reviewers/release/index.ts';
import { security } from '../reviewers/security/index.ts';
import { runChecks } from '../test/reviewers/check-table.ts';
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
/** What is published without configuration. */
const BAR = 300;
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

type Lines = LabelledCase['marks'][number]['lines'];

/** The lines of a finding, and those that it names as further places of the same function. */
function spansOf({ location, explanation }: Report): (readonly [number, number])[] {
  const further = Array.from(explanation.matchAll(/\bline (\d+): `/g), ([, line]) => Number(line));
  return [[location?.startLine ?? 0, location?.endLine ?? 0], ...further.map((line) => [line, line] as const)];
}

interface Score {
  bad: number;
  hit: number;
  good: number;
  wrong: number;
}

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
    const told = reports.filter((one) => one.location?.path === path && (one.confidence ?? BAR) >= BAR);
    const scan = scans[some.findIndex((one) => one.path === path)];
    const secrets = scan?.kind === 'scanned' ? scan.spans.map((one) => [one.startLine, one.endLine] as const) : [];
    const touches = (lines: Lines, rules?: readonly string[], excused?: readonly number[]): boolean => {
      const alike = told
        .filter(({ rule }) => rules?.includes(rule) ?? true)
        .filter(({ location }) => excused?.includes(location?.startLine ?? 0) !== true);
      const spans = [...alike.flatMap(spansOf), ...secrets];
      return spans.some(([from, to]) => lines === null || (from <= lines[1] && to >= lines[0]));
    };
    for (const mark of marks.filter(({ grave }) => !values.grave || grave !== false)) {
      const { lines, bad, rules, excused } = mark;
      const name = mark.aside === true ? `${mark.name} (left out)` : mark.name;
      const score = scores.get(name) ?? { bad: 0, hit: 0, good: 0, wrong: 0 };
      scores.set(name, score);
      const isTold = touches(lines, rules, excused);
      if (bad) score.bad += 1;
      else score.good += 1;
      if (isTold && bad) score.hit += 1;
      if (isTold && !bad) score.wrong += 1;
      if (values.list && isTold !== bad)
        process.stdout.write(
          `${bad ? 'missed' : 'wrong'} ${name} ${path}:${lines?.join('-') ?? ''} ${told.map((one) => `${one.rule} (${one.title})`).join(', ')}\n`,
        );
    }
    beside += told.filter((one) =>
      spansOf(one).every(([from, to]) =>
        marks.every(({ lines }) => lines !== null && (from > lines[1] || to < lines[0])),
      ),
    ).length;
  }
}
const rows = [...scores].toSorted(([one], [other]) => (one < other ? -1 : 1));
for (const [name, { bad, hit, good, wrong }] of rows)
  process.stdout.write(`${name} | ${bad} | ${hit} | ${good} | ${wrong}\n`);
const sums = (of: typeof rows): string =>
  (['bad', 'hit', 'good', 'wrong'] as const)
    .map((field) => of.reduce((total, [, score]) => total + score[field], 0))
    .join(' | ');
const wanted = rows.filter(([name]) => !name.endsWith(' (left out)') && !isLeftOut(suite, name));
process.stdout.write(
  `all | ${sums(rows)}\nof what is looked for | ${sums(wanted)}\n${beside} findings on lines without a label\n`,
);
process.exit(0);
