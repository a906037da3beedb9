import { expect, test } from 'vitest';
import { follows } from '../../../schemas/text/follows.ts';

const TOKENS = /(?<first>\{\{)|(?<then>\beval\b)|(?<stop>[}\n])/g;

test.for<[text: string, within: number, expected: boolean]>([
  ['{{ eval', 300, true],
  ['{{ a }} eval', 300, false],
  ['{{ a\neval', 300, false],
  ['eval {{', 300, false],
  ['{{ }} {{ eval', 300, true],
  ['{{ 1234 eval', 6, true],
  ['{{ 12345 eval', 6, false],
  ['{{ 12345 {{ eval', 6, true],
])('%o within %i: %s', ([text, within, expected]) => {
  expect(follows(text, TOKENS, within)).toBe(expected);
});
