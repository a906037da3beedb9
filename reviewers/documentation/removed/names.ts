import { definedName } from '../../../schemas/text/definition-line.ts';
import { type DeclaredThing, DISTINCTIVE, type OldLine } from './removed.ts';

const EXPORT =
  /^export\s+(?:declare\s+)?(?:default\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\*?|class|const|let|interface|type|enum)\s+([A-Za-z_$][\w$]*)/;
const PYTHON = /^(?: {4})?(?:async\s+)?(?:def|class)\s+([A-Za-z]\w*)/;

/** What a line must look like for others to see what it defines. */
const SEEN: readonly (readonly [files: RegExp, seen: RegExp])[] = [
  [/\.go$/i, /^(?:func\s+(?:\([^)]{0,200}\)\s*)?|type\s+)[A-Z]/],
  [/\.(?:java|cs)$/i, /^\s*public\b(?! (?:[a-z]{1,12} ){0,3}override\b)/],
  [
    /\.kts?$/i,
    /^\s*(?!(?:[a-z]{1,12} ){0,4}(?:private|internal|override)\b)(?:[a-z]{1,12} ){0,4}(?:fun|class|interface|object)\b/,
  ],
  [
    /\.php$/i,
    /^\s*(?:abstract\s+|final\s+|readonly\s+)?(?:public\s+(?:static\s+)?function|class|interface|trait|enum|function)\b/,
  ],
  [/\.rb$/i, /^\s*(?:def|class|module)\b/],
  [/\.rs$/i, /^\s*pub\s/],
];

/** Names that others could use: exports, public classes and methods, top-level functions. */
export function declaredNames({ path, text }: OldLine): DeclaredThing[] {
  const name = nameIn(path, text);
  return name !== null && DISTINCTIVE.test(name) ? [{ kind: 'name', name }] : [];
}

function nameIn(path: string, text: string): string | null {
  if (/\.(?:[cm]?[jt]sx?)$/i.test(path)) return EXPORT.exec(text)?.[1] ?? null;
  if (/\.pyi?$/i.test(path)) return PYTHON.exec(text)?.[1] ?? null;
  const seen = SEEN.find(([files]) => files.test(path))?.[1];
  return seen?.test(text) === true ? definedName(text) : null;
}
