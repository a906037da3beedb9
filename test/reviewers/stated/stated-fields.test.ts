import { describe, expect, test } from 'vitest';
import { readLines } from '../../../reviewers/stated/stated-lines.ts';
import { readList } from '../../../reviewers/stated/stated-list.ts';
import { readSeverity } from '../../../reviewers/stated/stated-severity.ts';
import { readSide } from '../../../reviewers/stated/stated-side.ts';
import { statedText, statedTexts } from '../../../reviewers/stated/stated-text.ts';

test.each([
  ['critical', 'critical'],
  ['Critical!', 'critical'],
  ['HIGH', 'critical'],
  ['SEV-1', 'critical'],
  ['Medium', 'warning'],
  ['error', 'warning'],
  ['low', 'suggestion'],
  ['nit-pick', 'suggestion'],
  ['spicy', null],
  [3, null],
  [null, null],
])('severity %j is %j', (said, ours) => {
  expect(readSeverity(said)).toBe(ours);
});

test.each([
  [3, 4, 3, 4],
  ['3', '4', 3, 4],
  ['L12', null, 12, 12],
  ['12-15', undefined, 12, 15],
  ['lines 12 to 15', 15, 12, 15],
  ['somewhere', 7, 7, 7],
  [7, 3, 3, 7],
  [0, -1, null, null],
  [{}, [], null, null],
])('lines %j and %j are %j to %j', (start, end, first, last) => {
  expect(readLines(start, end)).toEqual({ first, last });
});

test.each([
  ['old', 'old'],
  ['LEFT', 'old'],
  ['new', 'new'],
  [null, 'new'],
])('side %j is %j', (said, side) => {
  expect(readSide(said)).toBe(side);
});

test('texts come as lines, numbers and alone', () => {
  expect([statedText('a'), statedText(['a', 'b']), statedText(7), statedText({}), statedText([1])]).toEqual([
    'a',
    'a\nb',
    '7',
    null,
    null,
  ]);
  expect([statedTexts(['a', 1]), statedTexts('a'), statedTexts(null)]).toEqual([['a'], ['a'], []]);
});

describe('the list in an answer', () => {
  const one = { title: 'x' };
  test.each<[string, unknown, unknown]>([
    ['as asked for', { findings: [one] }, [one]],
    ['an empty one', { findings: [] }, []],
    ['the answer itself', [one], [one]],
    ['in a wrapper', { result: { review: { findings: [one] } } }, [one]],
    ['in two wrappers', { a: { findings: [one] }, b: { findings: [one] } }, [one, one]],
    ['one entry instead of a list', { findings: one }, [one]],
    ['one entry as the answer', one, [one]],
    ['numbered in an object', { findings: { 0: one, 1: one } }, [one, one]],
    ['as JSON in a string', { findings: JSON.stringify([one]) }, [one]],
    ['entries as JSON in strings', { findings: [JSON.stringify(one)] }, [one]],
    ['entries of words', { findings: ['none'] }, ['none']],
    ['null', { findings: null }, null],
    ['an empty object', { findings: {} }, null],
    ['words', { findings: 'none' }, null],
    ['nothing', {}, null],
    ['a number', 7, null],
  ])('%s', (_, said, list) => {
    expect(readList(said, { key: 'findings', entry: ['title'] })).toEqual(list);
  });
});
