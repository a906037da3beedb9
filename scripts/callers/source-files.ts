import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Languages in which incomplete refactors are made. */
export type Language = 'script' | 'python' | 'go' | 'java' | 'csharp' | 'rust';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const ENDINGS: Readonly<Record<Language, RegExp>> = {
  script: /(?<!\.d)\.tsx?$/,
  python: /\.py$/,
  go: /\.go$/,
  java: /\.java$/,
  csharp: /\.cs$/,
  rust: /\.rs$/,
};
const LEFT_OUT =
  /(?:^|\/)(?:\.git|node_modules|vendor|third_party|dist|build|generated|fixtures?|testdata|docs?|docs_src)(?:\/|$)/;
/** What a machine wrote is told by none, and mended by none. */
const MADE = /\bCode generated\b|@generated\b|\bDO NOT EDIT\b/;
const LONGEST = 200_000;

/** The source files of a checkout in one language, sorted. */
export function sourceFiles(root: string, language: Language): SourceFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ENDINGS[language].test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !LEFT_OUT.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => text.length <= LONGEST && !MADE.test(text.slice(0, 2000)));
}
