import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Piece } from '../changed-code/new-side.ts';
import { quoteOf, type QuotedMatch } from './quote.ts';
import { valueSinks } from './rules/all.ts';
import type { Shown, Sink } from './rules/sink.ts';
import { askedNodes, findUses } from './values/find-uses.ts';
import type { Danger } from './values/purposes.ts';
import { isTestOfRust } from '../changed-code/plain/languages/rust-tests.ts';
import { below, type Syntax } from '../changed-code/syntax-node.ts';

/** A stretch of a file, and which of its lines are new. */
export interface ChangedPiece {
  readonly file: ChangedFile;
  readonly piece: Piece;
  readonly changed: ReadonlySet<number>;
}

/** A sink, the code to quote, and how sure it is that a dangerous value gets there. */
export interface Hit {
  readonly sink: Sink;
  readonly quote: QuotedMatch;
  readonly sure: Danger['sure'];
  /** Where the dangerous value stands, as an offset. */
  readonly from?: number;
  /** Whether the request brings it, whatever was asked of it on the way. */
  readonly ofRequest?: boolean;
  /** Where else it shows: a statement that is made here runs there. */
  readonly further?: string;
  /** It is text that others write for a build: the title of their pull request, the name of their branch. */
  readonly ofOthers?: boolean;
}

/** Of the environment only what others write is no constant. */
const WRITTEN = /^(?:process\.env|os\.environ)\./;

/** How far a match may reach beyond the lines that it is found by. */
const REACH = 40;

/** The changed lines of a piece and what stands around them. */
export function nearChanges(one: ChangedPiece): string {
  const near = nearLines(one);
  return near === null
    ? one.piece.text
    : one.piece.text
        .split('\n')
        .filter((_, index) => near.has(index))
        .join('\n');
}

/** Lines, from 0; null for all of them. */
function nearLines({ piece, changed }: ChangedPiece): ReadonlySet<number> | null {
  const count = piece.text.split('\n').length;
  if (!piece.whole || changed.size * 2 > count) return null;
  const near = new Set<number>();
  for (const line of changed) {
    const at = line - piece.firstLine;
    for (let index = Math.max(0, at - REACH); index <= Math.min(count - 1, at + REACH); index += 1) near.add(index);
  }
  return near;
}

/** Dangerous values in the places that the changed lines are about. */
export function valueHits(one: ChangedPiece, root: Syntax): Hit[] {
  const { file, piece, changed } = one;
  const asked = valueSinks(file.newPath, piece.text, nearChanges(one));
  if (asked === null) return [];
  const lineOf = lineFinder(piece.text);
  const near = nearLines(one);
  const isNear = (node: Syntax): boolean => near === null || near.has(lineOf(node.start).line - 1);
  const quoted = (node: Syntax, rule: string): QuotedMatch | null => {
    const [start, end] = [lineOf(node.start), lineOf(node.end)];
    const span = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
    return quoteOf({ piece, match: { path: file.newPath, rule, message: rule, ...span }, changed, file });
  };
  const furtherOf = (node: Syntax | null, { startLine, endLine }: QuotedMatch): Pick<Hit, 'further'> => {
    const line = node === null ? startLine : lineOf(node.start).line + piece.firstLine - 1;
    if (node === null || (line >= startLine && line <= endLine)) return {};
    return {
      further: `line ${line}: \`${node.text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").slice(0, LONGEST_FURTHER)}\``,
    };
  };
  const shown = asked.shown.flatMap((sink) =>
    nodesShown(root, sink.shows).flatMap((node): Hit[] => {
      const quote = isOfTests(node, file.newPath) ? null : quoted(node, sink.id);
      if (quote === null) return [];
      const further = furtherOf(sink.shows.shownAt === undefined ? null : firstBehind(node, sink.shows.shownAt), quote);
      return [{ sink, quote, sure: 'unknown', ...further }];
    }),
  );
  const nodes = askedNodes(root, isNear);
  const taken = asked.sinks.flatMap((sink) =>
    findUses(root, sink.takes, asked.knowledge, nodes).flatMap(({ told, node: taker, danger }): Hit[] => {
      if (told[0] !== undefined && isOfTests(told[0], file.newPath)) return [];
      for (const node of told) {
        const quote = quoted(node, sink.id);
        if (quote !== null && danger === null) return [{ sink, quote, sure: 'unknown' }];
        if (quote !== null && danger !== null)
          return [
            {
              sink,
              quote,
              sure: danger.sure,
              from: danger.leaf.node.start,
              ofRequest: danger.leaf.origin === 'request',
              ofOthers: WRITTEN.test(danger.leaf.path),
              ...furtherOf(taker, quote),
            },
          ];
      }
      return [];
    }),
  );
  return [...shown, ...taken];
}

/** What is compiled for tests alone hands nothing of strangers on. */
const isOfTests = (node: Syntax, path: string): boolean => path.endsWith('.rs') && isTestOfRust(node);

/** So much of a place is enough to find it. */
const LONGEST_FURTHER = 60;

/** The first piece of syntax behind another, in its function, that is called like this. */
function firstBehind(node: Syntax, called: RegExp): Syntax | null {
  const outer = upTo(node, (one) => /^(?:function_declaration|class_body|program)$/.test(one.kind));
  return (
    [...below(outer)].find(
      (one) =>
        one.start > node.end &&
        one.kind === 'call_expression' &&
        one.end - one.start < LONGEST_SHOWN &&
        called.test(one.text),
    ) ?? null
  );
}

/** Longer code is no single mistake. */
const LONGEST_SHOWN = 2000;

/** So much of a function is its head. */
const HEAD = 120;

function nodesShown(root: Syntax, { kind, text, around, without, notFor, only }: Shown): Syntax[] {
  return [...below(root)].filter((node) => {
    if (!kind.test(node.kind) || node.end - node.start > LONGEST_SHOWN || !text.test(node.text.replace(/\s+/g, '')))
      return false;
    if (around === undefined && without === undefined && notFor === undefined && only === undefined) return true;
    const outer = upTo(node, (one) => /^(?:function_declaration|class_body|program)$/.test(one.kind));
    const statement = upTo(node, ({ parent }) => parent !== null && /^(?:block|program|class_body)$/.test(parent.kind));
    const purpose = `${outer.text.slice(0, HEAD)}\n${statement.text}`;
    return (
      around?.test(outer.text) !== false &&
      without?.test(outer.text) !== true &&
      notFor?.test(purpose) !== true &&
      only?.(node, outer) !== false
    );
  });
}

function upTo(node: Syntax, is: (node: Syntax) => boolean): Syntax {
  let outer = node;
  while (outer.parent !== null && !is(outer)) outer = outer.parent;
  return outer;
}

function lineFinder(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) };
  };
}
