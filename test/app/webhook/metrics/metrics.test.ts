import { expect, it } from 'vitest';
import { createMetrics } from '../../../../app/webhook/metrics/metrics.ts';
import type { CountedReview } from '../../../../app/webhook/metrics/review-metrics.ts';

const metrics = () =>
  createMetrics({
    running: () => 3,
    working: () => 2,
    queue: async () => ({ waiting: 5, oldestSeconds: 61, failed: 4 }),
    store: async () => ({ runsWaiting: 1, lagSeconds: 90, crashWindowSeconds: 0.25 }),
    onFault: () => undefined,
    gitCacheBytes: () => 7,
  });

const USE = {
  model: 'hosted/one',
  host: 'models.example.com:443',
  local: false,
  calls: 5,
  reused: 2,
  failedAttempts: 1,
  inputTokens: 100,
  cacheReadTokens: 40,
  cacheWriteTokens: 10,
  outputTokens: 7,
  costMicroUsd: 1_250_000,
};

const TITLE = 'the title of somebody';
const REVIEW = {
  review: { verdict: 'minor_issues' },
  findings: [{ id: 'f1', reviewer: 'security', severity: 'critical', title: TITLE }],
  decisions: [{ finding: 'f1', state: { kind: 'summary' }, steps: [] }],
  usage: { models: [USE], toolCalls: 0 },
  elapsedMs: 4000,
} as unknown as CountedReview;

it('a review counts by verdict, decision, model and money, and none of its texts is in it', async () => {
  const counted = metrics();
  counted.reviewed(REVIEW);
  const { text } = await counted.text();
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'docket_reviews_total{verdict="minor_issues"} 1',
      'docket_findings_total{reviewer="security",severity="critical",decision="summary"} 1',
      'docket_model_calls_total{model="hosted/one",host="models.example.com:443",result="answered"} 3',
      'docket_model_calls_total{model="hosted/one",host="models.example.com:443",result="reused"} 2',
      'docket_model_calls_total{model="hosted/one",host="models.example.com:443",result="failed"} 1',
      'docket_model_tokens_total{model="hosted/one",kind="cache-read"} 40',
      'docket_model_dollars_total{model="hosted/one"} 1.25',
      'docket_runs_working 2',
      'docket_oldest_delivery_seconds 61',
    ]),
  );
  expect(text).not.toContain(TITLE);
});

it('an event, a reviewer, a model and a host that nobody bounded do not make series without end', async () => {
  const counted = metrics();
  for (let at = 0; at < 200; at += 1) {
    counted.delivered(`event-${at}`, 'ignored');
    const finding = { id: 'f1', reviewer: `plugin-${at}`, severity: 'warning', title: TITLE };
    counted.reviewed({
      ...REVIEW,
      findings: [finding],
      usage: { models: [{ ...USE, model: `m-${at}`, host: `h-${at}` }], toolCalls: 0 },
    } as unknown as CountedReview);
    const observer = counted.observer();
    observer.modelBegan({
      call: 'c',
      attempt: 1,
      step: 's',
      provider: 'anthropic',
      host: `h-${at}`,
      model: 'm',
      maxOutputTokens: 1,
    });
    observer.modelEnded({ call: 'c', attempt: 1, state: 'failed', error: 'cut', usage: null });
  }
  const { text } = await counted.text();
  const seriesOf = (name: string) => text.split('\n').filter((line) => line.startsWith(`${name}{`)).length;
  expect(seriesOf('docket_deliveries_total')).toBe(1);
  expect(seriesOf('docket_findings_total')).toBe(51);
  expect(seriesOf('docket_model_errors_total')).toBe(51);
  expect(seriesOf('docket_model_calls_total')).toBe(51 * 3);
});

it('a queue or a store that does not answer is told as no number, and everything else all the same', async () => {
  const faults: unknown[] = [];
  const away = () => Promise.reject(new Error('away'));
  const counted = createMetrics({
    running: () => 3,
    working: () => 2,
    queue: away,
    store: away,
    gitCacheBytes: () => 7,
    onFault: (error) => faults.push(error),
  });
  const { text } = await counted.text();
  expect(text).toMatch(/^docket_deliveries_waiting Nan$/m);
  expect(text).toMatch(/^docket_store_lag_seconds Nan$/m);
  expect(text).toMatch(/^docket_runs_running 3$/m);
  expect(faults.length).toBeGreaterThan(0);
});
