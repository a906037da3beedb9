import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check } from '../../reviewer.ts';
import { compileGlobs } from '../../../schemas/path-globs.ts';

/** Paths that no change may touch; what the noise filter left out counts too. */
export const forbiddenPaths: Check = {
  id: 'forbidden-paths',
  async run(context) {
    const { changeSet, policy } = context;
    if (policy.forbiddenPaths.length === 0) return;
    const globs = policy.forbiddenPaths.map((glob) => ({ glob, covers: compileGlobs([glob]) }));
    for (const file of [...changeSet.files, ...changeSet.filtered]) {
      const removed = file.status === 'D';
      const paths = new Set([file.newPath, ...(file.status === 'R' ? [file.oldPath] : [])]);
      const hit = globs.find(({ covers }) => [...paths].some((path) => covers(path)));
      if (hit === undefined) continue;
      context.report({
        rule: 'forbidden-path',
        location: {
          path: removed ? file.oldPath : file.newPath,
          side: removed ? 'old' : 'new',
          startLine: null,
          endLine: null,
        },
        evidence: null,
        title: 'The change touches a path that it may not touch',
        explanation: `The configuration of this repository closes \`${hit.glob}\` to changes (\`policy.forbiddenPaths\`). Take the file out of the change, or have the rule changed first.`,
        failureScenario: {
          description: `The change is merged with \`${file.newPath}\` in it.`,
          expected: `nothing under \`${hit.glob}\` changes`,
          actual: 'the file is changed against the written rule',
        },
      });
    }
  },
};

/** A change with more lines than the repository wants to review at once. */
export const sizeLimit: Check = {
  id: 'size-limit',
  async run(context) {
    const { changeSet, policy } = context;
    const most = policy.maxChangedLines;
    if (most === null) return;
    const sizes = withoutNoise(changeSet.files).map((file) => ({
      file,
      lines: (file.added ?? 0) + (file.deleted ?? 0),
    }));
    const total = sizes.reduce((sum, { lines }) => sum + lines, 0);
    const [largest] = sizes.toSorted((one, other) => other.lines - one.lines);
    if (total <= most || largest === undefined) return;
    const { file } = largest;
    const removed = file.status === 'D';
    context.report({
      rule: 'change-too-large',
      location: {
        path: removed ? file.oldPath : file.newPath,
        side: removed ? 'old' : 'new',
        startLine: null,
        endLine: null,
      },
      evidence: null,
      title: `The change has ${total} lines, the limit is ${most}`,
      explanation: `The configuration of this repository allows ${most} added and removed lines in one change (\`policy.maxChangedLines\`), lockfiles and generated files not counted. The largest part is \`${file.newPath}\` with ${largest.lines}. Split the change.`,
      failureScenario: {
        description: `Someone reviews all ${total} lines at once.`,
        expected: `at most ${most} lines, which the repository found reviewable`,
        actual: `${total - most} lines more`,
      },
    });
  },
};
