import type { AST } from '@eslint-community/regexpp';
import { type Amount, LENGTH, more, most, plus, times } from './amount.ts';
import { areDisjoint, type CharacterSet, charactersOf, NONE, SIZE, union } from './character-set.ts';

/** What a backtracking engine may do from one place on. All are bounds, no estimates: nothing is taken off for what was tried before. */
export interface Cost {
  /** Until it has matched or gives up. */
  readonly steps: Amount;
  /** Until it gives up; only so much is multiplied, because a match ends the search. */
  readonly lost: Amount;
  /** Before any other character it gives up after `fail` steps. */
  readonly first: CharacterSet;
  readonly fail: Amount;
}

/** How a pattern is looked at. */
export interface Reading {
  readonly flags: string;
  /** Repeats of a character that may be longer count as endless ones, whose steps are told by the length of the text. */
  readonly longestRun: number;
}

/** Nothing is left to be matched, which never fails. */
export const DONE: Cost = { steps: [1], lost: [0], first: NONE, fail: [0] };

/** Copies of a group that are looked at one by one; more are not thought through. */
const MOST_COPIES = 12;

/** Thrown where the cost is not known; the pattern is then left to others. */
export class TooHard extends Error {}

/** The cost of one of `alternatives`, and what comes after it. */
function costOfAny(alternatives: readonly AST.Alternative[], rest: Cost, how: Reading): Cost {
  if (alternatives.length === 1 && alternatives[0] !== undefined) return costOfAll(alternatives[0].elements, rest, how);
  const byWord = Map.groupBy(alternatives, ({ elements }) => literalPrefix(elements, how).charAt(0));
  const costs = [...byWord].flatMap(([letter, some]) => {
    const each = some.map(({ elements }) => costOfAll(elements, rest, how));
    return letter === ''
      ? each
      : [
          costOfWords(
            each,
            some.map(({ elements }) => literalPrefix(elements, how)),
          ),
        ];
  });
  return either(costs);
}

/** The cost of elements one after the other, and of what comes after them. */
export function costOfAll(elements: readonly AST.Element[], rest: Cost, how: Reading): Cost {
  return elements.reduceRight((after, element) => costOf(element, after, how), rest);
}

/** One of some that are tried in turn. A character chooses which of them go on, so the sum is made for each character. */
function either(costs: readonly Cost[]): Cost {
  const lost = plus([1], costliest(costs));
  return {
    steps: plus(lost, most(costs.map(({ steps, lost: without }) => more(steps, without)))),
    lost,
    first: costs.reduce<CharacterSet>((all, one) => union(all, one.first), NONE),
    fail: plus([1], ...costs.map(({ fail }) => fail)),
  };
}

function costliest(costs: readonly Cost[]): Amount {
  const powers = Math.max(...costs.flatMap(({ lost, fail }) => [lost.length, fail.length]));
  return Array.from({ length: powers }, (_, power) => {
    const sums = new Float64Array(SIZE);
    for (const { first, lost, fail } of costs) {
      const [onward, back] = [lost[power] ?? 0, fail[power] ?? 0];
      for (let at = 0; at < SIZE; at += 1) sums[at] = (sums[at] ?? 0) + (first[at] === 1 ? onward : back);
    }
    return sums.reduce((highest, sum) => Math.max(highest, sum), 0);
  });
}

/** Alternatives that begin with words: at one place only those match whose words are beginnings of one another. */
function costOfWords(costs: readonly Cost[], words: readonly string[]): Cost {
  const chains = words.map((word) => costs.filter((_, at) => word.startsWith(words[at] ?? '')));
  const read: Amount = [words.reduce((sum, word) => sum + word.length + 1, 0)];
  const lost = plus(read, most(chains.map((chain) => plus(...chain.map((one) => one.lost)))));
  return {
    steps: plus(lost, most(costs.map(({ steps, lost: without }) => more(steps, without)))),
    lost,
    first: costs.reduce<CharacterSet>((all, one) => union(all, one.first), NONE),
    fail: plus(...costs.map(({ fail }) => fail)),
  };
}

function literalPrefix(elements: readonly AST.Element[], { flags }: Reading): string {
  const end = elements.findIndex((element) => element.type !== 'Character');
  const prefix = elements
    .slice(0, end < 0 ? undefined : end)
    .map(({ raw }) => raw)
    .join('');
  return flags.includes('i') ? prefix.toLowerCase() : prefix;
}

function costOf(element: AST.Element, rest: Cost, how: Reading): Cost {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return {
        steps: plus([1], rest.steps),
        lost: plus([1], rest.lost),
        first: charactersOf(element.raw, how.flags),
        fail: [1],
      };
    case 'Group':
    case 'CapturingGroup':
      return costOfAny(element.alternatives, rest, how);
    case 'Quantifier':
      return costOfRepeat(element, rest, how);
    case 'Assertion':
      return costOfAssertion(element, rest, how);
    case 'Backreference':
      throw new TooHard(element.type);
  }
}

function costOfAssertion(assertion: AST.Assertion, rest: Cost, how: Reading): Cost {
  const around = assertion.kind === 'lookahead' || assertion.kind === 'lookbehind';
  // What looks back reads from right to left, and what stands before a place says nothing of what comes.
  if (assertion.kind === 'lookbehind' && assertion.alternatives.some(({ elements }) => elements.length > 1))
    throw new TooHard('looks back far');
  const inside = around ? costOfAny(assertion.alternatives, DONE, how) : DONE;
  const isAhead = assertion.kind === 'lookahead';
  return {
    steps: plus([1], inside.steps, rest.steps),
    lost: plus([1], inside.steps, rest.lost),
    first: isAhead ? union(inside.first, rest.first) : rest.first,
    fail: plus([1], isAhead ? inside.fail : inside.steps, rest.fail),
  };
}

function costOfRepeat({ element, min, max }: AST.Quantifier, rest: Cost, how: Reading): Cost {
  if (/^Character$|CharacterSet$|CharacterClass$/.test(element.type)) {
    const longest = max > how.longestRun ? Infinity : max;
    return costOfRun(charactersOf(element.raw, how.flags), { min, max: longest }, rest);
  }
  if (max > MOST_COPIES) throw new TooHard('a repeat of a group');
  let after = rest;
  for (let copy = max; copy > 0; copy -= 1) {
    const once = costOf(element, after, how);
    after = copy > min ? either([once, rest]) : once;
  }
  return after;
}

/** Each length of a run is tried; where its characters begin nothing of the rest, the rest fails at once at all but the last. */
function costOfRun(set: CharacterSet, { min, max }: Pick<AST.Quantifier, 'min' | 'max'>, rest: Cost): Cost {
  const longest: Amount = max === Infinity ? plus(LENGTH, [1]) : [max + 1];
  const others: Amount = max === Infinity ? LENGTH : [max - min];
  const isSure = rest === DONE;
  const each = areDisjoint(set, rest.first) ? rest.fail : rest.lost;
  const tried = isSure ? [0] : times(others, each);
  return {
    steps: plus(longest, tried, rest.steps),
    lost: isSure ? [min] : plus(longest, tried, rest.lost),
    first: min > 0 ? set : union(set, rest.first),
    fail: min > 0 ? [1] : plus([1], rest.fail),
  };
}
