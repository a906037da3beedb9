import type { ChangedFile } from '../../../schemas/change-set.ts';
import { newSidePieces } from '../../changed-code/new-side.ts';
import { plainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { below } from '../../changed-code/syntax-node.ts';
import type { CheckContext } from '../../reviewer.ts';
import { servingFiles } from '../plain/serving-files.ts';
import { parseChanged, touches } from '../syntax.ts';
import { csharpPattern, pythonPattern, scriptPattern, type WrittenPattern } from './written-pattern.ts';

/** A pattern that the change adds. */
export interface AddedPattern extends WrittenPattern {
  readonly file: ChangedFile;
  readonly line: number;
  /** The line that it begins on. */
  readonly evidence: string;
  /** The whole file, as far as it is known. */
  readonly text: string;
}

const SCRIPT = ['javascript', 'typescript', 'tsx'];
const FILES = /\.(?:[cm]?[jt]sx?|py)$/i;
/** A group or a class that is repeated: no other pattern repeats repeats. */
const REPEATS = /\)[*+{]/;
const RULES = [
  {
    id: 'script',
    language: SCRIPT,
    rule: {
      any: [
        { kind: 'regex' },
        { kind: 'new_expression', has: { field: 'constructor', regex: '^RegExp$' } },
        { kind: 'call_expression', has: { field: 'function', regex: '^RegExp$' } },
      ],
    },
  },
  {
    id: 'python',
    language: 'python',
    rule: {
      kind: 'call',
      has: {
        field: 'function',
        regex: String.raw`^re\.(?:compile|match|search|fullmatch|sub|subn|split|findall|finditer)$`,
      },
    },
  },
];

/** Patterns in JavaScript, TypeScript, Python and C# that the change brings; moved ones are not among them. */
export async function addedPatterns(context: CheckContext): Promise<readonly AddedPattern[]> {
  const found: AddedPattern[] = [];
  for (const parsed of await parseChanged(context, { files: FILES, hint: REPEATS, rules: RULES })) {
    const { file, piece } = parsed;
    if (/\bimport re2\b/.test(piece.text)) continue;
    for (const node of parsed.nodes) {
      const pattern = node.rule === 'python' ? pythonPattern(node.text) : scriptPattern(node.text);
      if (pattern === null || !touches(parsed, node.startLine, node.endLine)) continue;
      const evidence = (piece.text.split('\n')[node.startLine - 1] ?? '').trim();
      found.push({ ...pattern, file, line: node.startLine + piece.firstLine - 1, evidence, text: piece.text });
    }
  }
  for (const file of servingFiles(context))
    if (/\.cs$/i.test(file.newPath)) found.push(...(await ofCsharp(context, file)));
  const gone = await textThatWas(context, found);
  return found.filter(({ source, file }) => gone.get(file)?.includes(source) !== true);
}

async function ofCsharp(context: CheckContext, file: ChangedFile): Promise<AddedPattern[]> {
  const [piece] = await newSidePieces(context, file);
  if (piece?.whole !== true || !/\bRegex\b/.test(piece.text) || !REPEATS.test(piece.text)) return [];
  const syntax = await plainSyntax(context, file.newPath, piece.text);
  const changed = context.changedLines(file, 'new');
  const lines = piece.text.split('\n');
  return [...(syntax === null ? [] : below(syntax.root))].flatMap((node): AddedPattern[] => {
    const pattern = /^(?:call|new)_expression$/.test(node.kind) ? csharpPattern(node.text.slice(0, 2000)) : null;
    const line = piece.text.slice(0, node.start).split('\n').length;
    const height = node.text.split('\n').length;
    if (pattern === null || !Array.from({ length: height }, (_, at) => line + at).some((one) => changed.has(one)))
      return [];
    return [{ ...pattern, file, line, evidence: (lines[line - 1] ?? '').trim(), text: piece.text }];
  });
}

/** What stood in the file at the base, and what the change takes out anywhere. */
async function textThatWas(
  context: CheckContext,
  found: readonly AddedPattern[],
): Promise<ReadonlyMap<ChangedFile, string>> {
  const removed = context.changeSet.files
    .flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'deleted')))
    .map(({ text }) => text)
    .join('\n');
  const texts = new Map<ChangedFile, string>();
  for (const file of found.length === 0 ? [] : new Set(found.map((one) => one.file))) {
    const old = file.status === 'A' ? null : await context.read(file.oldPath, 'old');
    texts.set(file, `${removed}\n${old?.kind === 'text' ? old.text : ''}`);
  }
  return texts;
}
