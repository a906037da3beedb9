import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { isDocumentName } from '../document-name.ts';
import type { ChangedFile, FilteredFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Judges, Report } from '../../reviewer.ts';
import type { SideJudgement, SideHazard, UnreadPart } from './judgement.ts';

/** Kinds of files, and who judges one side of one. */
export interface JudgedSides {
  readonly id: string;
  /** What it is known to find; absent as long as nobody has measured it. */
  readonly judges?: readonly Judges[];
  /** Whether a changed file is one of these: its kind may be known by its contents alone. */
  readonly isMine: (file: ChangedFile | FilteredFile) => boolean;
  /** Where the path decides whether a tool obeys the file: whether this one is obeyed. A file that comes from elsewhere is new as a whole. */
  readonly isObeyed?: (path: string) => boolean;
  /** Null where a tool could not look at the text, which is a gap already. */
  readonly judge: (
    text: string,
    path: string,
    context: CheckContext,
  ) => SideJudgement | null | Promise<SideJudgement | null>;
  /** Makes one of what is told of a file. */
  readonly together?: (hazards: readonly SideHazard[]) => readonly SideHazard[];
  /** What the change took away: guards that stood at the base and are gone. */
  readonly lost?: (base: string, head: string) => readonly SideHazard[];
  /** Whether other files of the base do the same as a hazard, shown by its line, so that nobody need be told. */
  readonly isUsual?: (context: CheckContext, hazard: SideHazard, line: string) => Promise<boolean>;
  /** Whether a hazard is held back: right or not, nobody of this repository would say it. */
  readonly isFolded?: (context: CheckContext, hazard: SideHazard, path: string) => Promise<boolean>;
  /** Whether a part that nobody could read leaves the file unjudged also when it goes. */
  readonly countsWhatGoes?: boolean;
  /** Where files of this kind are longer than anybody writes, and read in time all the same. */
  readonly mostCharacters?: number;
}

/** Below what is shown openly. */
const FOLDED = 200;
const NOTHING: SideJudgement = { hazards: [], unread: [] };
/** Machine-made, and nobody's judged. */
const MOST_CHARACTERS = 1024 * 1024;

/** Makes a check that judges both sides of each changed file of a kind and tells what only the head has. */
export function sidesCheck(judged: JudgedSides): Check {
  return {
    id: judged.id,
    comparesSides: true,
    ...(judged.judges && { judges: judged.judges.map((one) => ({ ...one, whereKnown: true as const })) }),
    looksAt: judged.isMine,
    async run(context) {
      const { files, filtered } = context.changeSet;
      for (const file of [...files, ...filtered]) {
        if (!judged.isMine(file)) continue;
        // What is gone runs nothing.
        if (file.status === 'D') context.looked(file.newPath);
        else if (!file.binary) await look(context, file, judged);
      }
    },
  };
}

async function look(
  context: CheckContext,
  file: ChangedFile | FilteredFile,
  {
    judge,
    isObeyed = () => true,
    lost = () => [],
    isUsual,
    isFolded,
    countsWhatGoes = false,
    mostCharacters = MOST_CHARACTERS,
    together = (hazards) => hazards,
  }: JudgedSides,
): Promise<void> {
  const path = file.newPath;
  const skip = (reason: string): void => context.unjudged(path, reason);
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return skip(content.reason);
  if (content.text.length > mostCharacters) return skip('is too long to be judged');
  const old = await baseOf(context, file, isObeyed);
  if (old === null) return skip('cannot be compared with what it was before');
  const head = await judge(content.text, path, context);
  const base = old === '' || old.length > mostCharacters ? NOTHING : await judge(old, file.oldPath, context);
  if (head === null || base === null) return skip('could not be read');
  const lines = content.text.split('\n');
  const added = 'hunks' in file ? context.changedLines(file, 'new') : new Set<number>();
  const taken = old === '' ? [] : lost(old, content.text);
  const gone = base.unread.length === 0 ? taken : [];
  for (const hazard of together([...without(head.hazards, base.hazards, keyOf), ...gone])) {
    const report = reportOf(hazard, { path, lines, added });
    if ((await isUsual?.(context, hazard, report.evidence ?? '')) === true) continue;
    const folded = (await isFolded?.(context, hazard, path)) === true;
    context.report(folded ? { ...report, confidence: FOLDED } : report);
  }
  const identityOf = ({ identity }: UnreadPart): string => identity;
  const [unread] = [
    ...without(head.unread, base.unread, identityOf),
    ...(countsWhatGoes ? without(base.unread, head.unread, identityOf) : []),
  ];
  if (unread !== undefined) skip(unread.reason);
  // What was read in part alone may have had the guard elsewhere: not told, and not passed over.
  else if (gone.length < taken.length) skip('lost something that guards, beside what no rule knows');
}

/** The text at the base, empty where nothing obeyed it there; null where it cannot be read. */
async function baseOf(
  context: CheckContext,
  { status, oldPath, newPath }: ChangedFile | FilteredFile,
  isObeyed: (path: string) => boolean,
): Promise<string | null> {
  const comes =
    !isObeyed(oldPath) ||
    (isDocumentName(oldPath) && !isDocumentName(newPath)) ||
    (isSampleCode(oldPath) && !isSampleCode(newPath));
  if (status === 'A' || comes) return '';
  const old = await context.read(oldPath, 'old');
  if (old.kind === 'text') return old.text;
  return old.why === 'missing' ? '' : null;
}

function keyOf({
  rule,
  identity,
  severity = '',
}: Omit<SideHazard, 'severity'> & { readonly severity?: string }): string {
  return `${rule}\n${severity}\n${identity}`;
}

/** The first list without what stands in the second, one for one. */
function without<T>(now: readonly T[], before: readonly T[], key: (one: T) => string): T[] {
  const left = new Map<string, number>();
  for (const one of before) left.set(key(one), (left.get(key(one)) ?? 0) + 1);
  return now.filter((one) => {
    const count = left.get(key(one)) ?? 0;
    left.set(key(one), count - 1);
    return count <= 0;
  });
}

function reportOf(
  hazard: SideHazard,
  {
    path,
    lines,
    added,
  }: { readonly path: string; readonly lines: readonly string[]; readonly added: ReadonlySet<number> },
): Report {
  const { rule, title, explanation, failureScenario } = hazard;
  const line = hazard.lines.find((one) => added.has(one)) ?? hazard.lines[0] ?? 1;
  const text = lines[line - 1]?.trim() ?? '';
  return {
    rule,
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence: text === '' ? null : text,
    title,
    explanation,
    failureScenario,
    ...(hazard.severity !== undefined && { severity: hazard.severity }),
    ...(hazard.confidence !== undefined && { confidence: hazard.confidence }),
  };
}
