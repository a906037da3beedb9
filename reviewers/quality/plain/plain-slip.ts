import type { Syntax } from '../../changed-code/syntax-node.ts';
import { RUST_SLIPS } from './rust/rust-words.ts';

/** A mistake that the syntax of one file shows, in a language of the shared words. */
export interface PlainSlip {
  readonly rule: keyof typeof PLAIN_SLIPS;
  /** What to quote. */
  readonly node: Syntax;
  /** What it is about, as it stands in the code. */
  readonly name: string;
}

/** What looks at one node. */
export type Look = (node: Syntax, kind: string) => readonly PlainSlip[];

interface Words {
  readonly title: string;
  readonly why: string;
  readonly scenario: string;
  readonly confidence: number;
  readonly severity?: 'suggestion';
  /** Tests do it on purpose. */
  readonly notInTests?: boolean;
}

/** The mistakes, and what is said about them. */
export const PLAIN_SLIPS = {
  ...RUST_SLIPS,
  'same-branches': {
    title: 'Both ways of a decision do the same',
    why: 'The condition decides nothing, so one of the two is not what was meant.',
    scenario: 'Where the condition does not hold, the program does what was meant for the other case.',
    confidence: 850,
  },
  'same-condition': {
    title: 'A condition was asked before in the same chain',
    why: 'The earlier branch takes every case that this one is for.',
    scenario: 'This branch never runs.',
    confidence: 920,
  },
  'swapped-arguments': {
    title: 'Two arguments stand in each other’s place',
    why: 'Both have the name of the other one’s parameter.',
    scenario: 'The function works with one value where it needs the other.',
    confidence: 880,
  },
  'same-operands': {
    title: 'A value is compared or combined with itself',
    why: 'Both sides are the same expression, so the answer is known beforehand.',
    scenario: 'What the other side should have been is never looked at.',
    confidence: 880,
    notInTests: true,
  },
  'self-assignment': {
    title: 'A value is assigned to itself',
    why: 'Nothing changes; one of the two names is not what was meant.',
    scenario: 'The new value is lost, and the old one, or the default, stays.',
    confidence: 900,
    notInTests: true,
  },
  'assignment-in-condition': {
    title: 'A condition assigns instead of comparing',
    why: 'A single equals sign gives the name a fixed value, and that value decides.',
    scenario: 'The condition is the same in every case, and what was there is overwritten.',
    confidence: 920,
  },
  'always-so': {
    title: 'A condition holds always, or never',
    why: 'No value fits both sides, or every value fits one of them.',
    scenario: 'The branch is taken in every case, or in none.',
    confidence: 920,
  },
  'compared-by-identity': {
    title: 'Text is compared by identity',
    why: '`==` asks whether both are the same object; text that was read or put together is another object. Use `equals`.',
    scenario: 'Equal text from a request or a file is taken for different.',
    confidence: 880,
    notInTests: true,
  },
  'unreachable-statement': {
    title: 'Code that never runs',
    why: 'The statement before it leaves the block in every case.',
    scenario: 'What this code should do does not happen.',
    confidence: 900,
  },
  'duplicate-case': {
    title: 'A case stands twice',
    why: 'The first one that fits is taken.',
    scenario: 'What stands under the second is never run for this value.',
    confidence: 930,
  },
  'duplicate-entry': {
    title: 'A key stands twice in the same table',
    why: 'Only one of the two values is kept.',
    scenario: 'Whoever looks the key up gets the later value; the earlier one is lost.',
    confidence: 930,
  },
  'swallowed-exception': {
    title: 'Every exception is swallowed',
    why: 'The handler catches whatever goes wrong and does nothing, without a word why.',
    scenario: 'An error that nobody expected leaves no trace, and the program goes on with what is half done.',
    confidence: 650,
    severity: 'suggestion',
    notInTests: true,
  },
  'finally-returns': {
    title: 'finally returns, and an exception is lost',
    why: 'A return in `finally` takes the place of an exception or of an answer that is on its way.',
    scenario: 'The exception is gone, and the caller goes on as if all were well.',
    confidence: 900,
  },
  'wrong-format': {
    title: 'The format and its arguments do not fit',
    why: 'The text asks for another number of values than it is given.',
    scenario: 'The call fails, or writes a text with holes in it.',
    confidence: 920,
  },
  'wrong-verb': {
    title: 'A format verb does not fit its argument',
    why: 'The verb is for numbers, the argument is text.',
    scenario: 'The text holds `%!d(string=…)` where the value should be.',
    confidence: 900,
  },
  'past-the-last': {
    title: 'Loop goes one past the end',
    why: 'The last index is the length minus one.',
    scenario: 'In the last turn the index is out of range.',
    confidence: 920,
  },
  'task-not-waited-for': {
    title: 'Nobody waits for the async functions that are called for each element',
    why: '`ForEach` takes an action, so that the function becomes `async void` and its task is lost. Use a loop with `await`, or `Task.WhenAll`.',
    scenario:
      'The code behind it runs before the work is done, and an exception in one of the functions ends the process.',
    confidence: 900,
  },
  'turned-operator': {
    title: 'The operator is written the other way round',
    why: '`=+` assigns the value with a sign; `+=` adds it.',
    scenario: 'What was there before is lost.',
    confidence: 930,
  },
  'changed-while-walked': {
    title: 'A list is changed while it is walked',
    why: 'The next turn of the loop refuses a list that has changed. Walk a copy, or collect what goes and take it out afterwards.',
    scenario: 'The first element that is added or taken out ends the loop with an exception.',
    confidence: 850,
  },
  'async-void': {
    title: 'Nobody can wait for this function',
    why: 'An `async void` answers no task: its caller goes on at once, and an exception in it ends the process.',
    scenario: 'The call fails after its first `await`: the process ends, and no `catch` of a caller sees it.',
    // Handlers of events have to be so, and their signatures do not show it.
    confidence: 200,
    severity: 'suggestion',
  },
  'lost-answer': {
    title: 'The answer of a call is not used',
    why: 'The call changes nothing and only answers a new value.',
    scenario: 'The value stays what it was.',
    confidence: 880,
    notInTests: true,
  },
  'exception-not-thrown': {
    title: 'An exception is made and not thrown',
    why: 'The statement makes the object and does nothing with it.',
    scenario: 'The program goes on where it should have stopped.',
    confidence: 930,
  },
  'lock-kept': {
    title: 'A way out keeps the lock',
    why: 'Between locking and unlocking the function may leave without unlocking.',
    scenario: 'Once this way was taken, everyone else who wants the lock waits for ever.',
    confidence: 880,
  },
  'held-while-waiting': {
    title: 'A lock is held while the task waits',
    why: 'The guard lives until the end of its block. Let it go before `.await`, or take a lock that is made for tasks.',
    scenario:
      'Another task on the same thread asks for the lock: the thread waits for a task that it would have to run.',
    confidence: 850,
  },
  'failed-swap': {
    title: 'Two values are not swapped',
    why: 'After the first assignment both names have the same value.',
    scenario: 'The value of the first name is lost.',
    confidence: 930,
  },
  'lost-bounds': {
    title: 'The bounds leave a single value',
    why: 'The outer bound takes every value that the inner one lets through.',
    scenario: 'Whatever the value is, the result is the same.',
    confidence: 930,
  },
  'empty-range': {
    title: 'The loop has no turn',
    why: 'The range ends before it begins. Turn it round: `(a..b).rev()`, `b downTo a`.',
    scenario: 'What the loop should do is never done.',
    confidence: 930,
  },
  'used-when-missing': {
    title: 'The value is used where it was found missing',
    why: 'The condition lets only a missing value through to this code.',
    scenario: 'Whenever the condition holds the program fails here.',
    confidence: 900,
    notInTests: true,
  },
  'unset-memory': {
    title: 'Memory that nobody has written is taken for a value',
    why: 'What stands there is anything, and reading it is undefined behaviour. Fill it first: `vec![0; n]`, `resize`, `MaybeUninit::write`.',
    scenario:
      'The program reads what an earlier value left behind, or the compiler leaves out code that depends on it.',
    confidence: 900,
  },
  'guard-dropped': {
    title: 'The guard is dropped at once',
    why: '`let _ =` keeps nothing: the lock is released before the next statement.',
    scenario: 'Two threads run the code that the lock should keep apart.',
    confidence: 930,
  },
  'lost-error': {
    title: 'An error is overwritten before anyone looked at it',
    why: 'The variable is given anew and was not read in between.',
    scenario: 'When the first call fails, the program goes on with what it did not get.',
    confidence: 880,
  },
  'error-not-asked': {
    title: 'The error of a call is not looked at',
    why: 'The call says by its error alone whether it did its work.',
    scenario: 'When it fails, the program goes on as if the work were done.',
    confidence: 750,
    notInTests: true,
  },
  'used-before-check': {
    title: 'The value is used before the error is looked at',
    why: 'Where the call failed there is no value.',
    scenario: 'When the call fails, the program crashes on this line.',
    confidence: 900,
    notInTests: true,
  },
  'defer-in-loop': {
    title: 'defer in a loop',
    why: 'What is deferred runs when the function ends, not at the end of a turn.',
    scenario: 'With many turns the files or locks stay open until none is left.',
    confidence: 750,
    notInTests: true,
  },
  'calls-itself': {
    title: 'A function only calls itself',
    why: 'It calls itself with what it was given, so that it never ends.',
    scenario: 'The first call ends in a stack overflow.',
    confidence: 920,
  },
  'broken-pattern': {
    title: 'Invalid regular expression',
    why: 'A bracket of the pattern is not closed, or closed without being open.',
    scenario: 'Compiling the pattern fails when this line runs.',
    confidence: 930,
  },
  'used-after-close': {
    title: 'What is answered reads from what is closed',
    why: 'The sequence is read later, after the block has closed its source.',
    scenario: 'The first reader gets "Stream closed".',
    confidence: 900,
  },
} as const satisfies Readonly<Record<string, Words>>;
