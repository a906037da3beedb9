import { Counter, Histogram, type Registry } from 'prom-client';
import type { ModelCallBegun, ModelCallEnded, RunObserver } from '../../telemetry/run-observer.ts';
import type { MetricNames } from './review-metrics.ts';

/** An answer takes from a fraction of a second to the longest that one attempt may. */
const SECONDS = [0.25, 0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640];

/** Counts what runs ask models and caches, as it happens. Returns what makes the observer of one run. */
export function createModelMetrics(registry: Registry, names: MetricNames): () => RunObserver {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'docket_model_seconds',
    help: 'How long requests to models took, by the protocol of the provider, where they went and how they ended.',
    labelNames: ['provider', 'host', 'result'],
    buckets: SECONDS,
    registers,
  });
  const errors = new Counter({
    name: 'docket_model_errors_total',
    help: 'Requests to models that failed, by the protocol of the provider, where they went and why.',
    labelNames: ['provider', 'host', 'kind'],
    registers,
  });
  const lookups = new Counter({
    name: 'docket_cache_lookups_total',
    help: 'What was looked for before somebody was asked: recorded answers of models and tools, and prompts that the provider keeps.',
    labelNames: ['cache', 'result'],
    registers,
  });
  const found = (cache: string, isThere: boolean) => lookups.inc({ cache, result: isThere ? 'hit' : 'miss' });
  const nothing = () => undefined;
  return () => {
    const calls = new Map<string, { readonly call: ModelCallBegun; readonly at: number }>();
    const modelEnded = (end: ModelCallEnded) => {
      const key = keyOf(end);
      const begun = calls.get(key);
      calls.delete(key);
      if (begun === undefined) return;
      const labels = { provider: begun.call.provider, host: names.host(begun.call.host) };
      const result = end.state === 'ok' ? 'answered' : 'failed';
      seconds.observe({ ...labels, result }, (performance.now() - begun.at) / 1000);
      if (end.state === 'failed') errors.inc({ ...labels, kind: end.error });
      else found('prompts', (end.usage?.cacheReadTokens ?? 0) > 0);
    };
    return {
      modelBegan: (call) => void calls.set(keyOf(call), { call, at: performance.now() }),
      modelEnded,
      lookedUp: found,
      reviewerBegan: nothing,
      reviewerEnded: nothing,
      publishBegan: nothing,
      publishEnded: nothing,
    };
  };
}

const keyOf = ({ call, attempt }: Pick<ModelCallBegun, 'call' | 'attempt'>): string => `${call} ${attempt}`;
