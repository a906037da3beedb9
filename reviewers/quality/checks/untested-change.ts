import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { BACKTICKS, DOUBLE, replaceTexts, SINGLE } from '../../changed-code/texts/replace-texts.ts';
import type { Check } from '../../reviewer.ts';
import { bareText } from '../guards/bare-text.ts';
import { filesWithAddedLines, isFixture, isTest } from '../paths.ts';
import { testsOfFile } from '../untested/tests-of-file.ts';

/** More is a sweep through the tree that changes no file's own behaviour. */
const MOST_FILES = 8;
const TEXTS = [DOUBLE, SINGLE, BACKTICKS].map((form) => ({ ...form, longest: 500 }));
/** What decides which way a program goes. */
const DECIDES = /\b(?:if|elif|elsif|unless|case|when|catch|except|rescue)\b|&&|\|\||\s\?\s|\s(?:and|or)\s/g;
/** So many more decisions are new behaviour. */
const LEAST = 2;
const MOST_TOLD = 2;

/** Says where a file decides more than before, and its own tests stay as they are. */
export const untestedChange: Check = {
  id: 'untested-change',
  comparesSides: true,
  async run(context) {
    const { changeSet } = context;
    if (
      changeSet.files.some(
        ({ newPath }) =>
          isTest(newPath) ||
          isTestPath(newPath) ||
          isFixture(newPath) ||
          (isSampleCode(newPath) && !/\.(?:md|mdx|rst|adoc)$|^docs?\//i.test(newPath)),
      )
    )
      return;
    const files = filesWithAddedLines(changeSet.files).filter(({ status }) => status === 'M' || status === 'R');
    const decided = files.map((file) => [file, firstDecision(file)] as const).filter(([, first]) => first !== null);
    const paths = decided.length === 0 || decided.length > MOST_FILES ? null : await context.list('old');
    if (paths === null) return;
    let told = 0;
    for (const [file, first] of decided) {
      const tests = testsOfFile(file.oldPath, paths);
      context.looked(file.newPath);
      if (tests === null || first === null || told === MOST_TOLD) continue;
      told += 1;
      context.report({
        rule: 'untested-change',
        location: { path: file.newPath, side: 'new', startLine: first.line, endLine: first.line },
        evidence: first.text.replace(/\r$/, ''),
        title: 'A new decision without a test',
        explanation: `\`${tests}\` tests this file, and the change adds a decision here without touching any test.`,
      });
    }
  },
};

function firstDecision(file: ChangedFile): { readonly line: number; readonly text: string } | null {
  let more = 0;
  let first: { line: number; text: string } | null = null;
  for (const { kind, text, newLine } of file.hunks.flatMap(({ lines }) => lines)) {
    if (kind === 'context') continue;
    const code = bareText(text, file.newPath).text === '' || /^\s*(?:\*|#)/.test(text) ? '' : text;
    const count = replaceTexts(code, TEXTS, "''").match(DECIDES)?.length ?? 0;
    more += kind === 'added' ? count : -count;
    if (kind === 'added' && count > 0 && newLine !== null) first ??= { line: newLine, text };
  }
  return more >= LEAST ? first : null;
}
