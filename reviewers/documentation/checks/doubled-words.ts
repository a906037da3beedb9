import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type DoubledWord, doubledWords } from '../comments/prose.ts';
import { hasProse, proseOf } from '../comments/prose-of-file.ts';
import { codeLanguage } from '../comments/read-code.ts';
import { copiedFiles } from '../copied-files.ts';
import { isMaterial } from '../paths.ts';

/** So many are told of one file: more are a habit of its words. */
const MOST_TOLD = 3;

/** Words that stand twice in a row in comments and documents that the change adds. */
export const doubledWordsCheck: Check = {
  id: 'doubled-words',
  async run(context) {
    for (const file of withoutNoise(context.changeSet.files)) {
      const path = file.newPath;
      if (file.binary || file.status === 'D' || isMaterial(path) || !mayHold(file)) continue;
      const content = await context.read(path, 'new');
      if (content.kind === 'absent') continue;
      const prose = await proseOf(context, path, content.text);
      const added = context.changedLines(file, 'new');
      const found = prose
        .flatMap(doubledWords)
        .filter(({ line, firstLine }) => added.has(line) || added.has(firstLine))
        .filter(({ word }) => !isParameter(word, path, content.text));
      if (found.length === 0 || found.length > MOST_TOLD || (await (await copiedFiles(context))(path))) continue;
      const lines = content.text.split('\n');
      for (const one of found) if (!(await isCopied(context, one, lines))) context.report(reportOf(one, path, lines));
    }
  },
};

/** Whether the code has the word as the name of a value: a sentence about `to` may well say "to to". */
function isParameter(word: string, path: string, text: string): boolean {
  return codeLanguage(path) !== null && new RegExp(String.raw`[\w>\]&*] {1,4}${word} {0,4}[,)=;]`).test(text);
}

/** Whether the same line stood somewhere at the base: documents are copied for each version. */
async function isCopied(context: CheckContext, { line }: DoubledWord, lines: readonly string[]): Promise<boolean> {
  const text = (lines[line - 1] ?? '').trim();
  const found = await context.search({ text, side: 'old', limit: 1 });
  return found.kind !== 'unavailable' && found.value.length > 0;
}

/** Whether the changed lines hold such a word at all, signs and white space aside. */
function mayHold({ newPath, hunks }: ChangedFile): boolean {
  if (!hasProse(newPath)) return false;
  return hunks.some(({ lines }) => {
    const text = lines
      .filter(({ newLine }) => newLine !== null)
      .map((line) => line.text)
      .join('\n');
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    return words.some((word, index) => word === words[index - 1]);
  });
}

function reportOf({ word, line, column, firstLine }: DoubledWord, path: string, lines: readonly string[]): Report {
  const text = (lines[line - 1] ?? '').replace(/\r$/, '');
  const before = text.slice(0, column);
  const after = text.slice(column + word.length);
  const mended = line === firstLine ? before.trimEnd() + after : before + after.trimStart();
  const isWhole = line !== firstLine && after.trim() === '';
  return {
    rule: 'doubled-word',
    location: { path, side: 'new', startLine: line, endLine: line },
    // The pair alone: a line that had it before and is written anew is no news.
    evidence:
      line === firstLine ? text.slice(before.trimEnd().length - word.length, column + word.length) : text.trim(),
    title: `"${word}" stands twice`,
    explanation:
      line === firstLine
        ? 'The word is written twice in a row.'
        : `The word ends line ${firstLine} and begins the next.`,
    ...(isWhole ? {} : { replacement: mended }),
  };
}
