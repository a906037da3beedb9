import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { quoteOf, type QuotedMatch } from '../quote.ts';
import { newSidePieces, type Piece } from '../../changed-code/new-side.ts';
import { sinkRules, SINKS } from '../rules/all.ts';
import type { Sink } from '../rules/sink.ts';
import { isSampleCode } from '../../changed-code/sample-code.ts';
import { SECURITY_RULES } from '../vocabulary.ts';

const ANALYSED = /\.(?:[cm]?[jt]sx?|pyi?)$/i;

/** Code that hands a value to something dangerous, by its syntax. */
export const dangerousSinks: Check = {
  id: 'dangerous-sinks',
  judges: [{ kinds: ['javascript', 'typescript', 'tsx', 'python'], families: ['injection'] }],
  async run(context) {
    for (const batch of batches(await changedPieces(context))) {
      const sources = batch.pieces.map(({ file, piece }) => ({ path: file.newPath, text: piece.text }));
      const results = await context.analyse('ast-grep', sources, { rules: batch.rules });
      for (const [index, piece] of batch.pieces.entries()) {
        const result = results[index];
        if (result?.kind !== 'ok') continue;
        for (const report of reportsOf(piece, result.matches)) context.report(report);
      }
    }
  },
};

interface ChangedPiece {
  readonly file: ChangedFile;
  readonly piece: Piece;
  readonly changed: ReadonlySet<number>;
}

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

/** How far a match may reach beyond the lines that it is found by. */
const REACH = 40;

/** The changed lines of a piece and what stands around them. */
function nearChanges({ piece, changed }: ChangedPiece): string {
  const lines = piece.text.split('\n');
  if (!piece.whole || changed.size * 2 > lines.length) return piece.text;
  const near = new Set<number>();
  for (const line of changed) {
    const at = line - piece.firstLine;
    for (let index = Math.max(0, at - REACH); index <= Math.min(lines.length - 1, at + REACH); index += 1)
      near.add(index);
  }
  return lines.filter((_, index) => near.has(index)).join('\n');
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

interface Hit {
  readonly sink: Sink;
  readonly quote: QuotedMatch;
}

function reportsOf({ file, piece, changed }: ChangedPiece, matches: readonly AnalyserMatch[]): Report[] {
  const hits = matches.flatMap((match): Hit[] => {
    const sink = SINKS.get(match.rule);
    const quote = quoteOf({ piece, match, changed, file });
    return sink === undefined || quote === null ? [] : [{ sink, quote }];
  });
  return hits.filter((hit) => !hits.some((other) => explains(other, hit))).map((hit) => reportOf(hit, file, piece));
}

/**
 * Whether the first hit says the same as the second, better: the same concern on the same lines, in a wider piece of code or by
 * an earlier rule; or the text itself, where the second is the call that uses it by name.
 */
function explains(one: Hit, other: Hit): boolean {
  if (one === other || one.sink.rule !== other.sink.rule) return false;
  const name = /^\s*(\w+)\b[^=]*=/.exec(one.quote.matched)?.[1];
  if (one.sink.id.endsWith('-text') && other.sink.id.endsWith('-variable')) {
    return name !== undefined && new RegExp(String.raw`\b${name}\b`).test(other.quote.matched);
  }
  if (one.quote.startLine > other.quote.endLine || other.quote.startLine > one.quote.endLine) return false;
  const order = [...SINKS.keys()];
  return (
    order.indexOf(one.sink.id) < order.indexOf(other.sink.id) ||
    (one.sink.id === other.sink.id && one.quote.startLine < other.quote.startLine)
  );
}

function reportOf({ sink, quote }: Hit, file: ChangedFile, piece: Piece): Report {
  const rule = SECURITY_RULES[sink.rule];
  const confidence = (sink.confidence ?? rule.confidence) - (piece.whole ? 0 : 150);
  const sample = isSampleCode(file.newPath);
  return {
    rule: sink.rule,
    location: { path: file.newPath, side: 'new', startLine: quote.startLine, endLine: quote.endLine },
    evidence: quote.evidence,
    title: sink.title,
    explanation: sink.explanation,
    failureScenario: sink.scenario(quote.matched),
    severity: sample ? 'suggestion' : (sink.severity ?? rule.severity),
    // Under the usual bar: test code calls dangerous things with values that it made itself.
    confidence: sample ? Math.min(confidence, 250) : confidence,
  };
}
