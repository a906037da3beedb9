import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { createMetrics } from '../../../app/webhook/metrics/metrics.ts';
import type { CountedReview } from '../../../app/webhook/metrics/review-metrics.ts';

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

const DEPLOY = join(import.meta.dirname, '../../../deploy');
const deployed = (name: string) => readFileSync(join(DEPLOY, name), 'utf8');

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

it('dashboards and rules ask for nothing that the server does not tell', async () => {
  const counted = metrics();
  counted.reviewed(REVIEW);
  counted.ended('review', 'failed', 1);
  const { text } = await counted.text();
  const told = new Set(Array.from(text.matchAll(/^(docket_\w+)/gm), ([, name]) => name));
  const Rules = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ expr: z.string() })) })) });
  const Board = z.object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) });
  const { groups } = Rules.parse(parse(deployed('prometheus-rules.yml')));
  const { panels } = Board.parse(JSON.parse(deployed('grafana-dashboard.json')));
  const asked = [...groups.flatMap(({ rules }) => rules), ...panels.flatMap(({ targets }) => targets)].flatMap(
    ({ expr }) => Array.from(expr.matchAll(/docket_\w+/g), ([name]) => name),
  );
  expect(asked.length).toBeGreaterThan(12);
  expect(asked.filter((name) => !told.has(name))).toEqual([]);
});

it('what is deployed asks for the settings by names that the server has, and gives it time to stop', () => {
  const documented = readFileSync(join(DEPLOY, '../docs/app-reference.md'), 'utf8');
  for (const file of ['compose.yml', 'kubernetes.yml']) {
    const text = deployed(file);
    for (const one of parseAllDocuments(text)) expect('errors' in one ? one.errors : []).toEqual([]);
    for (const [name] of text.matchAll(/\bDOCKET_[A-Z_]+/g)) expect(documented).toContain(`\`${name}\``);
  }
  expect(parse(deployed('compose.yml'))).toMatchObject({ services: { docket: { stop_grace_period: '30s' } } });
});
