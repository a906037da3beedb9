import { withoutNoise } from '../../changed-code/without-noise.ts';
import { readFileFacts, type Wanted } from '../../changed-code/callers/read-file-facts.ts';
import type { FileFacts } from '../../changed-code/callers/facts.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { type Announcement, readAnnouncement } from '../announcement.ts';
import { quoteLine } from '../quote.ts';
import { changedDeclarations } from '../signatures/changed-declarations.ts';
import { type IsOffered, Offered } from '../signatures/offered.ts';
import { type FileBreak, toldTogether } from '../told-together.ts';

/** So many files of one change are compared. */
const MOST_FILES = 50;
/** Where neither version nor changelog could have announced it. */
const UNRELEASED_CONFIDENCE = 500;

/** Finds what a package offers that takes less, asks for more or is gone, where nothing announces it: one finding a change. */
export const changedSignatures: Check = {
  id: 'changed-signatures',
  comparesSides: true,
  async run(context) {
    const code = withoutNoise(context.changeSet.files).filter(
      ({ status, newPath }) => status !== 'D' && /\.(?:py|[cm]?tsx?)$/.test(newPath),
    );
    if (code.every(({ status }) => status === 'A')) return;
    const tree = await context.list('new');
    if (tree === null) return context.unavailable({ reason: 'what is public can only be told with the whole tree' });
    const offered = new Offered(context, tree);
    const files: Compared[] = [];
    for (const file of code.filter(({ status }) => status !== 'A').slice(0, MOST_FILES)) {
      const isOffered = await offered.of(file.newPath);
      if (isOffered !== null) files.push({ file, isOffered });
    }
    if (files.length === 0) return;
    const facts = await readFileFacts(
      context,
      files.flatMap(({ file: { oldPath, newPath } }): Wanted[] => [
        { path: oldPath, side: 'old' },
        { path: newPath, side: 'new' },
      ]),
    );
    const broken: Broken[] = [];
    for (const [at, one] of files.entries()) {
      const [before, after] = [facts[at * 2], facts[at * 2 + 1]];
      if (before && after && !after.open) broken.push(...(await brokenIn(context, one, { before, after })));
    }
    await report(context, broken);
  },
};

interface Compared {
  readonly file: CheckContext['changeSet']['files'][number];
  readonly isOffered: NonNullable<IsOffered>;
}

interface Broken extends FileBreak {
  readonly path: string;
  readonly text: string;
  readonly announcement: Announcement;
}

interface Sides {
  readonly before: FileFacts;
  readonly after: FileFacts;
}

async function brokenIn(
  context: CheckContext,
  { file, isOffered }: Compared,
  { before, after }: Sides,
): Promise<Broken[]> {
  const changed = [...context.changedLines(file, 'old')].toSorted((a, b) => a - b);
  const all = changedDeclarations({ before, after }).flatMap(({ old, name, what }) => {
    const line = before.text.slice(0, old.node.start).split('\n').length;
    const last = line + old.node.text.split('\n').length;
    const at = changed.find((one) => one >= line && one <= last);
    return at === undefined || !isOffered(old, before) ? [] : [{ old, name, what, line: at }];
  });
  if (all.length === 0) return [];
  const announcement = await readAnnouncement(context, file.oldPath);
  return all
    .filter(({ old }) => !announcement.covers([old.name, old.owner ?? old.name]))
    .map(({ name, what, line }) => ({ name, what, line, path: file.oldPath, text: before.text, announcement }));
}

async function report(context: CheckContext, broken: readonly Broken[]): Promise<void> {
  const [first] = broken;
  if (first === undefined) return;
  const { name, what, line, path, text, announcement } = first;
  const { more, others } = toldTogether(broken);
  context.report({
    rule: 'changed-signature',
    ...quoteLine({ path, side: 'old', text }, line),
    title: `Public ${name} ${what}${more} without a breaking release`,
    explanation: `${name} of \`${path}\` ${what}. Calls that were right fail after an upgrade that promised none, and nothing tells those who make them: ${announcement.silence}. Go on taking the old form until the next major version, or announce the change.${others}`,
    failureScenario: {
      description: `A dependent uses ${name} as it could until now and takes the next compatible release.`,
      expected: 'it still works, as its version range promises',
      actual: path.endsWith('.py') ? 'a TypeError, or a value that means something else' : 'it does not compile',
    },
    ...(announcement.released ? {} : { confidence: UNRELEASED_CONFIDENCE }),
  });
}
