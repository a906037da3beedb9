import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { Matches } from '../../schemas/learning/matches.ts';
import { InputError } from '../../schemas/problem.ts';
import { readRegularFile } from '../config/regular-file.ts';
import { jsonText } from '../output/json-text.ts';
import { MATCH_PROMPT_VERSION } from './match-prompt.ts';

/** Reads who said which remark names which mistake. Throws an `InputError` where the file is not there or says something else. */
export function readMatches(path: string): Matches {
  try {
    return Matches.parse(JSON.parse(readRegularFile(path)));
  } catch (cause) {
    throw new InputError({
      what: 'the matches cannot be read',
      where: path,
      remedy: 'Name a file that `docket eval --benchmark` wrote, or one of the same form (docs/evaluation.md).',
      cause,
    });
  }
}

/** What was decided by the question that is asked today; nothing where there is no file, or another question was asked then. */
export function matchesSoFar(path: string): Matches {
  const known = existsSync(path) ? readMatches(path) : null;
  if (known !== null && known.by.prompt === MATCH_PROMPT_VERSION) return known;
  return { schemaVersion: 1, by: { models: [], prompt: MATCH_PROMPT_VERSION }, verdicts: [] };
}

/** Written beside and moved: a file that is there is whole. */
export function keepMatches(path: string, matches: Matches): void {
  writeFileSync(`${path}.new`, jsonText(matches));
  renameSync(`${path}.new`, path);
}
