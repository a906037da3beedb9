import { expect, test } from 'vitest';
import type { PassResult } from '../../../reviewers/model-pass/merge-report.ts';
import { briefText } from '../../../reviewers/model-pass/prompt/brief-text.ts';
import { bothReadings } from '../../../reviewers/model-pass/second-reading.ts';
import { QUALITY_BRIEF } from '../../../reviewers/quality/brief.ts';
import { reviewerOf } from './builders.ts';

const half = (status: 'ok' | 'failed' | 'skipped', judged: readonly string[] = []): PassResult => ({
  model: {
    status,
    reason: status === 'ok' ? null : `it was ${status}`,
    models: [`m-${judged.length}`],
    judged: [...judged],
  },
  findings: [],
  read: judged,
  gaps: [],
});

test.each<[PassResult, PassResult, string, readonly string[], readonly string[]]>([
  [half('ok', ['b']), half('ok', ['a', 'b']), 'ok', ['a', 'b'], []],
  [half('ok', ['b']), half('failed'), 'ok', ['b'], ['one of two readings failed: it was failed']],
  [half('failed'), half('ok', ['b']), 'ok', ['b'], ['one of two readings failed: it was failed']],
  [half('ok', ['b']), half('skipped'), 'ok', ['b'], ['one of two readings skipped: it was skipped']],
  [half('failed'), half('failed'), 'failed', [], []],
  [half('failed'), half('skipped'), 'failed', [], []],
])('two readings are one half', (first, second, status, judged, gaps) => {
  const both = bothReadings(first, second);
  expect(both).toMatchObject({ model: { status, judged }, read: judged });
  // It is told, and takes nothing from a half that the other reading has covered.
  expect(both.gaps).toEqual(gaps.map((reason) => ({ check: 'model', path: null, kind: 'unavailable', reason })));
});

test('the second reading is another question, in the same prefix', () => {
  const subject = { reviewer: { ...reviewerOf('quality'), brief: QUALITY_BRIEF }, found: [] };
  const [once, again] = [briefText([subject]), briefText([subject], { angles: QUALITY_BRIEF.angles ?? [] })];
  expect(again.startsWith(once)).toBe(true);
  for (const angle of QUALITY_BRIEF.angles ?? []) expect(again).toContain(angle);
});
