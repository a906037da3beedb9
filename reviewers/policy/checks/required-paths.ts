import { compileGlobs } from '../../../schemas/path-globs.ts';
import type { Check } from '../../reviewer.ts';
import { wholeFile } from '../whole-file.ts';

/** Places that change together: code and its changelog, a schema and its migration. */
export const requiredPaths: Check = {
  id: 'required-paths',
  async run(context) {
    const { changeSet, policy } = context;
    const files = [...changeSet.files, ...changeSet.filtered];
    const paths = files.flatMap(({ oldPath, newPath }) => [oldPath, newPath]);
    for (const { when, needs, message } of policy.required) {
      const asks = compileGlobs(when);
      const first = files.find(({ oldPath, newPath }) => asks(newPath) || asks(oldPath));
      if (first === undefined || paths.some(compileGlobs(needs))) continue;
      const wanted = needs.map((glob) => `\`${glob}\``).join(', ');
      context.report({
        rule: 'missing-required-path',
        ...wholeFile(first),
        title: 'What has to change together does not',
        explanation: `${message} The configuration of this repository asks for a change of ${wanted} beside this one (\`policy.required\`).`,
        failureScenario: {
          description: `The change is merged with \`${first.newPath}\` in it.`,
          expected: `a file of ${wanted} changes, too`,
          actual: 'none does',
        },
      });
    }
  },
};
