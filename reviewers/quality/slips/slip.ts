import type { Syntax } from '../../changed-code/syntax-node.ts';

/** A mistake that the syntax of one file shows. */
export interface Slip {
  /** Its name in our vocabulary. */
  readonly rule: keyof typeof SLIPS;
  /** What to quote. */
  readonly node: Syntax;
  /** The name that it is about. */
  readonly name: string;
}

/** The mistakes, and what is said about them. */
export const SLIPS = {
  'missing-await': {
    title: 'The result of an async function is used without await',
    why: 'The call answers a promise or coroutine, which is always true and has none of the result’s members.',
    scenario: 'Whatever the function comes to, the program goes on as if the answer were yes, or finds `undefined`.',
    confidence: 900,
  },
  'promises-not-waited-for': {
    title: 'Nobody waits for the async functions that are called for each element',
    why: 'It passes over what they answer. Write `for (const one of list) await …`, or `await Promise.all(list.map(async …))`.',
    scenario:
      'The code behind it runs before the work is done, and an error in one of the functions ends the process instead of being caught.',
    confidence: 850,
  },
  'promise-as-answer': {
    title: 'A promise is taken for yes, no or an order',
    why: 'The async function answers a promise, which always counts as true and never as a number. Wait for all answers first.',
    scenario: 'Every element passes, the first one is found, or nothing is sorted, whatever the function comes to.',
    confidence: 900,
  },
  'unreachable-except': {
    title: 'except clause can never be reached',
    why: 'A clause before it catches a base class of what it names, and the first clause that fits is taken.',
    scenario: 'When this exception is raised the earlier clause runs; this one never does.',
    confidence: 930,
  },
  'past-the-end': {
    title: 'Loop goes one past the end',
    why: 'The last index is the length minus one.',
    scenario: 'In the last turn the element is `undefined`.',
    confidence: 900,
  },
  'parse-int-in-map': {
    title: 'parseInt takes the index for the radix',
    why: '`map` hands over the element and its index.',
    scenario: "`['1', '2', '3']` becomes `[1, NaN, NaN]`.",
    confidence: 950,
  },
  'numbers-sorted-as-text': {
    title: 'Numbers are sorted as text',
    why: '`sort` without a comparison turns everything into text first.',
    scenario: 'The numbers 9 and 10 come out as 10, 9.',
    confidence: 900,
  },
  'index-as-condition': {
    title: 'Index is taken for yes or no',
    why: '`indexOf` answers -1 where nothing is found, which is true, and 0 for the first place, which is false.',
    scenario: 'The branch is taken where nothing is found, and not taken where it stands first.',
    confidence: 900,
  },
} as const;
