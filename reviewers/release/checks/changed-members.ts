import type { Check, CheckContext } from '../../reviewer.ts';
import { type Announcement, readAnnouncement } from '../announcement.ts';
import { saysInMessages } from '../messages.ts';
import { isInternal } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { type ChangedMember, changedMembers, type MemberRules } from '../signatures/members/changed-members.ts';
import { isPacked } from '../signatures/members/csharp-package.ts';
import { csharpRules } from '../signatures/members/csharp-rules.ts';
import { declares } from '../signatures/members/declares.ts';
import type { Member } from '../signatures/members/member.ts';
import { readMembers } from '../signatures/members/read-members.ts';
import { rustRules } from '../signatures/members/rust-rules.ts';
import { rustReached } from '../signatures/members/rust-surface.ts';
import { type FileBreak, toldTogether } from '../told-together.ts';

/** So many files of one change are compared. */
const MOST_FILES = 50;
/**
 * Of 18 findings in 1,300 commits of six libraries of C# most were of branches on which a major version grew, while the version stayed: folded, until a
 * repository's own outcomes lift it.
 */
const FOLDED = { severity: 'suggestion', confidence: 200 } as const;

/** Finds what a library of C# or Rust offers that takes less, asks for more or is gone, where nothing announces it: one finding a change. */
export const changedMembersCheck: Check = {
  id: 'changed-members',
  comparesSides: true,
  async run(context) {
    const all = await readSides(context, (path) => /\.(?:cs|rs)$/.test(path) && !isInternal(path));
    const tree = await context.list('old');
    if (tree === null) return;
    const paths = new Set(tree);
    const files: Offered[] = [];
    for (const sides of all.filter(({ file }) => file.status !== 'A').slice(0, MOST_FILES)) {
      const announcement = await readAnnouncement(context, sides.file.oldPath);
      // Before a first stable version, and while a major one is prepared, things may break one after another.
      if (!/^[1-9]\d*\.(?!0(?:\.0)?$)[\d.]+$/.test(announcement.version ?? '')) continue;
      const isOffered = await offeredOf(context, sides.file.oldPath, { tree, paths });
      if (isOffered !== null) files.push({ ...sides, announcement, isOffered });
    }
    const texts = files.map(({ file, old, new: now }) => ({ path: file.newPath, old, new: now }));
    const members = await readMembers(context, texts);
    const broken = files.flatMap((one, at) => {
      const pair = members[at];
      if (!pair) return [];
      const appears = (member: Member): boolean => declares(all, member);
      return told(context, one, changedMembers(pair, rulesOf(one.file.newPath), appears));
    });
    report(context, broken);
  },
};

type IsOffered = (member: Member) => boolean;

interface Offered extends FileSides {
  readonly announcement: Announcement;
  readonly isOffered: IsOffered;
}

interface Broken extends FileBreak {
  readonly path: string;
  readonly text: string;
  readonly side: 'old' | 'new';
  readonly silence: string;
}

const rulesOf = (path: string): MemberRules => (path.endsWith('.rs') ? rustRules : csharpRules);

async function offeredOf(
  context: CheckContext,
  path: string,
  { tree, paths }: { readonly tree: readonly string[]; readonly paths: ReadonlySet<string> },
): Promise<IsOffered | null> {
  if (path.endsWith('.cs')) return (await isPacked(context, path, tree)) ? () => true : null;
  const reached = await rustReached(context, path, paths);
  return reached === null ? null : ({ key }) => reached.all || reached.names.has(key.split('::', 1)[0] ?? '');
}

function told(context: CheckContext, one: Offered, changes: readonly ChangedMember[]): Broken[] {
  const { file, announcement, isOffered } = one;
  return changes.flatMap(({ member, what, side }) => {
    const text = side === 'old' ? one.old : one.new;
    const { node, name, bare, from } = member;
    const first = text.slice(0, from).split('\n').length;
    const last = text.slice(0, node.end).split('\n').length;
    const changed = [...context.changedLines(file, side)].toSorted((a, b) => a - b);
    const line = changed.find((at) => at >= first && at <= last);
    if (line === undefined || !isOffered(member) || announcement.covers([bare])) return [];
    // A change that says what it does to whom is the author's decision.
    const names = [bare, member.owner?.split(/[.:`]+/, 1)[0] ?? '', 'breaking', 'breaks'];
    if (
      saysInMessages(
        context.changeSet,
        names.filter((one) => one.length > 3),
      )
    )
      return [];
    const path = side === 'old' ? file.oldPath : file.newPath;
    return [{ name: `\`${name}\``, what, line, path, text, side, silence: announcement.silence }];
  });
}

function report(context: CheckContext, broken: readonly Broken[]): void {
  const [first] = broken;
  if (first === undefined) return;
  const { name, what, line, path, text, side, silence } = first;
  const { more, others } = toldTogether(broken);
  context.report({
    rule: 'changed-signature',
    ...quoteLine({ path, side, text }, line),
    title: `Public ${name} ${what}${more} without a breaking release`,
    explanation: `${name} of \`${path}\` ${what}. Code that was right does not compile after an upgrade that promised none, and nothing tells those who wrote it: ${silence}. Keep the old form beside the new one until the next major version, or announce the change.${others}`,
    failureScenario: {
      description: `A dependent uses ${name} as it could until now and takes the next compatible release.`,
      expected: 'it still compiles, as its version range promises',
      actual: 'it does not compile',
    },
    ...(path.endsWith('.cs') && FOLDED),
  });
}
