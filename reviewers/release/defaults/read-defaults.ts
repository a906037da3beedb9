import { type Syntax, syntaxOf } from '../../changed-code/syntax-node.ts';
import type { CheckContext } from '../../reviewer.ts';
import type { DeclaredDefault, FoundDefault } from './declared-default.ts';
import { actionDefaults, schemaDefaults } from './document-defaults.ts';
import { goDefaults } from './go-defaults.ts';
import { pythonDefaults } from './python-defaults.ts';
import { rustDefaults } from './rust-defaults.ts';
import { scriptDefaults } from './script-defaults.ts';

/** Longer files were made by machines. */
const LONGEST = 200_000;
const ROOTS: readonly (readonly [string, string])[] = [
  ['javascript', 'program'],
  ['typescript', 'program'],
  ['tsx', 'program'],
  ['python', 'module'],
  ['go', 'source_file'],
  ['rust', 'source_file'],
];
const RULES = {
  rules: ROOTS.map(([language, kind]) => ({ id: `defaults-${language}`, language, rule: { kind }, syntax: true })),
};

type Reader = (root: Syntax) => FoundDefault[];

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/\.[cm]?[jt]sx?$/, scriptDefaults],
  [/\.py$/, pythonDefaults],
  [/\.go$/, goDefaults],
  [/\.rs$/, rustDefaults],
];

/** What only those texts hold that declare a default, so that the others are not parsed. */
const DECLARES =
  /default|\boption\b|Option\(|\bprocess\.env\b|\bimport\.meta\.env\b|\bos\.(?:environ|getenv)\b|\benv[.(]|\bBaseSettings\b|flags?\b/i;

const isAction = (path: string): boolean => /(?:^|\/)action\.ya?ml$/.test(path);
const isSchema = (path: string): boolean =>
  /(?:^|\/)(?=[^/]*schema)[^/]*\.json$/i.test(path) || /(?:^|\/)schemas?\/[^/]+\.json$/i.test(path);

/** Whether a path may be of a file that declares defaults. */
export function mayDeclareDefaults(path: string): boolean {
  return isAction(path) || isSchema(path) || READERS.some(([pattern]) => pattern.test(path));
}

/** The defaults of texts, in their order; of one that cannot be read none. */
export async function readDefaults(
  context: CheckContext,
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<(readonly DeclaredDefault[])[]> {
  const code = files.filter(
    ({ path, text }) =>
      READERS.some(([pattern]) => pattern.test(path)) && text.length <= LONGEST && DECLARES.test(text),
  );
  const results = code.length === 0 ? [] : await context.analyse('ast-grep', code, RULES);
  return files.map((file) => {
    if (file.text.length > LONGEST) return [];
    if (isAction(file.path)) return actionDefaults(file.text);
    if (isSchema(file.path)) return schemaDefaults(file.text);
    const result = results[code.indexOf(file)];
    const tree = result?.kind === 'ok' ? result.matches[0]?.syntax : undefined;
    const root = tree === undefined ? null : syntaxOf(tree, file.text);
    const read = READERS.find(([pattern]) => pattern.test(file.path))?.[1];
    return root === null || read === undefined ? [] : read(root).map((one) => placed(one, file.text));
  });
}

function placed({ name, kind, literal }: FoundDefault, text: string): DeclaredDefault {
  return { name, kind, value: literal.value, line: text.slice(0, literal.start).split('\n').length };
}
