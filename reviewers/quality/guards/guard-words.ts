import type { GoneGuard } from './gone-guards.ts';

interface Words {
  readonly title: string;
  readonly why: string;
  readonly scenario: string;
}

/** What is said of each shape. Only what both sides show: the guard stood there, its neighbours stay, and nothing that comes asks it. */
export const GUARD_WORDS: Readonly<Record<GoneGuard['shape'], Words>> = {
  exit: {
    title: 'A way out in front of code that stays is gone',
    why: 'The code behind it was not reached where the condition held; now it is.',
    scenario: 'The condition holds: the code behind it runs for a case that it was kept from.',
  },
  operand: {
    title: 'Part of a condition is gone',
    why: 'The rest of the condition stays as it was, and holds in more cases now.',
    scenario: 'The part that is gone does not hold, and the rest does: what was left out before is done.',
  },
  around: {
    title: 'The condition around code that stays is gone',
    why: 'The code ran only where the condition held; now it always runs.',
    scenario: 'The condition does not hold: the code runs all the same.',
  },
  handler: {
    title: 'The handler around code that stays is gone',
    why: 'What the code throws was dealt with here; now it reaches the caller.',
    scenario: 'The code throws: the caller gets what was handled here before.',
  },
  lock: {
    title: 'The lock around code that stays is gone',
    why: 'The code ran in one thread at a time; now nothing in this function keeps two apart.',
    scenario: 'Two threads run the code at the same time.',
  },
  escape: {
    title: 'A value is used without the escape that stood around it',
    why: 'The same value stands in the same place, as it comes.',
    scenario: 'The value holds a sign that has a meaning there, such as a quote or a bracket.',
  },
  step: {
    title: 'A check or a clean-up between code that stays is gone',
    why: 'What stood before and behind the call stands together now, and nothing in this change calls it instead.',
    scenario: 'The case comes that the call was there for.',
  },
  narrowing: {
    title: 'A query asks for less than before',
    why: 'The rest of the query stays, and answers or changes rows that this part left out.',
    scenario: 'A row that the part left out is read or changed.',
  },
};
