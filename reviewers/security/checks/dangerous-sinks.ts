import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { newSidePieces } from '../../changed-code/new-side.ts';
import { syntaxOf, type Syntax } from '../../changed-code/syntax-node.ts';
import { asksSyntax, isLoose, sinkRules, SYNTAX_RULE } from '../rules/all.ts';
import { PLAIN_FAMILIES } from '../rules/plain-families.ts';
import { languageOf } from '../../changed-code/plain/languages.ts';
import { type PlainSyntax, plainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { calledByName, NAMES_WHAT_IT_CALLS } from '../values/plain/called-by-name.ts';
import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import { hitsOf } from '../hits.ts';
import { hitsBroughtAbout } from '../brought-about.ts';
import { nearChanges, type ChangedPiece, type Hit } from '../value-hits.ts';
import { isAside } from '../../changed-code/aside.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { oneAFunction } from '../../changed-code/one-a-function.ts';
import { ANYWHERE, reportsOf } from '../sink-reports.ts';
import { tellPythonHazards } from './python-hazards.ts';

const SCRIPT_OR_PYTHON = /\.(?:[cm]?[jt]sx?|pyi?)$/i;
const isAnalysed = (path: string): boolean => SCRIPT_OR_PYTHON.test(path) || languageOf(path) !== null;

/** Code that hands a value to something dangerous, by its syntax. */
export const dangerousSinks: Check = {
  id: 'dangerous-sinks',
  judges: [
    {
      kinds: ['javascript', 'typescript', 'tsx', 'python', ...PLAIN_FAMILIES.map(({ kind }) => kind)],
      families: ['injection'],
    },
  ],
  goesByEnding: true,
  looksAt: ({ newPath }) => isAnalysed(newPath),
  async run(context) {
    // What is gone opens nothing; what it guarded and is still there is seen where it was taken out.
    for (const file of context.changeSet.files) {
      if (!isAnalysed(file.newPath)) continue;
      if (file.status === 'D') context.looked(file.newPath);
    }
    const told = new Set<string>();
    const reports: Report[] = [];
    const pieces = await changedPieces(context);
    const [plain, others] = [true, false].map((wanted) =>
      pieces.filter(({ file }) => (languageOf(file.newPath) !== null) === wanted),
    );
    for (const one of plain ?? []) {
      const { file, piece } = one;
      const near = nearChanges(one);
      if (!asksSyntax(file.newPath, piece.text, near) && !NAMES_WHAT_IT_CALLS.test(near)) continue;
      const syntax = await plainSyntax(context, file.newPath, piece.text);
      if (syntax === null) continue;
      for (const root of [syntax.root, ...syntax.others]) {
        await tell(context, one, { matches: [], root, told, reports });
        const line = lineCalledByName(one, { ...syntax, root });
        if (line !== null && !isSampleCode(file.newPath)) context.unjudged(file.newPath, `${BY_NAME} in line ${line}`);
      }
    }
    for (const batch of batches(others ?? [])) {
      const sources = batch.pieces.map(({ file, piece }) => ({ path: file.newPath, text: piece.text }));
      const results = await context.analyse('ast-grep', sources, { rules: batch.rules });
      for (const [index, piece] of batch.pieces.entries()) {
        const result = results[index];
        if (result?.kind !== 'ok') continue;
        const tree = result.matches.find(({ rule }) => rule === SYNTAX_RULE)?.syntax;
        const root = tree === undefined ? null : syntaxOf(tree, piece.piece.text);
        await tell(context, piece, { matches: result.matches, root, told, reports });
        // A file that is too large for its syntax to be handed over was not followed at all.
        if (root === null && batch.rules.some(({ id }) => id === SYNTAX_RULE))
          context.unjudged(piece.file.newPath, 'it is too large for its syntax to be followed');
      }
    }
    await tellPythonHazards(context, others ?? [], reports);
    for (const file of context.changeSet.files) {
      if (isAnalysed(file.newPath) && file.status !== 'D') await lookAtUntouchedLines(context, file, told);
    }
  },
};

/** What a parser made of a piece, and what was told so far. */
interface Seen {
  readonly matches: readonly AnalyserMatch[];
  readonly root: Syntax | null;
  readonly told: Set<string>;
  readonly reports: Report[];
}

/** Reports what is in a piece, and says of which files silence says nothing. */
async function tell(context: CheckContext, one: ChangedPiece, { matches, root, told, reports }: Seen): Promise<void> {
  const { file, piece } = one;
  // Another way through the conditions of a file shows most of it again.
  const hits = hitsOf(one, matches, root).filter((hit) => root === null || !told.has(placeOf(file, hit)));
  for (const hit of hits) told.add(placeOf(file, hit));
  for (const hit of hits) told.add(valueOf(file, hit));
  const aside = hits.length > 0 && (await isAside(context, file));
  const kept = aside ? hits.filter(isToldAside) : hits;
  const found = reportsOf(kept, one, aside);
  reports.push(...found);
  for (const report of oneAFunction(found, piece.whole ? piece.text : '')) context.report(report);
  if (aside && isDoubtful(file, kept)) context.unjudged(file.newPath, ASIDE);
  if (root !== null && isLoose(file.newPath, root, (node) => touches(one, node)))
    context.unjudged(file.newPath, HANDED_ON);
}

const lineOf = ({ piece }: ChangedPiece, offset: number): number =>
  piece.text.slice(0, offset).split('\n').length - 1 + piece.firstLine;

/** Whether a line of a node changed. */
function touches(one: ChangedPiece, { start, end }: Pick<Syntax, 'start' | 'end'>): boolean {
  const [first, last] = [lineOf(one, start), lineOf(one, end)];
  return [...one.changed].some((line) => line >= first && line <= last);
}

const BY_NAME = 'calls what only a value names, so that no rule can tell what runs,';

/** A line of the change that calls something by a name that is a value; null where none does. */
function lineCalledByName(one: ChangedPiece, { root, language }: PlainSyntax): number | null {
  const found = calledByName(root, language.kind).find((node) => touches(one, node));
  return found === undefined ? null : lineOf(one, found.start);
}

const ASIDE = 'it stands among tests or examples, and not all that was found in it there is told';

/** Test code calls dangerous things with values that it made itself. What a request brings, and what is grave anywhere, is told there too. */
function isToldAside({ sink, sure, ofOthers }: Hit): boolean {
  return sure === 'request' || ofOthers === true || ANYWHERE.has(sink.rule);
}

/**
 * Whether a folder's name leaves something open: an example is copied to where its values are those of others. Of a test only what takes
 * requests is doubted, since nobody but the test chooses the rest.
 */
function isDoubtful({ newPath }: ChangedFile, kept: readonly Hit[]): boolean {
  return !isTestPath(newPath) || kept.some(({ sink }) => !ANYWHERE.has(sink.rule));
}

const HANDED_ON = 'hands something that runs programs or text on, so that nobody can tell who calls it, and with what';

/** What the change makes dangerous without touching it, by taking away or altering what stood before it. */
async function lookAtUntouchedLines(
  context: CheckContext,
  file: ChangedFile,
  told: ReadonlySet<string>,
): Promise<void> {
  const found = await hitsBroughtAbout(context, file);
  const hits = found?.hits.filter((hit) => !told.has(valueOf(file, hit))) ?? [];
  if (found === null || hits.length === 0) return;
  const { piece } = found;
  const aside = await isAside(context, file);
  const kept = aside ? hits.filter(isToldAside) : hits;
  for (const report of oneAFunction(reportsOf(kept, { file, piece }, aside), piece.text)) {
    context.report({ ...report, explanation: `${report.explanation} ${BROUGHT_ABOUT}` });
  }
  if (aside && isDoubtful(file, kept)) context.unjudged(file.newPath, ASIDE);
}

/** What was told where the value comes from need not be told again where it goes. */
function valueOf(file: ChangedFile, { sink, from, quote }: Hit): string {
  return `${file.newPath} ${sink.rule} ${from ?? `line ${quote.startLine}`}`;
}

function placeOf(file: ChangedFile, { sink, quote, sure }: Hit): string {
  return `at ${file.newPath} ${sink.rule} ${sure} line ${quote.startLine}`;
}

const BROUGHT_ABOUT =
  'The change leaves this line as it is, but before it the value was checked, made safe or another one, or the line was no code.';

interface Batch {
  readonly rules: ReturnType<typeof sinkRules>;
  readonly pieces: ChangedPiece[];
}

async function changedPieces(context: CheckContext): Promise<ChangedPiece[]> {
  const pieces: ChangedPiece[] = [];
  for (const file of context.changeSet.files) {
    const changed = context.changedLines(file, 'new');
    if (!isAnalysed(file.newPath) || changed.size === 0) continue;
    for (const piece of await newSidePieces(context, file)) pieces.push({ file, piece, changed });
  }
  return pieces;
}

/** Pieces that need the same rules go together; those that need none are done. */
function batches(pieces: readonly ChangedPiece[]): readonly Batch[] {
  const found = new Map<string, Batch>();
  for (const one of pieces) {
    const rules = sinkRules(one.file.newPath, one.piece.text, nearChanges(one));
    if (rules.length === 0) continue;
    const key = rules.map((rule) => `${String(rule['id'])} ${String(rule['language'])}`).join('\n');
    const batch = found.get(key) ?? { rules, pieces: [] };
    batch.pieces.push(one);
    found.set(key, batch);
  }
  return [...found.values()];
}
