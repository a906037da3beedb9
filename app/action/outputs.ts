import type { ReviewOutput } from '../output/review-output.ts';
import type { Handled } from '../pull-request/host.ts';

/** The outputs of the Action; action.yml repeats the names with a description of each. */
export const OUTPUTS = [
  'verdict',
  'critical',
  'warning',
  'suggestion',
  'review-url',
  'cost-usd',
  'run-id',
  'sarif',
] as const;
type OutputName = (typeof OUTPUTS)[number];

/** What later steps are told; everything is empty where no review was made. `sarif` is the path of the file. */
export function outputsOf({ output, published }: Handled, sarif: string | null): Record<OutputName, string> {
  const counts = output?.review.counts;
  return {
    verdict: output?.review.verdict ?? '',
    critical: String(counts?.critical ?? ''),
    warning: String(counts?.warning ?? ''),
    suggestion: String(counts?.suggestion ?? ''),
    'review-url': published?.reviewUrl ?? '',
    'cost-usd': output === null ? '' : costOf(output),
    'run-id': output?.runId ?? '',
    sarif: sarif ?? '',
  };
}

/** In dollars with six digits, which is exact. */
function costOf({ usage }: ReviewOutput): string {
  const micro = (usage?.models ?? []).reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  return (micro / 1_000_000).toFixed(6);
}
