/**
 * How few tokens real tokenizers make of real prompts: `node scripts/measure-token-floor.ts PROMPTS TOKENIZERS NAME...`. PROMPTS is a list of
 * commits (language, git directory, base, head; tab-separated) or of diff files; TOKENIZERS a folder where the packages of `LOADERS` were installed by
 * `npm install`: they are no dependency of the project. One line a prompt: what `reviewers/model-pass/prompt/token-floor.ts` counts in it, and
 * the tokens. It exits with 1 when a prompt has fewer tokens than its floor.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { hunksOf, parseDiff } from '../forge/diff/parse-diff.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { briefText } from '../reviewers/model-pass/prompt/brief-text.ts';
import { sharedPrompt } from '../reviewers/model-pass/prompt/shared-prompt.ts';
import { SYSTEM_TEXT } from '../reviewers/model-pass/prompt/system-text.ts';
import { tokenFloor } from '../reviewers/model-pass/prompt/token-floor.ts';
import { changeOf } from '../test/reviewers/model-pass/builders.ts';
import { NO_CONTENTS } from '../test/reviewers/model-pass/model-script.ts';

type Counter = (text: string) => number;

const [list = '', folder = '', ...names] = process.argv.slice(2);
const installed = createRequire(join(resolve(folder), 'index.js'));
const lenml = (name: string) => (): Counter => {
  const tokenizer = installed(`@lenml/tokenizer-${name}`).fromPreTrained();
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).length;
};
const LOADERS: Readonly<Record<string, () => Counter>> = {
  o200k: () => installed('gpt-tokenizer/encoding/o200k_base').countTokens,
  cl100k: () => installed('gpt-tokenizer/encoding/cl100k_base').countTokens,
  claude: () => installed('@anthropic-ai/tokenizer').countTokens,
  gemma3: lenml('gemma3'),
  gemini: lenml('gemini'),
  qwen3: lenml('qwen3'),
  deepseek: lenml('deepseek_v3'),
  llama2: lenml('llama2'),
  llama3: lenml('llama3_1'),
};
const counters = names.map((name) => {
  const load = LOADERS[name];
  if (load === undefined) throw new Error(`${name} is none of ${Object.keys(LOADERS).join(', ')}`);
  return { name, count: load() };
});

let below = 0;
for (const line of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
  const diff = diffOf(line);
  if (diff === null) continue;
  const prompt = await promptOf(diff);
  const floor = tokenFloor(prompt);
  for (const { name, count } of counters) {
    const tokens = count(prompt);
    if (tokens < floor) below += 1;
    console.log([name, Buffer.byteLength(prompt), floor, tokens, (tokens / floor).toFixed(3)].join('\t'));
  }
}
console.error(`${below} below the floor`);
process.exitCode = below === 0 ? 0 : 1;

/** Null for a commit whose objects the clone lacks. */
function diffOf(line: string): Buffer | null {
  const [, repository, base, head] = line.split('\t');
  if (repository === undefined || base === undefined || head === undefined) return readFileSync(line);
  const { status, stdout } = spawnSync('git', ['-C', repository, 'diff', base, head], { maxBuffer: 1 << 28 });
  return status === 0 ? stdout : null;
}

/** A whole request in words, made as for a review: a small context, so that many prompts can be counted. */
async function promptOf(diff: Buffer): Promise<string> {
  const files = parseDiff(diff).files.map((file) => ({ ...file, hunks: hunksOf(file) }));
  const capability = { contextTokens: 16_384, tools: true };
  const options = {
    contents: NO_CONTENTS,
    guidance: [],
    findings: [],
    sensitivePaths: [],
    capability,
    pack: async () => '',
  };
  const { text } = await sharedPrompt({ changeSet: changeOf(files), ...options });
  const [reviewer] = BUILT_IN_REVIEWERS;
  const brief =
    reviewer?.brief === undefined ? '' : briefText([{ reviewer: { ...reviewer, brief: reviewer.brief }, found: [] }]);
  return [SYSTEM_TEXT, text, brief].join('\n\n');
}
