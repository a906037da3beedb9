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
        .map(({ name, line }) => ({ path, line, name }));
    });
    await reportRemovals(context, removals, WORDS);
  },
};

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
