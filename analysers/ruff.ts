import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { z } from 'zod';
import { accepts } from './accepts.ts';
import type { Analyser, AnalyserMatch, AnalyserRules, SourceFile } from './analyser.ts';
import { lineStarts, spanAt } from './positions.ts';

const Place = z.object({ row: z.int().min(1), column: z.int().min(1) });
/** Without content it only takes away. */
const Edit = z.object({ location: Place, end_location: Place, content: z.string().nullable() });
const Diagnostics = z.array(
  z.object({
    code: z.string().nullable(),
    message: z.string(),
    start_location: Place,
    end_location: Place,
    fix: z.object({ edits: z.array(Edit) }).nullable(),
  }),
);

/** Python ends a line at a carriage return alone, too; git does not. */
const PYTHON_LINE_END = /\r\n|\r|\n/g;

let known: { readonly data: AnalyserRules; readonly workspace: Workspace } | undefined;

/**
 * Lints Python. Rule data are ruff's own settings (`{ lint: { select: [...] } }`). A file that does not parse comes back with
 * matches of the rule `invalid-syntax`. A panic poisons the WebAssembly instance: the child is given up after any error.
 */
export const ruff: Analyser = {
  id: 'ruff',
  accepts: (path) => accepts('ruff', path),
  async analyse(file, data) {
    if (known?.data !== data) {
      known?.workspace.free();
      known = { data, workspace: new Workspace(data, PositionEncoding.Utf16) };
    }
    return toMatches(file, Diagnostics.parse(known.workspace.check(file.text)));
  },
};

function toMatches(file: SourceFile, diagnostics: z.infer<typeof Diagnostics>): AnalyserMatch[] {
  const rows = lineStarts(file.text, PYTHON_LINE_END);
  const starts = lineStarts(file.text);
  const offset = ({ row, column }: z.infer<typeof Place>): number =>
    Math.min((rows[row - 1] ?? file.text.length) + column - 1, file.text.length);
  const lines = file.text.split(PYTHON_LINE_END);
  return diagnostics.map(({ code, message, start_location, end_location, fix }) => ({
    path: file.path,
    rule: code ?? 'invalid-syntax',
    message,
    ...spanAt(starts, offset(start_location), offset(end_location)),
    ...fixed(lines[start_location.row - 1], start_location.row, fix?.edits ?? []),
  }));
}

/** The line with the edits made, from the last to the first; nothing where one of them is elsewhere. */
function fixed(line: string | undefined, row: number, edits: readonly z.infer<typeof Edit>[]): { fixedLine?: string } {
  const isHere = edits.every(({ location, end_location }) => location.row === row && end_location.row === row);
  if (line === undefined || edits.length === 0 || !isHere) return {};
  const fixedLine = edits
    .toSorted((a, b) => b.location.column - a.location.column)
    .reduce(
      (text, { location, end_location, content }) =>
        text.slice(0, location.column - 1) + (content ?? '') + text.slice(end_location.column - 1),
      line,
    );
  return { fixedLine };
}
