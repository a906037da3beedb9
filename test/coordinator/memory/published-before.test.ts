import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { JudgeAnswer } from '../../../schemas/judge.ts';
import type { KnownConcern } from '../../../schemas/memory.ts';
import { DISMISSED, head, injection, publishedOf } from './memories.ts';

const milder = (candidate: string, severity: Finding['severity'] = 'warning'): JudgeAnswer => ({
  candidate,
  action: 'regrade',
  severity,
  confidence: 800,
  reason: 'only an operator can call it',
});

function ends(known: readonly KnownConcern[], judge: JudgeAnswer[], findings: Finding[] = [injection()]) {
  const { decisions, review } = coordinate({ ...head({ findings, memory: { known: [...known] } }), judge });
  const states = decisions.map(({ state }) => (state.kind === 'suppressed' ? state.reason : state.kind));
  return [...states, review.verdict];
}

describe('what a judge graded down and people saw so', () => {
  const judged = { ...head(), judge: [milder('c1')] };
  const known = publishedOf(judged);

  it('is no second comment where it is graded down again', () => {
    expect(known).toMatchObject([{ comment: { severity: 'warning' } }]);
    expect(ends(known, [milder('c1')])).toEqual(['already-raised', 'approved_with_comments']);
    expect(ends(publishedOf(judged, DISMISSED), [milder('c1')])).toEqual(['dismissed', 'approved']);
  });

  it.each<{ what: string; judge: JudgeAnswer[] }>([
    { what: 'is not answered', judge: [] },
    { what: 'is graded less far down', judge: [milder('c1', 'critical')] },
  ])('is a new one where it $what', ({ judge }) => {
    expect(ends(known, judge)).toEqual(['inline', 'significant_concerns']);
    expect(ends(publishedOf(judged, DISMISSED), judge)).toEqual(['inline', 'significant_concerns']);
  });

  it('stays a comment where it carries something that nobody said before', () => {
    const other = injection({ id: 'f-other', reviewer: 'quality', rule: 'quality/sql', severity: 'warning' });

    expect(ends(known, [milder('c1')], [injection(), other])).toEqual(['merged', 'inline', 'minor_issues']);
  });
});
