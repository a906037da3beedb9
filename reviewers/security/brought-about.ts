import type { ChangedFile } from '../../schemas/change-set.ts';
import { mayComeToLife } from '../changed-code/comes-to-life.ts';
import type { Piece } from '../changed-code/new-side.ts';
import { languageOf } from '../changed-code/plain/languages.ts';
import { syntaxOf } from '../changed-code/syntax-node.ts';
import { oldLines } from '../changed-code/untouched-lines.ts';
import type { CheckContext } from '../reviewer.ts';
import { hitsOf } from './hits.ts';
import { sinkRules, SYNTAX_RULE } from './rules/all.ts';
import type { Hit } from './value-hits.ts';

/** From bad to less bad. */
const SURE: readonly Hit['sure'][] = ['request', 'unknown', 'checked-by-name'];

/**
 * Hits on lines that the change leaves as they are and that were none at the base, or less sure ones: what made the value safe is gone, another
 * value gets there, or what was a comment or a text is code. Null where both sides cannot be compared; where lines may have become code, the
 * file is then not judged.
 */
export async function hitsBroughtAbout(
  context: CheckContext,
  file: ChangedFile,
): Promise<{ readonly hits: readonly Hit[]; readonly piece: Piece } | null> {
  // In the languages of the shared words both sides are not told apart well enough: a value that is made safe otherwise was taken for a new one.
  if (file.status === 'A' || file.hunks.length === 0 || languageOf(file.newPath) !== null) return null;
  const piece = await wholePiece(context, file.newPath, 'new');
  const before = await wholePiece(context, file.oldPath, 'old');
  const [now, old] =
    piece === null || before === null
      ? [null, null]
      : [await hitsOfSide(context, file, piece), await hitsOfSide(context, file, before)];
  if (piece === null || now === null || old === null) {
    if (mayComeToLife(file)) context.unjudged(file.newPath, NOT_COMPARED);
    return null;
  }
  const oldLine = oldLines(file);
  const untouched = now().flatMap((hit) => {
    const lines = linesOf(hit).map(oldLine);
    const line = lines[0] ?? null;
    return line === null || lines.includes(null) ? [] : [{ hit, line }];
  });
  // What stood at the base is only worth to be known where there is something to compare it with.
  const stood = Map.groupBy(untouched.length === 0 ? [] : old(), (hit) => keyOf(hit, hit.quote.startLine));
  const hits = untouched.flatMap(({ hit, line }) => {
    const was = stood.get(keyOf(hit, line)) ?? [];
    return was.every(({ sure }) => SURE.indexOf(sure) > SURE.indexOf(hit.sure)) ? [hit] : [];
  });
  return { hits, piece };
}

async function wholePiece(context: CheckContext, path: string, side: 'old' | 'new'): Promise<Piece | null> {
  const content = await context.read(path, side);
  return content.kind === 'text' ? { text: content.text, firstLine: 1, whole: true } : null;
}

const NOT_COMPARED = 'it cannot be compared with what it was before';

/** Finds all hits in a text, whether the change touches them or not; null where it was not looked through. */
async function hitsOfSide(
  context: CheckContext,
  file: ChangedFile,
  piece: Piece,
): Promise<(() => readonly Hit[]) | null> {
  const changed = new Set(piece.text.split('\n').map((_, index) => index + 1));
  const rules = sinkRules(file.newPath, piece.text, piece.text);
  if (rules.length === 0) return () => [];
  const [result] = await context.analyse('ast-grep', [{ path: file.newPath, text: piece.text }], { rules });
  if (result?.kind !== 'ok') return null;
  const tree = result.matches.find(({ rule }) => rule === SYNTAX_RULE)?.syntax;
  const root = tree === undefined ? null : syntaxOf(tree, piece.text);
  return () => hitsOf({ file, piece, changed }, result.matches, root);
}

function linesOf({ quote: { startLine, endLine } }: Hit): number[] {
  return Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index);
}

function keyOf({ sink, quote }: Hit, line: number): string {
  return `${line} ${sink.id} ${quote.matched}`;
}
