import { describe, expect, test } from 'vitest';
import { stanceOf } from '../../../../app/output/github/thread-replies.ts';

describe('what a reply says about a finding', () => {
  test.each([
    'I disagree.',
    'Strongly disagree with this one',
    "I don't think so: false positive",
    'This is not a bug',
    'that isn’t an issue, the caller checks',
    'Docket is wrong here',
    'this is simply incorrect',
    'This is intentional.',
    'by design',
    'It does not apply here',
    'Not really a problem',
    '> old quote\n\nI disagree',
  ])('%j denies it', (body) => expect(stanceOf(body)).toBe('denies'));

  test.each([
    "won't fix",
    'Won’t fix in this PR',
    'wontfix',
    'I am not going to change this',
    'This will not be fixed',
  ])('%j refuses it', (body) => expect(stanceOf(body)).toBe('refuses'));

  test.each([
    'thanks, fixed in the next commit',
    'Good catch, I thought that was intentional',
    "You're right, this is wrong",
    "I can't disagree",
    'That was not intentional',
    'this was unintended',
    '> I disagree\n\nwhy do you say so?',
    '```\nI disagree\n```\nlook at this',
    '`disagree` is the name of the flag',
    '/docket dismiss f-1 I disagree',
    'Will look at it tomorrow',
    '',
  ])('%j says neither', (body) => expect(stanceOf(body)).toBeNull());

  test('a reply made to keep a pattern busy is read quickly', () => {
    const hostile = [
      'is not '.repeat(5000),
      'this is '.repeat(5000),
      '`'.repeat(20_000),
      '> '.repeat(20_000),
      '```\n'.repeat(9000),
    ];
    expect(hostile.map(stanceOf)).toEqual([null, null, null, null, null]);
  });
});
