import { boundedWords, amongWords } from '../../telemetry/bounded-words.ts';
import type { BudgetCap } from '../../../history/deliveries/budget.ts';
import type { RunObserver } from '../../telemetry/run-observer.ts';
import { scrub } from '../../known-secrets.ts';
import { MANIFEST } from '../registration/manifest.ts';
import { createModelMetrics } from './model-metrics.ts';
import { type CountedReview, createReviewMetrics } from './review-metrics.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the queue holds. */
interface QueueFigures {
  readonly waiting: number;
  /** How long ago the oldest that waits came, in seconds. */
  readonly oldestSeconds: number;
  readonly failed: number;
}

/** What only this machine has of the histories that belong into a store. */
interface StoreFigures {
  readonly runsWaiting: number;
  readonly lagSeconds: number;
  readonly crashWindowSeconds: number;
}

export interface MetricsParts {
  readonly running: () => number;
  readonly working: () => number;
  readonly queue: () => Promise<QueueFigures>;
  readonly store: () => Promise<StoreFigures>;
  readonly gitCacheBytes: () => number;
  /** Which version of the central switch is in force, and for how long it was not read; absent where there is no switch. */
  readonly centralSwitch?: () => { readonly version: number; readonly unreadSeconds: number } | null;
  /** What could not be asked is told as NaN, and why to whoever this is. */
  readonly onFault: (error: unknown) => void;
}

/**
 * The numbers of the server. No label names a repository or a person: who can read metrics need not know whom we serve. Every label has a
 * bounded number of words.
 */
export interface Metrics {
  delivered(event: string, result: string): void;
  redelivered(count: number): void;
  started(): void;
  ended(kind: string, state: string, seconds: number): void;
  /** A review was made, whether or not it arrived. */
  reviewed(review: CountedReview): void;
  /** A cap of the operator left a run less than it wanted. */
  short(cap: Pick<BudgetCap, 'scope' | 'period'>): void;
  /** Counts what happens in one run. */
  observer(): RunObserver;
  /** In Prometheus' text form. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
  readonly registry: Registry;
}

/** Runs last from a second (a command) to many minutes. */
const SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 2400];
/** Events whose names GitHub sends in a header, which no signature covers. */
const EVENTS = [...MANIFEST.default_events, 'ping', 'installation', 'installation_repositories', 'unknown'];
/** Models, hosts and reviewers are named by the operator, as a rule. */
const MOST_NAMES = 50;

export function createMetrics(parts: MetricsParts): Metrics {
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
  addGauges(registry, parts);
  const eventName = amongWords(EVENTS);
  const names = { model: boundedWords(MOST_NAMES), host: boundedWords(MOST_NAMES), reviewer: boundedWords(MOST_NAMES) };
  return {
    delivered: (event, result) => deliveries.inc({ event: eventName(event), result }),
    redelivered: (count) => redeliveries.inc(count),
    started: () => begun.inc(),
    short: ({ scope, period }) => shorts.inc({ scope, period }),
    reviewed: createReviewMetrics(registry, names),
    observer: createModelMetrics(registry, names),
    ended: (kind, state, seconds) => ended.observe({ kind, state }, seconds),
    text: async () => ({ type: registry.contentType, text: scrub(await registry.metrics()) }),
    registry,
  };
}

/** What is asked when somebody looks. */
function addGauges(
  registry: Registry,
  { running, working, queue, store, gitCacheBytes, centralSwitch, onFault }: MetricsParts,
): void {
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await value());
      },
    });
  /** One question for several figures of one look. What cannot be told is no reason to tell nothing. */
  const figureOf = <Figures>(ask: () => Promise<Figures>, pick: (figures: Figures) => number) => {
    return () =>
      ask().then(pick, (error: unknown) => {
        onFault(error);
        return Number.NaN;
      });
  };
  const ofQueue = asked(queue);
  const ofStore = asked(store);
  gauge('docket_runs_running', 'Runs that go on.', running);
  gauge('docket_runs_working', 'Runs that work just now; the others wait for models or for their turn.', working);
  gauge(
    'docket_oldest_delivery_seconds',
    'How long ago the oldest delivery that waits came.',
    figureOf(ofQueue, ({ oldestSeconds }) => oldestSeconds),
  );
  gauge(
    'docket_deliveries_waiting',
    'Deliveries that wait for their turn.',
    figureOf(ofQueue, ({ waiting }) => waiting),
  );
  gauge(
    'docket_deliveries_dead',
    'Deliveries that were given up and can be retried.',
    figureOf(ofQueue, ({ failed }) => failed),
  );
  gauge(
    'docket_store_runs_waiting',
    'Runs that are over and not in the store yet.',
    figureOf(ofStore, ({ runsWaiting }) => runsWaiting),
  );
  gauge(
    'docket_store_lag_seconds',
    'How long ago the oldest of them began.',
    figureOf(ofStore, ({ lagSeconds }) => lagSeconds),
  );
  gauge(
    'docket_store_crash_window_seconds',
    'The most that a machine that vanishes now would take with it of runs that go on.',
    figureOf(ofStore, ({ crashWindowSeconds }) => crashWindowSeconds),
  );
  gauge('docket_git_cache_bytes', 'Disk space that copies of repositories take.', gitCacheBytes);
  if (centralSwitch === undefined) return;
  gauge(
    'docket_switch_version',
    'Version of the central switch that is in force.',
    () => centralSwitch()?.version ?? Number.NaN,
  );
  gauge(
    'docket_switch_unread_seconds',
    'How long ago the central switch was read last.',
    () => centralSwitch()?.unreadSeconds ?? Number.NaN,
  );
}

/** One look serves all that ask while it goes on. */
function asked<Figures>(ask: () => Promise<Figures>): () => Promise<Figures> {
  let going: Promise<Figures> | null = null;
  return () => {
    going ??= ask().finally(() => (going = null));
    return going;
  };
}
