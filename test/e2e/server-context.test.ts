import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReviewDocument } from '../../schemas/review-output.ts';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';
import { type ModelServerOptions, startModelServer } from '../support/model-server.ts';
import { json } from '../support/model-server/reply.ts';
import type { ServedRequest } from '../support/model-server/served-request.ts';
import { askerOf } from './model-review-fixture.ts';

const ROOMY = { 'model-1': 131_072 };
const CUT = 4_095;

let repository: GitRepository;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-context-'));
  repository = new GitRepository('docket-context-');
  repository.commit('one', { 'src/rates.js': 'export const rates = [];\n' });
  repository.git('checkout', '--quiet', '-b', 'work');
  const lines = Array.from({ length: 900 }, (_, at) => `export const rate${at} = convert(base, table[${at}], day);\n`);
  repository.commit('Add the rates of the year', { 'src/rates.js': lines.join('') });
});
afterAll(() => {
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

let runs = 0;
/** A review by a model on a local server that nobody described, and what is run while the server is still there. */
async function reviewBy(options: ModelServerOptions, more: (files: readonly string[]) => readonly string[] = () => []) {
  const server = await startModelServer(options);
  try {
    const run = (runs += 1);
    const config = join(folder, `${run}.yml`);
    const own = { kind: 'openai-compatible', baseUrl: server.openAiUrl };
    writeFileSync(config, JSON.stringify({ providers: { own }, models: { standard: 'own/model-1' } }));
    const files = ['--config', config, '--history', join(folder, `${run}.db`)];
    const { code, stdout, stderr } = await docket(['review', 'main...work', '--json', ...files], {
      cwd: repository.path,
    });
    const after = more(files);
    if (after.length > 0) await docket(after, { cwd: repository.path });
    const { review } = ReviewDocument.parse(JSON.parse(stdout));
    return { code, stderr, review, requests: server.requests, config };
  } finally {
    await server.close();
  }
}
const nothing = (usage?: { readonly input: number }) => () =>
  json({ findings: [] }, usage === undefined ? {} : { usage });

test('an honest server is believed: approved', async () => {
  const { code, review, stderr } = await reviewBy({ respond: nothing(), contexts: ROOMY });
  expect([code, review.verdict, review.incompleteReasons]).toEqual([0, 'approved', []]);
  expect(stderr).not.toContain('tokens of context');
});

test('a server that tells 4,095 tokens of a prompt of more: incomplete, with the remedy', async () => {
  const { code, review, requests } = await reviewBy({ respond: nothing({ input: CUT }), contexts: ROOMY });
  expect(Math.min(...requests.map(({ raw }) => raw.length))).toBeGreaterThan(8 * CUT);
  expect([code, review.verdict, review.coverage]).not.toContain('approved');
  expect([code, review.verdict]).toEqual([3, 'incomplete']);
  expect(review.incompleteReasons.join('\n')).toMatch(
    /tells 4,095 tokens of a prompt of at least .*OLLAMA_CONTEXT_LENGTH/,
  );
});

test('what a server tells is what its prompts are made for', async () => {
  const small = await reviewBy({ respond: nothing(), contexts: { 'model-1': 16_384 } });
  const roomy = await reviewBy({ respond: nothing(), contexts: ROOMY });
  const longest = ({ requests }: { requests: readonly ServedRequest[] }) =>
    Math.max(...requests.filter((one) => askerOf(one) !== 'judge').map(({ raw }) => raw.length));
  expect(longest(small)).toBeLessThan(16_384 * 3);
  expect(longest(roomy)).toBeGreaterThan(16_384 * 3);
});

test('a server that tells no context: small prompts, and a notice says why', async () => {
  const { stderr, requests } = await reviewBy({ respond: nothing() });
  expect(stderr).toMatch(
    /own\/model-1 is taken for a model of 4,096 tokens of context: .*capabilities\.own\/model-1\./,
  );
  expect(Math.max(...requests.map(({ raw }) => raw.length))).toBeLessThan(40_000);
});

test('a recording is made and played for the context that the server told', async () => {
  const recording = join(folder, 'told.jsonl');
  const live = await reviewBy({ respond: nothing(), contexts: { 'model-1': 16_384 } }, (files) => [
    'record',
    '--output',
    recording,
    ...files,
  ]);
  const args = ['review', 'main...work', '--json', '--config', live.config, '--model', `recorded:${recording}`];
  const played = await docket([...args, '--history', join(folder, 'played.db')], { cwd: repository.path });
  expect(ReviewDocument.parse(JSON.parse(played.stdout)).review).toEqual(live.review);
});
