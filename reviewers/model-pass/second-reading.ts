import { compareText } from '../../schemas/text/compare-text.ts';
import type { PassResult } from './merge-report.ts';

/** The words that make a second reading another question than the first: the same brief, begun from its other end. */
export function secondReadingText(angles: readonly string[]): string {
  const lines = angles.map((angle) => `- ${angle}`).join('\n');
  return `## You are the second reader\nAnother reader goes through the same change with the same brief from the first file on. Begin at the last file, and take these angles one after the other, over the whole change, before you answer. Report all that you find, whoever else may have found it.\n${lines}`;
}

/**
 * Two readings by one reviewer as one half. Either of them has looked at the whole brief, so one that ended well is enough; what became of the
 * other is told. Findings of both stand: that they may be the same is the coordinator's to see.
 */
export function bothReadings(first: PassResult, second: PassResult): PassResult {
  const [best, other] = first.model.status === 'ok' || second.model.status !== 'ok' ? [first, second] : [second, first];
  const { status, reason } = other.model;
  const lost =
    status === 'ok' || best.model.status !== 'ok'
      ? null
      : `one of two readings ${status}: ${reason ?? 'no reason given'}`;
  const union = (one: readonly string[], more: readonly string[]) => [...new Set([...one, ...more])];
  return {
    model: {
      ...best.model,
      models: union(first.model.models, second.model.models),
      judged: union(first.model.judged ?? [], second.model.judged ?? []).toSorted(compareText),
    },
    findings: [...first.findings, ...second.findings],
    read: union(first.read, second.read).toSorted(compareText),
    gaps: [
      ...first.gaps,
      ...second.gaps,
      ...(lost === null ? [] : [{ check: 'model', path: null, kind: 'unavailable', reason: lost } as const]),
    ],
  };
}
