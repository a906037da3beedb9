import { RE2JS } from 're2js';
import { describeCause } from '../../schemas/problem.ts';

/** A regular expression that needs time in proportion to its text, whatever the two are. */
export interface Pattern {
  /** The first text on this line that fits; null where none does. */
  find(line: string): string | null;
}

/**
 * Reads a pattern of the repository. Patterns come from whoever may write its configuration, so they run in an engine without
 * backtracking. Throws where the pattern is none.
 */
export function createPattern(source: string): Pattern {
  const compiled = RE2JS.compile(source);
  return {
    find(line) {
      const matcher = compiled.matcher(line);
      return matcher.find() ? (matcher.group() ?? '') : null;
    },
  };
}

/** Why a text is no pattern; null when it is one. */
export function patternProblem(source: string): string | null {
  try {
    createPattern(source);
    return null;
  } catch (error) {
    return describeCause(error);
  }
}
