/**
 * What every call pays before it sees a change: `node scripts/measure-fixed-part.ts TOKENIZERS`, where TOKENIZERS is a folder in which
 * `gpt-tokenizer` was installed; it is no dependency of the project. A row a reviewer, and the judge, in tokens of o200k.
 */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { JUDGE_SYSTEM_TEXT } from '../app/judge/judge-text.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { briefText } from '../reviewers/model-pass/prompt/brief-text.ts';
import { SYSTEM_TEXT } from '../reviewers/model-pass/prompt/system-text.ts';

const installed = createRequire(join(resolve(process.argv[2] ?? ''), 'index.js'));
const { countTokens } = installed('gpt-tokenizer/encoding/o200k_base') as { countTokens: (text: string) => number };
const system = countTokens(SYSTEM_TEXT);
const briefs = BUILT_IN_REVIEWERS.flatMap((reviewer) => {
  const { brief } = reviewer;
  return brief === undefined
    ? []
    : [[reviewer.id, countTokens(briefText([{ reviewer: { ...reviewer, brief }, found: [] }]))] as const];
});
for (const [id, brief] of briefs) process.stdout.write(`${id}: ${system} + ${brief} = ${system + brief}\n`);
process.stdout.write(`judge: ${countTokens(JUDGE_SYSTEM_TEXT)}\n`);
