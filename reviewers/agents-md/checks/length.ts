import type { Check } from '../../reviewer.ts';
import { isGuidance } from '../guidance-files.ts';

const MOST_LINES = 200;

/** Guidance that this change makes longer and that is over 200 lines: assistants read all of it before each task. */
export const length: Check = {
  id: 'length',
  comparesSides: true,
  async run(context) {
    for (const file of context.changeSet.files) {
      if (!isGuidance(file.newPath) || file.status === 'D' || (file.added ?? 0) <= (file.deleted ?? 0)) continue;
      const content = await context.read(file.newPath, 'new');
      if (content.kind === 'absent') {
        context.unavailable({ path: file.newPath, reason: content.reason });
        continue;
      }
      const lines = lineCount(content.text);
      if (lines <= MOST_LINES) continue;
      // It is said when it becomes so, not in every change from then on.
      const before = file.status === 'A' ? null : await context.read(file.oldPath, 'old');
      if (before?.kind === 'text' && lineCount(before.text) > MOST_LINES) continue;
      context.report({
        rule: 'too-long',
        location: { path: file.newPath, side: 'new', startLine: null, endLine: null },
        evidence: null,
        title: `The guidance has ${lines} lines`,
        explanation: `Assistants read it whole before every task. Beyond about ${MOST_LINES} lines it costs in each of them, and single rules are lost among the others. Move what only some tasks need into files that it points to.`,
        failureScenario: {
          description: `An assistant starts any task in this repository.`,
          expected: `it reads what every task needs`,
          actual: `it reads ${lines} lines and keeps to fewer of them`,
        },
      });
    }
  },
};

function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}
