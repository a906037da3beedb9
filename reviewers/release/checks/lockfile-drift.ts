import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { changedDependencies } from '../lockfiles/changed-dependencies.ts';
import { ECOSYSTEMS } from '../lockfiles/ecosystems.ts';
import { findLockfile, type FoundLockfile } from '../lockfiles/find-lockfile.ts';
import type { Drift, Ecosystem } from '../lockfiles/lockfile.ts';
import { FOREIGN, withoutSiblings } from '../lockfiles/without-siblings.ts';
import { fileNameOf, folderOf } from '../paths.ts';
import { lineWith, quoteLine } from '../quote.ts';
import { parseOrGap, readText } from '../read-text.ts';

/** Finds dependencies that a change declares, and that the lockfile at head does not answer. */
export const lockfileDrift: Check = {
  id: 'lockfile-drift',
  comparesSides: true,
  async run(context) {
    const manifests = withoutNoise(context.changeSet.files).flatMap((file) => {
      const ecosystem = ECOSYSTEMS.find((one) => one.manifest === fileNameOf(file.newPath));
      return ecosystem === undefined || file.status === 'D' || FOREIGN.test(file.newPath) ? [] : [{ file, ecosystem }];
    });
    if (manifests.length === 0) return;
    const paths = await context.list('new');
    if (paths === null) {
      context.unavailable({ reason: 'the lockfile is not part of this kind of change set' });
      return;
    }
    const tree = new Set(paths);
    for (const manifest of manifests) await checkManifest({ context, paths: tree, ...manifest });
  },
};

interface ChangedManifest {
  readonly context: CheckContext;
  readonly file: ChangedFile;
  readonly ecosystem: Ecosystem;
  readonly paths: ReadonlySet<string>;
}

async function checkManifest({ context, file, ecosystem, paths }: ChangedManifest): Promise<void> {
  const path = file.newPath;
  const after = await readText(context, path, 'new');
  if (after === null) return;
  const before = file.status === 'A' ? null : await readText(context, file.oldPath, 'old');
  const changed = parseOrGap(context, path, () =>
    changedDependencies(before === null ? [] : ecosystem.dependencies(before), ecosystem.dependencies(after)),
  );
  if (changed === null || changed.wanted.length + changed.removed.length === 0) return;
  const about = { manifest: after, ...changed };
  const found = await findLockfile({ context, ecosystem, paths, folder: folderOf(path), about });
  if (found === null) return;
  const drift = parseOrGap(context, found.path, () => found.lockfile.drift(found.text, found.question));
  const foreign = await withoutSiblings({ context, ecosystem, paths, drift: drift ?? [] });
  if (foreign.length > 0) reportDrift({ context, file, found, drift: foreign, before, after });
}

interface DriftReport {
  readonly context: CheckContext;
  readonly file: ChangedFile;
  readonly found: FoundLockfile;
  readonly drift: readonly Drift[];
  readonly before: string | null;
  readonly after: string;
}

/** One manifest that was not followed by its lockfile is one mistake, however many lines it has. */
function reportDrift({ context, file, found, drift, before, after }: DriftReport): void {
  const { lockfile, path, question } = found;
  const [first] = drift;
  if (first === undefined) return;
  const gone = question.removed.some(({ name }) => name === first.name);
  const text = gone
    ? { path: file.oldPath, side: 'old' as const, text: before ?? '' }
    : { path: file.newPath, side: 'new' as const, text: after };
  const line = lineWith(text.text, first.name, context.changedLines(file, text.side));
  const what = `${drift.length === 1 ? first.name : `${drift.length} dependencies`}`;
  context.report({
    rule: 'lockfile-drift',
    ...quoteLine(text, line),
    title: `${path} does not follow the change to ${what} in ${file.newPath}`,
    explanation: [
      `The change edits the dependencies in ${file.newPath}, but ${path} at head ${question.touched ? 'does not match them' : 'is the old one'}:`,
      ...drift.map(({ name, problem }) => `- ${name} ${problem}`),
      // A paragraph of its own: a list that does not end takes it in.
      '',
      'Whoever installs by the lockfile (continuous integration, deployments, new contributors) is refused, or gets other versions than those that were tested.',
    ].join('\n'),
    failureScenario: {
      description: `In a clean clone of the head, run the locked install${question.directory === '' ? '' : ` of the workspace that holds ${question.directory}`}.`,
      command: lockfile.command,
      expected: 'the declared dependencies are installed',
      actual: lockfile.refusal,
    },
  });
}
