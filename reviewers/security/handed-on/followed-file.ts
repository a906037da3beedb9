import { languageOf } from '../../changed-code/plain/languages.ts';
import { plainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { type Syntax, syntaxOf } from '../../changed-code/syntax-node.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import type { CheckContext } from '../../reviewer.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { valueSinks } from '../rules/all.ts';
import type { Knowledge } from '../values/knowledge.ts';

/** A file of the head as the evaluation takes it. */
export interface FollowedFile {
  readonly path: string;
  readonly text: string;
  readonly root: Syntax;
  readonly knowledge: Knowledge;
}

/** Languages whose imports are followed. */
const FOLLOWED = /\.(?:[cm]?[jt]sx?|py|java)$/;
/** What nobody here wrote, or what is built from what is here. */
const FOREIGN = /\.min\.[cm]?js$|\.d\.[cm]?ts$|(?:^|\/)(?:node_modules|vendor|third_party|dist|build|generated)\//;
/** Longer ones were made by machines. */
const LONGEST = 120_000;
const ROOTS: readonly (readonly [string, string])[] = [
  ['javascript', 'program'],
  ['typescript', 'program'],
  ['tsx', 'program'],
  ['python', 'module'],
];
const RULES = {
  rules: ROOTS.map(([language, kind]) => ({ id: `syntax-${language}`, language, rule: { kind }, syntax: true })),
};

/** Whether values are followed into and out of a file. */
export function isFollowed(path: string): boolean {
  return FOLLOWED.test(path) && !FOREIGN.test(path) && !isTestPath(path) && !isSampleCode(path);
}

/** The text of a file at the head; null where it cannot be followed. */
export async function followedText(context: CheckContext, path: string): Promise<string | null> {
  if (!isFollowed(path)) return null;
  const content = await context.read(path, 'new');
  return content.kind === 'text' && content.text.length <= LONGEST ? content.text : null;
}

/** Parses texts of the head, those of one analyser together. */
export async function parseFiles(
  context: CheckContext,
  texts: readonly { readonly path: string; readonly text: string }[],
): Promise<FollowedFile[]> {
  const others = texts.filter(({ path }) => languageOf(path) === null);
  const results = others.length === 0 ? [] : await context.analyse('ast-grep', others, RULES);
  const roots = new Map<string, Syntax>();
  for (const [index, { path, text }] of others.entries()) {
    const result = results[index];
    const tree = result?.kind === 'ok' ? result.matches[0]?.syntax : undefined;
    const root = tree === undefined ? null : syntaxOf(tree, text);
    if (root !== null) roots.set(path, root);
  }
  for (const { path, text } of texts) {
    const plain = languageOf(path) === null ? null : await plainSyntax(context, path, text);
    if (plain !== null) roots.set(path, plain.root);
  }
  return texts.flatMap(({ path, text }) => {
    const [root, knowledge] = [roots.get(path), valueSinks(path, '', '')?.knowledge];
    return root === undefined || knowledge === undefined ? [] : [{ path, text, root, knowledge }];
  });
}
