import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { degreeOf } from './amount.ts';
import { areDisjoint, type CharacterSet, charactersOf, NONE, union } from './character-set.ts';
import { costOfAll, DONE, type Reading, TooHard } from './cost.ts';

/** A thousandth of a second: what stands at the beginning of the text is looked for once. */
const MOST_STEPS_ONCE = 200_000;

/** Longer repeats are looked at in two ways: by their bound, and as if they had none. */
const LONG_RUN = 40;

/**
 * The most steps a character of the text that a search may take, proven from the pattern alone; null where nothing is proven. A place costs what
 * its longest way costs. A repeat without a bound is allowed where its runs are shared by few places: behind the beginning of the text, or
 * behind a character that the run itself cannot hold (`/[^/]*$`, `^[ \t]*` with flag `m`).
 */
export function stepsAPlace(pattern: string, flags: string): number | null {
  const unicode = flags.includes('u');
  const unicodeSets = flags.includes('v');
  const parsed = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode, unicodeSets });
  let sum = 0;
  for (const alternative of parsed.alternatives) {
    const both = [Infinity, LONG_RUN].map((longestRun) => stepsOf(alternative, { flags, longestRun }));
    const fewest = Math.min(...both.map((steps) => steps ?? Infinity));
    if (fewest === Infinity) return null;
    sum += fewest;
  }
  return sum;
}

function stepsOf({ elements }: AST.Alternative, how: Reading): number | null {
  try {
    const { steps } = costOfAll(elements, DONE, how);
    const [once = 0, aCharacter = 0] = steps;
    const before = beginning(elements, how.flags);
    // At the beginning of the text only, so that it costs other places the one step.
    if (before === NONE && degreeOf(steps) < 2 && once < MOST_STEPS_ONCE) return 1 + aCharacter;
    if (degreeOf(steps) < 1) return once;
    const runs = longRuns(elements, how);
    if (degreeOf(steps) > 1 || before === null || !runs.every((run) => areDisjoint(run, before))) return null;
    const last = elements.findLastIndex((element) => longRuns([element], how).length > 0);
    return once + aCharacter * (1 + longestPart(elements.slice(0, last + 1), how));
  } catch (error) {
    if (error instanceof TooHard) return null;
    throw error;
  }
}

/** The characters of which one stands before or at the beginning of each match; empty for the beginning of the text, null for any. */
function beginning(elements: readonly AST.Element[], flags: string): CharacterSet | null {
  const [element, ...others] = elements;
  if (element?.type === 'Assertion' && element.kind === 'word') return beginning(others, flags);
  if (element?.type === 'Assertion' && element.kind === 'start')
    return flags.includes('m') ? charactersOf(String.raw`[\n\r\u2028\u2029]`, flags) : NONE;
  if (element?.type === 'Group' || element?.type === 'CapturingGroup')
    return element.alternatives
      .map((one) => beginning(one.elements, flags))
      .reduce((all, one) => (all === null || one === null ? null : union(all, one)));
  if (element?.type !== 'Character' && element?.type !== 'CharacterClass' && element?.type !== 'CharacterSet')
    return null;
  return charactersOf(element.raw, flags);
}

function longRuns(elements: readonly AST.Element[], how: Reading): CharacterSet[] {
  return elements.flatMap((element) => {
    if (element.type === 'Quantifier') {
      if (element.max > how.longestRun || element.max === Infinity)
        return [charactersOf(element.element.raw, how.flags)];
      return longRuns([element.element], how);
    }
    return 'alternatives' in element ? element.alternatives.flatMap((one) => longRuns(one.elements, how)) : [];
  });
}

/** How far apart the beginning and a long run can stand, other runs not counted. */
function longestPart(elements: readonly AST.Element[], how: Reading): number {
  return elements.reduce((sum, element) => sum + lengthOf(element, how), 0);
}

function lengthOf(element: AST.Element, how: Reading): number {
  if (element.type === 'Quantifier') {
    const isLong = element.max > how.longestRun || element.max === Infinity;
    return isLong ? 0 : element.max * lengthOf(element.element, how);
  }
  if (element.type === 'Assertion') return 0;
  if ('alternatives' in element) return Math.max(...element.alternatives.map((one) => longestPart(one.elements, how)));
  return 1;
}
