import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { z } from 'zod';
import { accepts } from './accepts.ts';
import type { Analyser, AnalyserMatch, AnalyserRules, SourceFile } from './analyser.ts';
import { lineStarts, spanAt } from './positions.ts';

const Place = z.object({ row: z.int().min(1), column: z.int().min(1) });
const Diagnostics = z.array(
  z.object({ code: z.string().nullable(), message: z.string(), start_location: Place, end_location: Place }),
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
  return diagnostics.map(({ code, message, start_location, end_location }) => ({
    path: file.path,
    rule: code ?? 'invalid-syntax',
    message,
    ...spanAt(starts, offset(start_location), offset(end_location)),
  }));
}
