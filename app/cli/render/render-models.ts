import type { KnownModel } from '../../../models/selection/known-models.ts';
import type { ModelScore } from '../../../models/selection/model-score.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';

/** A model and what its last check found. */
export interface ModelRow extends KnownModel {
  readonly score: ModelScore | null;
}

/** The models for people. */
export function renderModels(
  rows: readonly ModelRow[],
  { reason, pricesRead }: { readonly reason: string | null; readonly pricesRead: string },
): string {
  const lines = rows.flatMap((row) => {
    const { name, host, local, capability, score } = row;
    const { contextTokens, outputTokens, price, tools, schemas } = capability;
    return [
      `${name}: ${servesText(row)}`,
      `  asked at ${host}${local ? ' (this machine)' : ''}`,
      `  ${contextTokens} tokens of context, ${outputTokens} of output; tools: ${tools ? 'yes' : 'no'}; schemas: ${schemas}`,
      `  USD per million tokens: input ${price.input}, output ${price.output}, cache read ${price.cacheRead}, cache write ${price.cacheWrite}`,
      `  ${score === null ? 'not checked' : scoreText(score)}`,
    ];
  });
  const read = `Prices and sizes of known models as read on ${pricesRead}; docket models --refresh FILE takes newer ones.`;
  return `${neutraliseTerminal([...(reason === null ? [] : [reason]), ...lines, read].join('\n'))}\n`;
}

function servesText({ tiers, defaultTiers, missing }: ModelRow): string {
  if (tiers.length > 0) return tiers.join(', ');
  const tier = defaultTiers.length === 0 ? 'no tier' : defaultTiers.join(', ');
  return `${tier} by default${missing === null ? '' : `; ${missing}`}`;
}

/** One score for people. */
export function renderScore(name: string, score: ModelScore): string {
  const lines = [
    `${name}: ${scoreText(score)}`,
    ...(score.speed === undefined ? [] : [`  ${score.speed}`]),
    ...score.reasons.map((reason) => `  ${reason}`),
    ...score.mistakes.map((text) => `  mistake: ${text}`),
  ];
  return `${neutraliseTerminal(lines.join('\n'))}\n`;
}

function scoreText({ toolCalls, answers, quotes, passes }: ModelScore): string {
  const parts = [
    toolCalls.of === 0 ? 'no tools' : `tool calls ${toolCalls.valid}/${toolCalls.of}`,
    `answers ${answers.valid}/${answers.of}`,
    ...quotes
      .filter(({ of }) => of > 0)
      .map(({ promptTokens, valid, of }) => `quotes at ${promptTokens / 1000}k ${valid}/${of}`),
  ];
  return `${passes ? 'fit for reviews' : 'NOT fit for reviews'} (${parts.join(', ')})`;
}
