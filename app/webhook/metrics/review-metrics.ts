import { Counter, Histogram, type Registry } from 'prom-client';
import type { ReviewOutput } from '../../output/review-output.ts';

/** What is counted of a review: numbers and words of ours, never a text of the change. */
export type CountedReview = Pick<ReviewOutput, 'review' | 'decisions' | 'findings' | 'usage' | 'elapsedMs'>;

/** Names that label figures, each with a bounded number of words. */
export interface MetricNames {
  readonly model: (model: string) => string;
  readonly host: (host: string) => string;
  readonly reviewer: (reviewer: string) => string;
}

const MICRO = 1_000_000;
const SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200];

/** Counts what reviews said and what their models took. Models are named as the operator configured them. */
export function createReviewMetrics(registry: Registry, names: MetricNames): (review: CountedReview) => void {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const reviews = counter('docket_reviews_total', 'Reviews that were made, by their verdict.', ['verdict']);
  const findings = counter(
    'docket_findings_total',
    'Findings, by the reviewer, the severity that it gave and what was decided.',
    ['reviewer', 'severity', 'decision'],
  );
  const calls = counter('docket_model_calls_total', 'Requests to models, by where they went and how they ended.', [
    'model',
    'host',
    'result',
  ]);
  const tokens = counter('docket_model_tokens_total', 'Tokens of models, by what they were.', ['model', 'kind']);
  const dollars = counter('docket_model_dollars_total', 'What models cost, in US dollars.', ['model']);
  const seconds = new Histogram({
    name: 'docket_review_seconds',
    help: 'From the opened change to the decided review.',
    labelNames: ['models'],
    buckets: SECONDS,
    registers,
  });
  return ({ review, decisions, findings: raw, usage, elapsedMs }) => {
    reviews.inc({ verdict: review.verdict });
    const byId = new Map(raw.map((finding) => [finding.id, finding]));
    for (const { finding, state } of decisions) {
      const { reviewer = 'unknown', severity = 'unknown' } = byId.get(finding) ?? {};
      findings.inc({ reviewer: names.reviewer(reviewer), severity, decision: state.kind });
    }
    const models = usage?.models ?? [];
    seconds.observe({ models: models.length > 0 ? 'asked' : 'none' }, elapsedMs / 1000);
    for (const { model: id, host: at, ...use } of models) {
      const [model, host] = [names.model(id), names.host(at)];
      calls.inc({ model, host, result: 'answered' }, use.calls - use.reused);
      calls.inc({ model, host, result: 'reused' }, use.reused);
      calls.inc({ model, host, result: 'failed' }, use.failedAttempts);
      tokens.inc({ model, kind: 'input' }, use.inputTokens);
      tokens.inc({ model, kind: 'cache-read' }, use.cacheReadTokens);
      tokens.inc({ model, kind: 'cache-write' }, use.cacheWriteTokens);
      tokens.inc({ model, kind: 'output' }, use.outputTokens);
      dollars.inc({ model }, use.costMicroUsd / MICRO);
    }
  };
}
