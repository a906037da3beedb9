import type { ModelUse } from '../../schemas/usage.ts';
import type { ReviewOutput } from './review-output.ts';
import { listText } from './words.ts';
import { plural } from './plural.ts';

/** Most names in one sentence. */
const MOST_NAMED = 8;
/** Longest name of a model or a host that is shown. */
const LONGEST_NAME = 100;

/**
 * What the models did in this review, as sentences: who was asked, how much it took, what left the machine, and whose model half did
 * not look. Empty when models played no part.
 */
export function usageLines(output: ReviewOutput): string[] {
  const { usage } = output;
  if (usage === null) return [];
  const { models } = usage;
  if (models.length === 0) return ['No model was asked. Nothing left this machine.'];
  return [
    `Models: ${listText(models.map(modelText), MOST_NAMED)}.`,
    `${tokensText(models)}. Cost: ${moneyText(sum(models, 'costMicroUsd'))}. Time: ${timeText(output.elapsedMs)}. ${plural(usage.toolCalls, 'tool call')}${reuseText(models)}.`,
    leftText(models),
    ...notLooked(output),
  ];
}

/** Millionths of a US dollar, with two digits that count: `$1.25`, `$0.0042`. */
export function moneyText(microUsd: number): string {
  if (microUsd === 0) return '$0.00';
  if (microUsd < 100) return 'less than $0.0001';
  return `$${(microUsd / 1_000_000).toFixed(microUsd < 10_000 ? 4 : 2)}`;
}

function modelText({ model, calls, failedAttempts }: ModelUse): string {
  const failed = failedAttempts === 0 ? '' : `, ${plural(failedAttempts, 'failed attempt')}`;
  return `${named(model)} (${plural(calls, 'call')}${failed})`;
}

/** Tokens that went in, whether they were read anew, read from the provider's cache or written to it. */
function tokensText(models: readonly ModelUse[]): string {
  const cached = sum(models, 'cacheReadTokens');
  const all = sum(models, 'inputTokens') + cached + sum(models, 'cacheWriteTokens');
  const share = all === 0 ? '' : ` (${Math.round((100 * cached) / all)}% from the cache)`;
  return `Tokens: ${countText(all)} in${share}, ${countText(sum(models, 'outputTokens'))} out`;
}

function reuseText(models: readonly ModelUse[]): string {
  const reused = sum(models, 'reused');
  return reused === 0 ? '' : `, ${plural(reused, 'answer')} from the log`;
}

/**
 * An answer that was in the log already was not asked for again: nothing was sent for it. Of an attempt that failed nobody knows here
 * whether the provider refused what it had been sent, or was never reached.
 */
function leftText(models: readonly ModelUse[]): string {
  const away = models.filter(({ local }) => !local);
  const answered = hostsOf(away.filter((use) => use.calls > use.reused));
  const silent = hostsOf(away.filter((use) => use.failedAttempts > 0)).filter((host) => !answered.includes(host));
  if (answered.length + silent.length === 0) return 'Nothing left this machine.';
  return [
    ...(answered.length === 0 ? [] : [`Sent to ${listText(answered, MOST_NAMED)}.`]),
    ...(silent.length === 0
      ? []
      : [`Asked without an answer, so the text may have arrived: ${listText(silent, MOST_NAMED)}.`]),
  ].join(' ');
}

function hostsOf(models: readonly ModelUse[]): string[] {
  return [...new Set(models.map(({ host }) => named(host)))].toSorted();
}

/**
 * Reviewers whose model half did not look, and a judge that was not asked. Failures stand among the remarks; a reviewer that failed
 * without a word of its model half may well have asked a model.
 */
function notLooked({ review, judge }: ReviewOutput): string[] {
  const without = review.reviewers.filter(({ status, model }) => status === 'ok' && model === undefined);
  const names = without.map(({ reviewer }) => reviewer);
  if (judge === null) names.push('the judge');
  return names.length === 0 ? [] : [`Without a model: ${listText(names, MOST_NAMED)}.`];
}

function named(name: string): string {
  return name.slice(0, LONGEST_NAME).toWellFormed();
}

/** `950`, `12.4k`, `1.2M` */
function countText(count: number): string {
  if (count < 1000) return String(count);
  return count < 999_950 ? `${(count / 1000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

function timeText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

function sum(
  models: readonly ModelUse[],
  key: 'inputTokens' | 'cacheReadTokens' | 'cacheWriteTokens' | 'outputTokens' | 'costMicroUsd' | 'reused',
): number {
  return models.reduce((total, use) => total + use[key], 0);
}
