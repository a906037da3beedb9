/**
 * What the security checks find of public suites of rules for other tools, by class: `node scripts/score-suites.ts [--half tuned|held] bandit FOLDER
 * LABELS` (its `examples`, and what `bandit -r examples -f json` says of them), or `gosec FOLDER` (its `testutils`). A seed splits files and
 * samples before anybody reads them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { security } from '../reviewers/security/index.ts';
import { runChecks } from '../test/reviewers/check-table.ts';

/** Fixed before the first look at a suite. */
const SEED = 'docket-suites-1';
/** What is published without configuration. */
const BAR = 300;
/** Files of one change, so that none is cut off where the machine is busy. */
const AT_ONCE = 20;

/** Code that a suite calls bad, or good: by one line, or as a whole. */
interface Case {
  readonly path: string;
  readonly text: string;
  readonly marks: readonly {
    readonly name: string;
    readonly lines: readonly [number, number] | null;
    readonly bad: boolean;
  }[];
}

const BanditLabels = z.object({
  results: z.array(
    z.object({ filename: z.string(), test_id: z.string(), test_name: z.string(), line_range: z.array(z.int()) }),
  ),
});

function banditCases(folder: string, labels: string): Case[] {
  const { results } = BanditLabels.parse(JSON.parse(readFileSync(labels, 'utf8')));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => ({
      path: `src/${file}`,
      text: readFileSync(join(folder, file), 'utf8'),
      marks: results
        .filter(({ filename }) => basename(filename) === file)
        .map(({ test_id, test_name, line_range }) => ({
          name: `${test_id} ${test_name}`,
          lines: [Math.min(...line_range), Math.max(...line_range)] as const,
          bad: true,
        })),
    }));
}

/** A sample: the files of one program, and how many findings are expected. */
const SAMPLE = /\{\[\]string\{((?:\s*`[^`]*`,?)+)\s*\},\s*(\d+),/g;

function gosecCases(folder: string): Case[] {
  return readdirSync(folder)
    .filter((file) => /^g\d+_samples\.go$/.test(file))
    .flatMap((file) => {
      const name = file.slice(0, file.indexOf('_')).toUpperCase();
      const samples = [...readFileSync(join(folder, file), 'utf8').matchAll(SAMPLE)];
      return samples.map(([, code = '', count = '0'], at) => ({
        path: `src/${name.toLowerCase()}_${at}.go`,
        text: [...code.matchAll(/`([^`]*)`/g)].map(([, text = '']) => text.trimStart()).join('\n'),
        marks: [{ name, lines: null, bad: count !== '0' }],
      }));
    });
}

const isHeld = ({ path }: Case): boolean =>
  ((createHash('sha256')
    .update(SEED + path)
    .digest()[0] ?? 0) &
    1) ===
  1;

interface Score {
  bad: number;
  hit: number;
  good: number;
  wrong: number;
}

const { values, positionals } = parseArgs({
  options: { half: { type: 'string', default: 'held' } },
  allowPositionals: true,
});
const [suite = '', folder = '', labels = ''] = positionals;
const all = suite === 'bandit' ? banditCases(folder, labels) : gosecCases(folder);
const cases = all.filter((one) => isHeld(one) === (values.half === 'held'));
const scores = new Map<string, Score>();
let beside = 0;
for (let at = 0; at < cases.length; at += AT_ONCE) {
  const some = cases.slice(at, at + AT_ONCE);
  const { reports } = await runChecks(security, {
    old: {},
    new: Object.fromEntries(some.map(({ path, text }) => [path, text])),
  });
  for (const { path, marks } of some) {
    const told = reports.filter((one) => one.location?.path === path && (one.confidence ?? BAR) >= BAR);
    const touches = (lines: readonly [number, number] | null): boolean =>
      told.some(
        ({ location }) =>
          lines === null || ((location?.startLine ?? 0) <= lines[1] && (location?.endLine ?? 0) >= lines[0]),
      );
    for (const { name, lines, bad } of marks) {
      const score = scores.get(name) ?? { bad: 0, hit: 0, good: 0, wrong: 0 };
      scores.set(name, score);
      const isTold = touches(lines);
      if (bad) score.bad += 1;
      else score.good += 1;
      if (isTold && bad) score.hit += 1;
      if (isTold && !bad) score.wrong += 1;
    }
    beside += told.filter(({ location }) =>
      marks.every(
        ({ lines }) => lines !== null && ((location?.startLine ?? 0) > lines[1] || (location?.endLine ?? 0) < lines[0]),
      ),
    ).length;
  }
}
const rows = [...scores].toSorted(([one], [other]) => (one < other ? -1 : 1));
for (const [name, { bad, hit, good, wrong }] of rows)
  process.stdout.write(`${name} | ${bad} | ${hit} | ${good} | ${wrong}\n`);
const sum = (of: keyof Score): number => rows.reduce((total, [, score]) => total + score[of], 0);
process.stdout.write(
  `all | ${sum('bad')} | ${sum('hit')} | ${sum('good')} | ${sum('wrong')}\n${beside} findings on lines without a label\n`,
);
process.exit(0);
