import type { Check, CheckContext } from '../../reviewer.ts';
import { type DeclaredFlag, declaredFlags, stillKnows } from '../flags/declared-flags.ts';
import { FLAG_RULES } from '../flags/flag-rules.ts';
import { isInternal } from '../paths.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { reportRemovals, type RemovalWords } from '../report-removals.ts';

const SOURCE = /\.([mc]?[jt]sx?|py|go|rs)$/;
const MAY_DECLARE = /\boption|Option\(|\bparseArgs\b|add_argument|\bp?flags?\b|\bcobra\b|\blong\b/i;

const WORDS: RemovalWords = {
  rule: 'removed-cli-flag',
  noun: 'CLI flag',
  user: (name) => `runs the program with \`${name}\` in a script or a pipeline`,
  expected: 'it runs as before',
  actual: 'it stops with a usage error such as "unknown option"',
};

/** Finds command line flags that the change takes away without announcing a breaking release. */
export const removedFlags: Check = {
  id: 'removed-flags',
  comparesSides: true,
  async run(context) {
    const files = await readSides(context, (path) => SOURCE.test(path) && !isInternal(path));
    if (!files.some(({ old }) => MAY_DECLARE.test(old))) return;
    const before = await flagsOf(context, files, 'old');
    const now = await flagsOf(context, files, 'new');
    // A file that could not be analysed may declare anything, so that nothing is known to be gone.
    if (now.size < files.filter(({ new: text }) => MAY_DECLARE.test(text)).length) return;
    const after = new Set([...now.values()].flat().map(({ name }) => name));
    const removals = files.flatMap((sides) => {
      const removed = context.changedLines(sides.file, 'old');
      const path = sides.file.oldPath;
      return (before.get(path) ?? [])
        .filter(({ name, line }) => removed.has(line) && !after.has(name))
        .filter(({ name }) => !files.some((one) => stillKnows(one.new, name)))
        .filter((one) => !wasAnnounced(sides.old, one))
        .map(({ name, line }) => ({ path, line, name }));
    });
    await reportRemovals(context, removals, WORDS);
  },
};

/** Lines that a declaration has: what it says of itself stands there. */
const MOST_LINES = 4;

/** Whether the flag said before that it would go: in its own words, or by what the library calls it. */
function wasAnnounced(text: string, { name, line }: DeclaredFlag): boolean {
  const own = text.split('\n').slice(line - 1, line - 1 + MOST_LINES);
  const declared = own.slice(0, Math.max(1, own.findIndex((one) => /\)[;,]?\s*$/.test(one)) + 1)).join(' ');
  return (
    /\bdeprecat|\bobsolete\b|\bwill be removed\b/i.test(declared) ||
    text.includes(`MarkDeprecated("${name.replace(/^-+/, '')}"`)
  );
}

async function flagsOf(
  context: CheckContext,
  files: readonly FileSides[],
  side: 'old' | 'new',
): Promise<ReadonlyMap<string, readonly DeclaredFlag[]>> {
  const sources = files
    .map((sides) => ({ path: side === 'old' ? sides.file.oldPath : sides.file.newPath, text: sides[side] }))
    .filter(({ text }) => MAY_DECLARE.test(text));
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const results = await context.analyse('ast-grep', sources, FLAG_RULES);
  return new Map(
    results.flatMap((result): [string, readonly DeclaredFlag[]][] =>
      result.kind === 'ok' ? [[result.path, declaredFlags(texts.get(result.path) ?? '', result.matches)]] : [],
    ),
  );
}
