import type { Check } from '../../reviewer.ts';
import { createPattern } from '../pattern.ts';
import { wholeFile } from '../whole-file.ts';

/** Commits that a forge or git makes by itself. */
const AUTOMATIC = /^(?:Merge |Revert "|fixup! |squash! |amend! )/;

/** The form that the repository asks of the subject of each commit. */
export const commitForm: Check = {
  id: 'commit-form',
  async run(context) {
    const { changeSet, policy } = context;
    const [file] = changeSet.files;
    if (file === undefined) return;
    const subjects = changeSet.commits.map(({ subject }) => subject).filter((subject) => !AUTOMATIC.test(subject));
    for (const { pattern, message } of policy.commits) {
      const form = createPattern(pattern);
      const wrong = subjects.filter((subject) => form.find(subject) === null);
      if (wrong.length === 0) continue;
      const named = wrong
        .slice(0, 5)
        .map((subject) => `“${subject.slice(0, 100)}”`)
        .join(', ');
      context.report({
        rule: 'commit-form',
        ...wholeFile(file),
        title: `${wrong.length === 1 ? 'The subject of a commit has' : `The subjects of ${wrong.length} commits have`} another form than this repository asks for`,
        explanation: `${message} ${named}${wrong.length > 5 ? ' and more' : ''}.`,
        failureScenario: {
          description: 'The commits are merged as they are.',
          expected: `each subject has \`${pattern.slice(0, 200)}\` (\`policy.commits\`)`,
          actual: `${wrong.length} of ${subjects.length} have not`,
        },
      });
    }
  },
};
