import { languageOf } from '../../changed-code/plain/languages.ts';
import { syntaxRoot } from '../../changed-code/syntax-root.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { GUARD_WORDS } from '../guards/guard-words.ts';
import { type GoneGuard, goneGuards } from '../guards/gone-guards.ts';
import { broughtIn, mayBeMeant, saysItGoes } from '../guards/is-meant.ts';
import { type FunctionPair, pairFunctions, guardedSideOf } from '../guards/pair-functions.ts';
import { filesWithChangedLines, isFixture, isTest } from '../paths.ts';

const SCRIPT = /(?<!\.d)\.[cm]?[jt]sx?$/i;
const PYTHON = /\.py$/i;
/** Words of which a line that goes has one where a guard goes. */
const HINT =
  /\b(?:if|unless|elif|try|begin|and|lock|synchronized|with|AND|defer)\b|&&|[Ll]ock|scape|uote|anitiz|ormaliz|eplace|gsub|strip_tags|html|purif|redact|realpath|(?:validate|check|verify|assert|ensure|require|auth|close|release|dispose|clear|remove|unsubscribe|cancel|rollback|deny)\w{0,30}[(!?]|\.(?:and\w{0,10}|filter_by|exclude|permit)\(/i;
/** A change that does more than this means what it takes away. */
const MOST_FILES = 12;
const MOST_LINES = 400;
/** Lines that come in a function beside what stays of it: with more, it is another function. */
const MOST_BROUGHT = 12;
/** Where more goes in the same way, it goes on purpose. */
const MOST_TOLD = 8;
const MOST_CHARACTERS = 600_000;

/** Says where a guard goes while the code that it guarded stays, and nothing that comes asks the same. */
export const guardsGone: Check = {
  id: 'guards-gone',
  comparesSides: true,
  async run(context) {
    const { changeSet } = context;
    const changed = filesWithChangedLines(changeSet.files);
    const size = changed.reduce((sum, { added, deleted }) => sum + (added ?? 0) + (deleted ?? 0), 0);
    if (changed.length > MOST_FILES || size > MOST_LINES || saysItGoes(changeSet.title)) return;
    const brought = changed.flatMap(broughtIn);
    const reports: Report[] = [];
    for (const file of changed.filter(isLookedAt)) {
      const pairs = await pairsOf(context, file);
      if (pairs !== null) reports.push(...told(context, file, pairs, brought));
    }
    if (reports.length <= MOST_TOLD) for (const report of reports) context.report(report);
  },
};

function isLookedAt({ status, newPath, hunks }: ChangedFile): boolean {
  const isCode = languageOf(newPath) !== null || SCRIPT.test(newPath) || PYTHON.test(newPath);
  const goes = hunks.some(({ lines }) => lines.some(({ kind, text }) => kind === 'deleted' && HINT.test(text)));
  return /^[MR]$/.test(status) && isCode && goes && !isTest(newPath) && !isFixture(newPath) && !isSampleCode(newPath);
}

interface Looked {
  readonly old: ReturnType<typeof guardedSideOf>;
  readonly pairs: readonly FunctionPair[];
  readonly lines: readonly string[];
  readonly text: string;
}

async function pairsOf(context: CheckContext, file: ChangedFile): Promise<Looked | null> {
  const [old, now] = [await context.read(file.oldPath, 'old'), await context.read(file.newPath, 'new')];
  if (old.kind === 'absent' || now.kind === 'absent') return null;
  if (Math.max(old.text.length, now.text.length) > MOST_CHARACTERS) return null;
  const [before, after] = [
    await syntaxRoot(context, file.oldPath, old.text),
    await syntaxRoot(context, file.newPath, now.text),
  ];
  if (before === null || after === null) return null;
  const side = guardedSideOf(before, old.text, file.oldPath);
  const pairs = pairFunctions(side, guardedSideOf(after, now.text, file.newPath));
  return { old: side, pairs, lines: old.text.split('\n'), text: old.text };
}

/** One a function: the first, for a function that lost one guard lost the others with it. */
function told(
  context: CheckContext,
  file: ChangedFile,
  { old, pairs, lines, text }: Looked,
  brought: readonly string[],
): Report[] {
  const gone = context.changedLines(file, 'old');
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const own = broughtIn(file);
  const seen = new Set<string>();
  return pairs.flatMap((pair): Report[] => {
    const here = own.filter((line) => pair.after.includes(line) && !pair.before.includes(line));
    if (here.length > MOST_BROUGHT) return [];
    for (const guard of goneGuards(pair, old)) {
      const first = lineAt(guard.node.start);
      const lost = Array.from({ length: lineAt(guard.node.end) - first + 1 }, (_, index) => first + index);
      const line = lost.find((one) => gone.has(one));
      const key = `${guard.shape} ${line}`;
      // A line that only lost the guard still has the guard's other words.
      if (line === undefined || seen.has(key) || mayBeMeant(guard, brought, here)) continue;
      seen.add(key);
      return [reportOf(guard, pair, file, line, lines[line - 1] ?? '')];
    }
    return [];
  });
}

function reportOf(
  { shape, node }: GoneGuard,
  { name }: FunctionPair,
  file: ChangedFile,
  line: number,
  text: string,
): Report {
  const { title, why, scenario } = GUARD_WORDS[shape];
  const quoted = node.text.replace(/\s+/g, ' ').replaceAll('`', "'").slice(0, 120);
  return {
    rule: 'guard-taken-away',
    location: { path: file.oldPath, side: 'old', startLine: line, endLine: line },
    evidence: text.replace(/\r$/, ''),
    title,
    explanation: `\`${quoted}\` stood in \`${name.replaceAll('`', "'").slice(0, 80)}\`. ${why} Say in the change what makes it needless, or put it back.`,
    failureScenario: { description: scenario },
  };
}
