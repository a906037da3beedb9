import { describe, expect, it } from 'vitest';
import { renderJson } from '../../../app/output/json.ts';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { renderPretty } from '../../../app/output/pretty.ts';
import { renderSarif } from '../../../app/output/sarif/render-sarif.ts';
import { moneyText, usageLines } from '../../../app/output/usage-text.ts';
import { coverageText } from '../../../app/output/words.ts';
import type { ModelUse } from '../../../schemas/usage.ts';
import { anOutput, aReviewer, aUsage } from './build-review-output.ts';

const half = (status: 'ok' | 'failed' | 'skipped', reason: string | null = null) => ({
  model: { status, reason, models: [] },
});
const JUDGED = { judge: { status: 'ok' as const, reason: null } };
const OK = { reviewers: [aReviewer(half('ok'))] };
const LOCAL: ModelUse = {
  model: 'local/qwen3-coder',
  host: '127.0.0.1:8080',
  local: true,
  calls: 1,
  reused: 0,
  failedAttempts: 0,
  inputTokens: 900,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 50,
  costMicroUsd: 0,
};

/** A model that gave no answer. */
const aUseOf = (host: string): ModelUse => ({ ...LOCAL, host, local: false, calls: 0, failedAttempts: 1 });
const UNANSWERED = 'Asked without an answer, so the text may have arrived: api.anthropic.com.';

const lines = (...uses: Parameters<typeof aUsage>) =>
  usageLines(anOutput({ usage: aUsage(...uses), review: OK, ...JUDGED }));

describe('the footer', () => {
  it('says who was asked, what it took and what left the machine', () => {
    expect(lines({}, LOCAL)).toEqual([
      'Models: anthropic/claude-sonnet-5-5 (9 calls, 1 failed attempt), local/qwen3-coder (1 call).',
      'Tokens: 120.9k in (74% from the cache), 4.2k out. Cost: $0.23. Time: 1.2 s. 23 tool calls, 2 answers from the log.',
      'Sent to api.anthropic.com.',
    ]);
  });

  it.each<[string, Partial<ModelUse>, string]>([
    ['a local model', { local: true }, 'Nothing left this machine.'],
    ['recorded answers only', { calls: 4, reused: 4, failedAttempts: 0 }, 'Nothing left this machine.'],
    ['attempts that failed', { calls: 0, reused: 0, failedAttempts: 2 }, UNANSWERED],
    ['attempts that were refused', { calls: 0, reused: 0, failedAttempts: 1, costMicroUsd: 0 }, UNANSWERED],
    ['recorded answers and an attempt that failed', { calls: 4, reused: 4, failedAttempts: 1 }, UNANSWERED],
    ['a local model that failed', { local: true, calls: 0, reused: 0 }, 'Nothing left this machine.'],
    ['one new answer', { calls: 4, reused: 3, failedAttempts: 0 }, 'Sent to api.anthropic.com.'],
  ])('of %s', (_, use, left) => {
    expect(lines(use).at(-1)).toBe(left);
  });

  it('names a host that answered apart from one that did not, and each once', () => {
    const { models } = aUsage({}, { ...aUseOf('other.example'), model: 'other/a' }, aUseOf('api.anthropic.com'));
    expect(usageLines(anOutput({ usage: { models, toolCalls: 0 }, review: OK, ...JUDGED })).at(-1)).toBe(
      'Sent to api.anthropic.com. Asked without an answer, so the text may have arrived: other.example.',
    );
  });

  it('says nothing of a model half that nobody knows about', () => {
    const reviewers = [aReviewer({ status: 'failed', reason: 'the process died' })];
    expect(usageLines(anOutput({ usage: aUsage(), review: { reviewers }, ...JUDGED })).at(-1)).toBe(
      'Sent to api.anthropic.com.',
    );
  });

  it('names who had no model, and says nothing where models played no part', () => {
    const reviewers = [
      aReviewer(half('ok')),
      aReviewer({ reviewer: 'policy' }),
      aReviewer({ reviewer: 'release', status: 'skipped' }),
    ];
    expect(usageLines(anOutput({ usage: aUsage(), review: { reviewers } })).at(-1)).toBe(
      'Without a model: policy, the judge.',
    );
    expect(usageLines(anOutput())).toEqual([]);
    expect(usageLines(anOutput({ usage: { models: [], toolCalls: 0 } }))).toEqual([
      'No model was asked. Nothing left this machine.',
    ]);
  });

  it.each([
    [0, '$0.00'],
    [99, 'less than $0.0001'],
    [4200, '$0.0042'],
    [234_500, '$0.23'],
    [12_345_678, '$12.35'],
  ])('writes %i millionths as %s', (microUsd, text) => {
    expect(moneyText(microUsd)).toBe(text);
  });

  it('stands in every form', () => {
    const output = anOutput({ usage: aUsage(), review: OK, ...JUDGED });
    const [models = ''] = usageLines(output);
    expect(renderPretty(output, { colour: false, width: 200 })).toContain(`\n${models}\n`);
    expect(renderMarkdown(output)).toContain(models);
    expect(JSON.parse(renderJson(output))).toMatchObject({ usage: output.usage, judge: output.judge });
    expect(JSON.parse(renderSarif(output)).runs[0].properties).toMatchObject({
      usage: output.usage,
      judge: output.judge,
    });
  });

  it('cannot be used to speak to anybody', () => {
    const hostile = aUsage({ model: '@admin ![x](http://evil.example/x.png)', host: 'evil.example/\u202e::error::' });
    const text = renderMarkdown(anOutput({ usage: hostile, review: OK, ...JUDGED }));
    expect(text).not.toMatch(/@admin|!\[x\]|http:\/\/|\u202e/);
  });
});

