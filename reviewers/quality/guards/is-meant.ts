import type { ChangedFile } from '../../../schemas/change-set.ts';
import { bareText } from './bare-text.ts';
import type { GoneGuard } from './gone-guards.ts';

/** Titles that say themselves that something goes. */
const GOES =
  /\b(?:remov\w*|drop\w*|delet\w*|simplif\w*|clean\w*|revert\w*|unus\w*|unneed\w*|unneces\w*|redundan\w*|deprecat\w*|obsolete|dead|no longer|no need|disallow\w*|refactor\w*|rid of|legacy|allow\w*|enable\w*|always|replac\w*|inline\w*)\b/i;
/** What asks for versions, platforms and switches goes when the other case goes. */
const PASSING =
  /version|legacy|compat|deprecat|feature_?flag|experiment|py[23]|net\d|windows|win32|darwin|platform|debug|verbose|polyfill/i;
/** A line that may ask the same in other words. */
const ASKS =
  /if|unless|elif|when|match|case|guard|assert|require|expect|check|valid|ensure|filter|&&|\|\||\?|==|!=|none|null|nil/i;
const WORD = /[A-Za-z_]\w+/g;
const KEYWORDS =
  /^(?:null|nil|none|undefined|true|false|not|is|and|or|if|in|instanceof|isinstance|this|self|return|try|new|let|some|ok|err|len|length)$/i;

/** What a change brings, each line without white space and comments, but for what it takes away elsewhere in the file. */
export function broughtIn(file: ChangedFile): readonly string[] {
  const bare = (kind: 'added' | 'deleted'): string[] =>
    file.hunks.flatMap(({ lines }) =>
      lines.filter((line) => line.kind === kind).map(({ text }) => bareText(text, file.newPath).text),
    );
  const gone = new Set(bare('deleted'));
  return bare('added').filter((line) => line.length > 1 && !gone.has(line));
}

/** Whether the title of a change says that something goes. */
export function saysItGoes(title: string): boolean {
  return GOES.test(title);
}

/**
 * Whether the change may take the guard over, or means it: what comes in any file has the same words, or the guard asked for something that
 * goes with the other case.
 */
export function mayBeMeant({ asked }: GoneGuard, brought: readonly string[], same: readonly string[]): boolean {
  if (PASSING.test(asked)) return true;
  if (brought.some((line) => line.includes(asked))) return true;
  const telling = [...new Set(asked.match(WORD))].filter((word) => word.length > 5 && !KEYWORDS.test(word));
  // What is known by a telling name is asked in another way, or in another place.
  return brought.some((line) => !same.includes(line) && ASKS.test(line) && telling.some((word) => line.includes(word)));
}
