import { describe, expect, test } from 'vitest';
import { groupCheck, pullsIn } from '../../../app/pull-request/merge-group.ts';

const HEAD = 'a'.repeat(40);

test.each([
  ['refs/heads/gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64', [104]],
  ['refs/heads/gh-readonly-queue/release/pr-9/pr-7-929f8209d40f77f4abc622a499c93a83babdbe64', [7]],
  ['gh-readonly-queue/main/pr-7-929f8209d40f77f4abc622a499c93a83babdbe64', [7]],
  ['refs/heads/gh-readonly-queue/main/pr-7-pr-8-929f8209d40f77f4abc622a499c93a83babdbe64', [7, 8]],
  ['refs/heads/main', []],
  ['', []],
])('%s', (headRef, numbers) => {
  expect(pullsIn(headRef)).toEqual(numbers);
});

describe('the check of a group', () => {
  const ended = (number: number, conclusion: string | null) => ({ number, head: HEAD, conclusion });
  test.each([
    ['all passed', [ended(7, 'success'), ended(8, 'success')], 'success', 'Reviewed before it was queued'],
    ['one failed', [ended(7, 'success'), ended(8, 'failure')], 'failure', 'The check of #8 did not pass'],
    ['one has no check', [ended(7, null)], 'failure', '#7 was not reviewed at its newest commit'],
    ['a conclusion nobody knows', [ended(7, 'neutral')], 'failure', 'The check of #7 did not pass'],
    ['no pull request', [], 'failure', 'No pull request found in this merge group'],
  ] as const)('%s', (_name, all, conclusion, title) => {
    expect(groupCheck(all, 'docket')).toMatchObject({ name: 'docket', conclusion, title, annotations: [] });
  });
});
