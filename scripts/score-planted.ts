/**
 * How much of the planted hazards the checks find: `node scripts/score-planted.ts [--seen] [--pages]`. Prints counts; `--seen` also says what became
 * of each hazard of the seen half; `--pages` takes those of `pages/` alone.
 */
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { dressed } from '../test/planted/dressed.ts';
import { readHazards } from '../test/planted/hazard.ts';
import { reviewPlanted } from '../test/planted/review-planted.ts';
import { scoreTable, seenList } from '../test/planted/score-table.ts';
import { scorePlanted } from '../test/planted/score.ts';

const all = readHazards();
const planted = process.argv.includes('--pages') ? all.filter(({ set }) => set === 'pages') : all;
const hazards = [...planted, ...dressed(planted)];
const review = await reviewPlanted(hazards, BUILT_IN_REVIEWERS);
const scored = scorePlanted(hazards, review, BUILT_IN_REVIEWERS);
process.stdout.write(`${scoreTable(scored)}\n`);
if (process.argv.includes('--seen')) process.stdout.write(`\n${seenList(scored)}\n`);
const gaps = new Set([...review.hazard.gaps, ...review.safe.gaps]);
if (gaps.size > 0) process.stderr.write(`${gaps.size} times a tool could not look at a file.\n`);
