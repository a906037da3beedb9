import type { Side } from '../../../schemas/location.ts';
import { type Syntax, syntaxOf } from '../syntax-node.ts';
import type { CheckContext } from '../../reviewer.ts';
import type { FileFacts } from './facts.ts';
import { gatherFacts, type FactReader } from './gather-facts.ts';
import { lookAtCsharp } from './languages/csharp.ts';
import { lookAtGo } from './languages/go.ts';
import { lookAtJava } from './languages/java.ts';
import { lookAtPython } from './languages/python.ts';
import { lookAtRust } from './languages/rust.ts';
import { lookAtScript } from './languages/script.ts';
import { callerLanguage, type CallerLanguage } from './world.ts';

/** A file on one side of the change. */
export interface Wanted {
  readonly path: string;
  readonly side: Side;
}

/** Longer ones were made by machines. */
const LONGEST = 200_000;
/** Characters of one question; the parser takes about a second for so many. */
const MOST_CHARACTERS = 1_200_000;
const LOOKS: Readonly<Record<CallerLanguage, FactReader>> = {
  script: lookAtScript,
  python: lookAtPython,
  go: lookAtGo,
  java: lookAtJava,
  csharp: lookAtCsharp,
  rust: lookAtRust,
};
/** The grammars, and the kind of their outermost node. */
const ROOTS: readonly (readonly [string, string])[] = [
  ['javascript', 'program'],
  ['typescript', 'program'],
  ['tsx', 'program'],
  ['python', 'module'],
  ['go', 'source_file'],
  ['java', 'program'],
  ['csharp', 'compilation_unit'],
  ['rust', 'source_file'],
];
const RULES = {
  rules: ROOTS.map(([language, kind]) => ({ id: `syntax-${language}`, language, rule: { kind }, syntax: true })),
};

/** What files define, import and use, in their order; null where one cannot be read. */
export async function readFileFacts(context: CheckContext, wanted: readonly Wanted[]): Promise<(FileFacts | null)[]> {
  const texts = await Promise.all(wanted.map(({ path, side }) => context.read(path, side)));
  let room = MOST_CHARACTERS;
  const files = wanted.map(({ path }, index) => {
    const content = texts[index];
    if (content?.kind !== 'text' || content.text.length > Math.min(LONGEST, room)) return null;
    room -= content.text.length;
    return { path, text: content.text };
  });
  const able = files.filter((file) => file !== null);
  const answers = able.length === 0 ? [] : await context.analyse('ast-grep', able, RULES);
  const results = answers.values();
  return files.map((file) => {
    if (file === null) return null;
    const result = results.next().value;
    const tree = result?.kind === 'ok' ? result.matches[0]?.syntax : undefined;
    const root: Syntax | null = tree === undefined ? null : syntaxOf(tree, file.text);
    const language = callerLanguage(file.path);
    return root === null || language === null ? null : gatherFacts(file.path, file.text, root, LOOKS[language]);
  });
}
