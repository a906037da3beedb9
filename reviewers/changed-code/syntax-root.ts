import type { CheckContext } from '../reviewer.ts';
import { languageOf } from './plain/languages.ts';
import { plainSyntax } from './plain/plain-syntax.ts';
import { syntaxOf, type Syntax } from './syntax-node.ts';

const PYTHON = /\.py$/i;
const RULES = [
  { id: 'syntax', language: ['javascript', 'typescript', 'tsx'], rule: { kind: 'program' }, syntax: true },
  { id: 'syntax', language: ['python'], rule: { kind: 'module' }, syntax: true },
];

/** The syntax of a file of any language that checks read: in the shared words where they are known, else in those of its grammar; null where it has none. */
export async function syntaxRoot(context: CheckContext, path: string, text: string): Promise<Syntax | null> {
  if (languageOf(path) !== null) return (await plainSyntax(context, path, text))?.root ?? null;
  const rules = RULES.filter(({ language }) => language.includes('python') === PYTHON.test(path));
  const [result] = await context.analyse('ast-grep', [{ path, text }], { rules });
  const tree = result?.kind === 'ok' ? result.matches.find(({ syntax }) => syntax !== undefined)?.syntax : undefined;
  return tree === undefined ? null : syntaxOf(tree, text);
}
