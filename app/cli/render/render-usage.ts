import type { ModelHalf } from '../../../schemas/review.ts';
import type { ModelUse } from '../../../schemas/usage.ts';
import { moneyText } from '../../output/usage-text.ts';
import { plural } from '../../output/plural.ts';

/** `model half ok, answered by claude-sonnet-5-5` */
export function modelHalfText({ status, reason, models }: ModelHalf): string {
  const who = models.length === 0 ? '' : `, answered by ${models.join(', ')}`;
  return `model half ${status}${reason === null ? '' : `: ${reason}`}${who}`;
}

/** `claude-sonnet-5-5 at api.anthropic.com: 4 calls, 1 of them from the log, 1 failed attempt, 5200 tokens in (4000 cached), 310 out, $0.0123` */
export function useText(use: ModelUse): string {
  const cached = use.cacheReadTokens;
  const input = use.inputTokens + cached + use.cacheWriteTokens;
  const parts = [
    plural(use.calls, 'call'),
    ...(use.reused === 0 ? [] : [`${use.reused} of them from the log`]),
    ...(use.failedAttempts === 0 ? [] : [plural(use.failedAttempts, 'failed attempt')]),
    `${plural(input, 'token')} in${cached === 0 ? '' : ` (${cached} cached)`}`,
    `${use.outputTokens} out`,
    moneyText(use.costMicroUsd),
  ];
  return `${use.model} at ${use.host}${use.local ? ' (this machine)' : ''}: ${parts.join(', ')}`;
}

export function costText(models: readonly ModelUse[]): string {
  return moneyText(models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0));
}
