import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { RepositoryConfig } from '../../../schemas/config.ts';
import { describeCause } from '../../../schemas/problem.ts';
import { fitsEverything } from '../../../schemas/path-globs.ts';
import { policyProblem } from '../policy-problem.ts';

/** The settings of one side of a change. */
export type Settings =
  | { readonly kind: 'ok'; readonly value: RepositoryConfig; lineOf(key: readonly string[]): number }
  /** `line` is 1-based; null where the fault has no place. */
  | { readonly kind: 'broken'; readonly problem: string; readonly line: number | null };

/** Reads `docket.yml` as a later review will, once the change is merged: what that refuses is broken, and nothing else (a test holds both side by side). */
export function readDocketSettings(text: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  });
  const [error] = document.errors;
  if (error !== undefined) return { kind: 'broken', problem: error.message, line: lineAt(text, error.pos[0], lines) };
  const lineOf = (key: readonly string[]): number => lineIn(document.contents, key, lines);
  let value: unknown;
  try {
    // As few aliases as the reader of the configuration allows.
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return { kind: 'broken', problem: describeCause(error), line: null };
  }
  const read = RepositoryConfig.safeParse(value ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = (issue?.path ?? []).map(String);
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return { kind: 'broken', problem: `${where}${issue?.message ?? 'not understood'}`, line: lineOf(path) };
  }
  const problem = problemOf(read.data);
  if (problem !== null) return { kind: 'broken', problem: problem.what, line: lineOf(problem.key) };
  return { kind: 'ok', value: read.data, lineOf };
}

/** What the schema cannot say of settings that are refused all the same. */
function problemOf({ coverage, policy }: RepositoryConfig): { readonly key: string[]; readonly what: string } | null {
  const everything = coverage?.accept?.find(fitsEverything);
  if (everything !== undefined) {
    const what = `coverage.accept: ${JSON.stringify(everything)} accepts everything, which only the operator may do`;
    return { key: ['coverage', 'accept'], what };
  }
  return policyProblem(policy);
}

/** The line of a key, or of the nearest one around it that is written. */
function lineIn(root: unknown, key: readonly string[], lines: LineCounter): number {
  let node = root;
  let line = 1;
  for (const part of key) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key: name }) => isScalar(name) && String(name.value) === part);
    if (pair === undefined) break;
    if (isScalar(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
    node = pair.value;
  }
  return line;
}

/** A fault at the end of a text is shown in the last line that holds something. */
function lineAt(text: string, offset: number, lines: LineCounter): number {
  return lines.linePos(Math.max(0, Math.min(offset, text.trimEnd().length - 1))).line;
}
