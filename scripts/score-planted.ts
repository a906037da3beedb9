/**
 * How much of the planted hazards the checks find: `node scripts/score-planted.ts [--seen] [--pages]`. Prints counts; `--seen` also says what became
 * of each hazard of the seen half; `--pages` takes those of `pages/` alone. `--rows [--each] [--dress NAME] [GROUP...]` reviews those of
 * `pages-2/` and `pages-3/`, each a change of its own.
 */
import { parseArgs } from 'node:util';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { dressed } from '../test/planted/dressed.ts';
import { readHazards } from '../test/planted/hazard.ts';
import { reviewPlanted } from '../test/planted/review-planted.ts';
import { scoreTable, seenList } from '../test/planted/score-table.ts';
import { scorePlanted } from '../test/planted/score.ts';
import { scoreRows } from './suites/score-rows.ts';

const flag = { type: 'boolean' } as const;
const { values, positionals } = parseArgs({
  options: { seen: flag, pages: flag, rows: flag, each: flag, dress: { type: 'string' } },
  allowPositionals: true,
});

if (values.rows === true)
  await scoreRows({ each: values.each === true, dress: values.dress ?? '', groups: positionals });
else await scoreHazards();

async function scoreHazards(): Promise<void> {
  const all = readHazards();
  const planted = values.pages === true ? all.filter(({ set }) => set === 'pages') : all;
  const hazards = [...planted, ...dressed(planted)];
  const review = await reviewPlanted(hazards, BUILT_IN_REVIEWERS);
  const scored = scorePlanted(hazards, review, BUILT_IN_REVIEWERS);
  process.stdout.write(`${scoreTable(scored)}\n`);
  if (values.seen === true) process.stdout.write(`\n${seenList(scored)}\n`);
  const gaps = new Set([...review.hazard.gaps, ...review.safe.gaps]);
  if (gaps.size > 0) process.stderr.write(`${gaps.size} times a tool could not look at a file.\n`);
}
