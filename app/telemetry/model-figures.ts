import type { Meter } from '@opentelemetry/api';
import { GEN_AI, inputTokensOf, type modelAttributes } from './model-names.ts';
import type { ModelCallBegun, ModelCallEnded, RunObserver } from './run-observer.ts';

// The conventions say where the bounds of both histograms lie.
const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

/** The two figures of the GenAI conventions that a client tells: how long its requests took, and their tokens. */
export function modelFigures(meter: Meter, names: ReturnType<typeof modelAttributes>): () => RunObserver {
  const duration = meter.createHistogram(GEN_AI.duration, {
    description: 'GenAI operation duration.',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS },
  });
  const tokens = meter.createHistogram(GEN_AI.tokenUsage, {
    description: 'Number of input and output tokens used.',
    unit: '{token}',
    advice: { explicitBucketBoundaries: TOKENS },
  });
  return () => {
    const calls = new Map<string, { readonly begun: ModelCallBegun; readonly at: number }>();
    const nothing = () => undefined;
    const modelEnded = (end: ModelCallEnded) => {
      const key = `${end.call} ${end.attempt}`;
      const call = calls.get(key);
      calls.delete(key);
      if (call === undefined) return;
      const shared = names.shared(call.begun);
      const failed = end.state === 'failed' ? { [GEN_AI.errorType]: end.error } : {};
      duration.record((performance.now() - call.at) / 1000, { ...shared, ...failed });
      if (end.usage === null) return;
      const counted = { input: inputTokensOf(end.usage), output: end.usage.outputTokens };
      for (const [type, count] of Object.entries(counted)) {
        if (count !== null) tokens.record(count, { ...shared, [GEN_AI.tokenType]: type });
      }
    };
    return {
      modelBegan: (begun) => void calls.set(`${begun.call} ${begun.attempt}`, { begun, at: performance.now() }),
      modelEnded,
      reviewerBegan: nothing,
      reviewerEnded: nothing,
      lookedUp: nothing,
      publishBegan: nothing,
      publishEnded: nothing,
    };
  };
}