describe('what the models did not do', () => {
  const shown = (output: Parameters<typeof anOutput>[0]) =>
    renderPretty(anOutput(output), { colour: false, width: 200 });

  it('is said once for all that have the same reason', () => {
    const reviewers = ['quality', 'security'].map((reviewer) =>
      aReviewer({ reviewer, status: 'failed', reason: 'no key', ...half('failed', 'no key') }),
    );
    const text = shown({ review: { reviewers } });
    expect(text).toContain('✗ the model halves of quality, security failed: no key');
    expect(text).not.toContain('quality failed');
  });

  it('is a warning where the reviewer is optional', () => {
    const reviewers = [aReviewer({ required: false, ...half('skipped', 'the budget is used up') })];
    expect(shown({ review: { reviewers } })).toContain(
      '! the model half of security was skipped: the budget is used up',
    );
  });

  it('is told of the judge', () => {
    expect(shown({ judge: { status: 'failed', reason: 'timed out' } })).toContain(
      '! not judged, the findings stand as they were graded: timed out',
    );
    expect(shown({ judge: { status: 'ok', reason: '2 of 5 answers name no finding' } })).toContain(
      '· the judge: 2 of 5 answers name no finding',
    );
    expect(shown(JUDGED)).not.toContain('judge');
  });
});

describe('the coverage', () => {
  const planned = { reviewers: [aReviewer(half('failed', 'no key'))] };
  const none = { reviewers: [aReviewer()] };
  const failed = aUsage({ calls: 0, reused: 0 });
  it.each<[string, Parameters<typeof anOutput>[0], string]>([
    ['is full', { review: { ...OK, coverage: 'full' }, usage: aUsage() }, 'checks and models'],
    ['knows of nothing', { review: none }, 'checks only: no model was asked'],
    ['knows of planned halves', { review: planned }, 'checks only: no model answered'],
    ['knows of attempts that failed', { review: planned, usage: failed }, 'checks only: no model answered'],
    ['knows of answers', { review: planned, usage: aUsage() }, 'checks only: no model finished'],
    ['knows of calls, though the analysis died', { review: none, usage: failed }, 'checks only: no model answered'],
    ['knows of answers, though the analysis died', { review: none, usage: aUsage() }, 'checks only: no model finished'],
  ])('says what is known when it %s', (_, given, text) => {
    const output = anOutput(given);
    expect(coverageText(output)).toBe(text);
    expect(renderPretty(output, { colour: false, width: 200 })).toContain(`, ${text}.`);
    expect(renderMarkdown(output)).toContain(` · ${text}`);
  });
});
