import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { quoteOf } from '../quote.ts';
import { newSidePieces, type Piece } from '../../changed-code/new-side.ts';
import { syntaxOf } from '../../changed-code/syntax-node.ts';
import { isLoose, sinkRules, SINKS, SYNTAX_RULE } from '../rules/all.ts';
import { nearChanges, valueHits, type ChangedPiece, type Hit } from '../value-hits.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { SECURITY_RULES } from '../vocabulary.ts';

const ANALYSED = /\.(?:[cm]?[jt]sx?|pyi?)$/i;

/** Code that hands a value to something dangerous, by its syntax. */
export const dangerousSinks: Check = {
  id: 'dangerous-sinks',
  judges: [{ kinds: ['javascript', 'typescript', 'tsx', 'python'], families: ['injection'] }],
  async run(context) {
    // What is gone opens nothing; what it guarded and is still there is seen where it was taken out.
    for (const { status, newPath } of context.changeSet.files)
      if (status === 'D' && ANALYSED.test(newPath)) context.looked(newPath);
    for (const batch of batches(await changedPieces(context))) {
      const sources = batch.pieces.map(({ file, piece }) => ({ path: file.newPath, text: piece.text }));
      const results = await context.analyse('ast-grep', sources, { rules: batch.rules });
      for (const [index, piece] of batch.pieces.entries()) {
        const result = results[index];
        if (result?.kind !== 'ok') continue;
        const reports = reportsOf(hitsOf(piece, result.matches), piece);
        for (const report of reports) context.report(report);
        // A folder's name takes what was found below every bar; it is no evidence that all is well.
        const path = piece.file.newPath;
        const tree = result.matches.find(({ rule }) => rule === SYNTAX_RULE)?.syntax;
        const root = tree === undefined ? null : syntaxOf(tree, piece.piece.text);
        // A file that is too large for its syntax to be handed over was not followed at all.
        const unseen = root === null && batch.rules.some(({ id }) => id === SYNTAX_RULE);
        const beneath = reports.length > 0 && isSampleCode(path);
        if (unseen || beneath || (root !== null && isLoose(path, root))) context.unjudged(path);
      }
    }
  },
};

interface Batch {
  readonly rules: ReturnType<typeof sinkRules>;
  readonly pieces: ChangedPiece[];
}

async function changedPieces(context: CheckContext): Promise<ChangedPiece[]> {
  const pieces: ChangedPiece[] = [];
  for (const file of context.changeSet.files) {
    const changed = context.changedLines(file, 'new');
    if (!ANALYSED.test(file.newPath) || changed.size === 0) continue;
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

/** What the syntax shows by itself, and the values that reach a place where they do harm. */
function hitsOf({ file, piece, changed }: ChangedPiece, matches: readonly AnalyserMatch[]): Hit[] {
  const bySyntax = matches.flatMap((match): Hit[] => {
    const sink = SINKS.get(match.rule);
    const quote = sink === undefined ? null : quoteOf({ piece, match, changed, file });
    return sink === undefined || quote === null ? [] : [{ sink, quote, sure: 'unknown' }];
  });
  const tree = matches.find(({ rule }) => rule === SYNTAX_RULE)?.syntax;
  const byValue = tree === undefined ? [] : valueHits({ file, piece, changed }, tree);
  return [...bySyntax, ...byValue];
}

function reportsOf(hits: readonly Hit[], { file, piece }: ChangedPiece): Report[] {
  const told = hits.filter((hit, index) => !hits.some((other, before) => explains(other, hit, before < index)));
  return told.map((hit) => reportOf(hit, file, piece));
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

function reportOf({ sink, quote, sure }: Hit, file: ChangedFile, piece: Piece): Report {
  const rule = SECURITY_RULES[sink.rule];
  const known = sure === 'request' ? sink.ofRequest : undefined;
  const usual = known?.confidence ?? sink.confidence ?? rule.confidence;
  const checked = sure === 'checked-by-name' ? Math.max(LEAST, usual - CHECKED_BY_NAME) : usual;
  const confidence = Math.max(0, checked - (piece.whole ? 0 : 150));
  const sample = isSampleCode(file.newPath);
  return {
    rule: sink.rule,
    location: { path: file.newPath, side: 'new', startLine: quote.startLine, endLine: quote.endLine },
    evidence: quote.evidence,
    title: sink.title,
    explanation: sink.explanation,
    failureScenario: sink.scenario(quote.matched),
    severity: sample ? 'suggestion' : (known?.severity ?? sink.severity ?? rule.severity),
    // Under the usual bar: test code calls dangerous things with values that it made itself.
    confidence: sample ? Math.min(confidence, 250) : confidence,
  };
}
