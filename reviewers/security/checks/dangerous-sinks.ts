import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { newSidePieces, type Piece } from '../../changed-code/new-side.ts';
import { syntaxOf, type Syntax } from '../../changed-code/syntax-node.ts';
import { asksSyntax, isLoose, sinkRules, SINKS, SYNTAX_RULE } from '../rules/all.ts';
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
import type { Severity } from '../../../schemas/severity.ts';
import { type Audience, audienceOf } from '../audience.ts';
import { SECURITY_RULES, type SecurityRule } from '../vocabulary.ts';
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
      await tell(context, one, { matches: [], root: syntax.root, told, reports });
      const line = lineCalledByName(one, syntax);
      if (line !== null && !isSampleCode(file.newPath)) context.unjudged(file.newPath, `${BY_NAME} in line ${line}`);
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
  const hits = hitsOf(one, matches, root);
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

function reportsOf(
  hits: readonly Hit[],
  { file, piece }: Pick<ChangedPiece, 'file' | 'piece'>,
  aside: boolean,
): Report[] {
  const audience = audienceOf(file.newPath, piece.text);
  const told = hits.filter((hit, index) => !hits.some((other, before) => explains(other, hit, before < index)));
  return told.map((hit) => reportOf(hit, { file, piece, aside, audience }));
}

/** Whether the first hit says the same as the second, better: the same concern on the same lines, by an earlier rule. */
function explains(one: Hit, other: Hit, stoodBefore: boolean): boolean {
  if (one === other || one.sink.rule !== other.sink.rule) return false;
  // A path that is put together here and opened there is one concern: the opening.
  const makes = other.sink.takes?.checkedLater === true && one.sink.takes?.checkedLater !== true;
  if (one.from !== undefined && one.from === other.from) {
    if (makes) return true;
    if (one.sink.takes?.checkedLater === true && other.sink.takes?.checkedLater !== true) return false;
  }
  if (one.quote.startLine > other.quote.endLine || other.quote.startLine > one.quote.endLine) return false;
  const order = [...SINKS.keys()];
  const [rank, otherRank] = [order.indexOf(one.sink.id), order.indexOf(other.sink.id)];
  if (rank !== otherRank) return rank < otherRank;
  return one.quote.startLine === other.quote.startLine ? stoodBefore : one.quote.startLine < other.quote.startLine;
}

/** How much less sure a finding is where something that says it checks the value was asked before. */
const CHECKED_BY_NAME = 300;
const LEAST = 300;

/** Rules about a value: how bad one is depends on who chooses it. */
const ABOUT_VALUES: ReadonlySet<SecurityRule> = new Set<SecurityRule>([
  'command-injection',
  'code-injection',
  'sql-injection',
  'path-traversal',
  'server-side-request-forgery',
  'template-injection',
  'query-injection',
  'pattern-injection',
  'prototype-pollution',
  'unsafe-deserialisation',
  'archive-traversal',
]);

/** Critical is what strangers reach; what only the program's own user decides is worth considering at most. */
function severityOf({ sink, sure, ofOthers }: Hit, usual: Severity, audience: Audience): Severity {
  if (!ABOUT_VALUES.has(sink.rule) || sure === 'request' || ofOthers === true || audience === 'strangers') return usual;
  if (audience === 'its-user') return 'suggestion';
  return usual === 'critical' ? 'warning' : usual;
}

interface Told {
  readonly file: ChangedFile;
  readonly piece: Piece;
  /** The place among tests or examples counts. */
  readonly aside: boolean;
  readonly audience: Audience;
}

/** What runs with the rights of whoever starts it is as grave among tests and examples. */
const ANYWHERE: ReadonlySet<SecurityRule> = new Set<SecurityRule>([
  'downloaded-code',
  'secret-sent-away',
  'remote-shell',
  'install-script',
]);

function reportOf(hit: Hit, { file, piece, aside: liesAside, audience }: Told): Report {
  const { sink, quote, sure } = hit;
  const aside = liesAside && !ANYWHERE.has(sink.rule);
  const rule = SECURITY_RULES[sink.rule];
  const known = sure === 'request' ? sink.ofRequest : undefined;
  const usual = known?.confidence ?? sink.confidence ?? rule.confidence;
  const checked = sure === 'checked-by-name' ? Math.max(LEAST, usual - CHECKED_BY_NAME) : usual;
  const confidence = Math.max(0, checked - (piece.whole ? 0 : 150));
  return {
    rule: sink.rule,
    location: { path: file.newPath, side: 'new', startLine: quote.startLine, endLine: quote.endLine },
    evidence: quote.evidence,
    title: sink.title,
    explanation: sink.explanation,
    failureScenario: sink.scenario(quote.matched),
    severity: aside ? 'suggestion' : severityOf(hit, known?.severity ?? sink.severity ?? rule.severity, audience),
    // Low: most requests that a test answers are its own.
    confidence: aside ? Math.min(confidence, 250) : confidence,
  };
}
