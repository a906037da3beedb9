import type { Check } from '../../reviewer.ts';

const NOTE = /(?:\/\/|\/\*|#|<!--|--)\s*(?:do not|don't) merge\b/i;

/** Finds added comments that ask not to merge. The hunks are enough for it, so that it works on a plain diff too. */
export const doNotMerge: Check = {
  id: 'do-not-merge',
  async run(context) {
    for (const file of context.changeSet.files) {
      for (const line of file.hunks.flatMap((hunk) => hunk.lines)) {
        if (line.kind !== 'added' || line.newLine === null || !NOTE.test(line.text)) continue;
        context.report({
          rule: 'do-not-merge',
          location: { path: file.newPath, side: 'new', startLine: line.newLine, endLine: line.newLine },
          evidence: line.text.trim(),
          title: 'The author asks not to merge this',
          explanation: 'The note was written to stop the merge and stands in the change that is about to be merged.',
          failureScenario: {
            description: 'The change is merged as it is.',
            expected: 'what the note waits for has happened, and the note is gone',
            actual: 'unfinished work is released together with the note',
          },
        });
      }
      context.looked(file.newPath);
    }
  },
};
