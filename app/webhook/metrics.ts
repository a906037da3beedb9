import type { BudgetCap } from '../../history/deliveries/budget.ts';
import { scrub } from '../known-secrets.ts';
import { type CountedReview, createReviewMetrics } from './review-metrics.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricsParts {
  readonly running: () => number;
  readonly working: () => number;
  readonly waiting: () => Promise<number>;
  /** How long ago the oldest that waits came, in seconds. */
  readonly oldestSeconds: () => Promise<number>;
  readonly gitCacheBytes: () => number;
  /** Which version of the central switch is in force, and for how long it was not read; absent where there is no switch. */
  readonly centralSwitch?: () => { readonly version: number; readonly unreadSeconds: number } | null;
}

/** The numbers of the server. No label names a repository or a person: who can read metrics need not know whom we serve. */
export interface Metrics {
  delivered(event: string, result: string): void;
  redelivered(count: number): void;
  started(): void;
  ended(kind: string, state: string, seconds: number): void;
  /** A review was made, whether or not it arrived. */
  reviewed(review: CountedReview): void;
  /** A cap of the operator left a run less than it wanted. */
  short(cap: Pick<BudgetCap, 'scope' | 'period'>): void;
  /** In Prometheus' text form. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Runs last from a second (a command) to many minutes. */
const SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 2400];

export function createMetrics({
  running,
  working,
  waiting,
  oldestSeconds,
  gitCacheBytes,
  centralSwitch,
}: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: 'docket_deliveries_total',
    help: 'Deliveries of GitHub, by event and by what was done with them.',
    labelNames: ['event', 'result'],
    registers,
  });
  const redeliveries = new Counter({
    name: 'docket_redeliveries_total',
    help: 'Failed deliveries that GitHub was asked to deliver again.',
    registers,
  });
  const begun = new Counter({ name: 'docket_runs_started_total', help: 'Runs that were begun.', registers });
  const shorts = new Counter({
    name: 'docket_budget_short_total',
    help: 'Runs to which a budget of the operator left less than they wanted.',
    labelNames: ['scope', 'period'],
    registers,
  });
  const ended = new Histogram({
    name: 'docket_run_seconds',
    help: 'How long runs took, by what was asked for and how they ended.',
    labelNames: ['kind', 'state'],
    buckets: SECONDS,
    registers,
  });
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value());
      },
    });
  gauge('docket_runs_running', 'Runs that go on.', running);
  gauge('docket_runs_working', 'Runs that work just now; the others wait for models or for their turn.', working);
  gauge('docket_oldest_delivery_seconds', 'How long ago the oldest delivery that waits came.', oldestSeconds);
  gauge('docket_deliveries_waiting', 'Deliveries that wait for their turn.', waiting);
  gauge('docket_git_cache_bytes', 'Disk space that copies of repositories take.', gitCacheBytes);
  if (centralSwitch !== undefined) {
    gauge(
      'docket_switch_version',
      'Version of the central switch that is in force.',
      () => centralSwitch()?.version ?? NaN,
    );
    gauge(
      'docket_switch_unread_seconds',
      'How long ago the central switch was read last.',
      () => centralSwitch()?.unreadSeconds ?? NaN,
    );
  }
  return {
    delivered: (event, result) => deliveries.inc({ event, result }),
    redelivered: (count) => redeliveries.inc(count),
    started: () => begun.inc(),
    short: ({ scope, period }) => shorts.inc({ scope, period }),
    reviewed: createReviewMetrics(registry),
    ended: (kind, state, seconds) => ended.observe({ kind, state }, seconds),
    text: async () => ({ type: registry.contentType, text: scrub(await registry.metrics()) }),
  };
}
