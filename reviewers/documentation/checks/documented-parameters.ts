import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type DocumentedName, documentedNames } from '../comments/documented-names.ts';
import { type DocumentedFunction, documentedFunctions, parametersBelow, distinctWords } from '../comments/functions.ts';
import { isMaterial } from '../paths.ts';
import { codeLanguage, type ReadCode, readCode } from '../comments/read-code.ts';

/** Doc comments that name parameters which their function does not have. */
export const documentedParameters: Check = {
  id: 'documented-parameters',
  async run(context) {
    for (const file of withoutNoise(context.changeSet.files)) {
      if (file.binary || file.status === 'D' || isMaterial(file.newPath) || codeLanguage(file.newPath) === null)
        continue;
      const head = await sideOf(context, file.newPath, 'new', file);
      if (head === null) continue;
      const touched = context.changedLines(file, 'new');
      const wrong = wrongIn(head).filter((one) => isTouched(one, head, touched, file));
      if (wrong.length === 0) continue;
      const base = file.status === 'A' ? null : await sideOf(context, file.oldPath, 'old');
      const before = new Set(base === null ? [] : wrongIn(base).flatMap((one) => keysOf(one, base)));
      for (const one of wrong) {
        const names = one.names.filter(
          (name) => !keysOf({ ...one, names: [name] }, head).some((key) => before.has(key)),
        );
        if (names.length > 0) context.report(reportOf({ ...one, names }, { head, base, file }));
      }
    }
  },
};

/** A line that may document a parameter, in any of the forms. */
const TAG =
  /@(?:\w+-)?(?:param|arg)|<param\b|:(?:param|arg)|^\s*\*{0,2}[a-z_]\w*(?:, \w+)*(?: ?\([^)]{0,200}\))? ?(?::|$)/;
const SECTIONS = /param|\bArgs:|\bArguments:|\bParameters\b|:arg/;

/** Whether the change writes such a line, or takes away a word that one has. */
function mayConcern({ hunks }: ChangedFile, text: string): boolean {
  if (!SECTIONS.test(text)) return false;
  const changed = hunks.flatMap(({ lines }) => lines);
  if (changed.some((line) => line.kind === 'added' && TAG.test(line.text))) return true;
  const gone = distinctWords(changed.flatMap((line) => (line.kind === 'deleted' ? [line.text] : [])).join('\n'));
  for (const word of distinctWords(changed.flatMap((line) => (line.kind === 'added' ? [line.text] : [])).join('\n')))
    gone.delete(word);
  return (
    gone.size > 0 &&
    text
      .split('\n')
      .some(
        (line) => TAG.test(line) && (line.slice(0, 200).match(/[A-Za-z_]\w*/g) ?? []).some((word) => gone.has(word)),
      )
  );
}

async function sideOf(
  context: CheckContext,
  path: string,
  side: 'new' | 'old',
  file?: ChangedFile,
): Promise<ReadCode | null> {
  const content = await context.read(path, side);
  if (content.kind === 'absent' || (file !== undefined && !mayConcern(file, content.text))) return null;
  return readCode(context, path, content.text);
}

interface Wrong {
  readonly of: DocumentedFunction;
  /** The documented names that the function's head does not have. */
  readonly names: readonly DocumentedName[];
  /** The parameters that no tag documents. */
  readonly left: readonly string[];
}

/** Code that takes what its head does not name. */
const TAKES_MORE = /\bfunc_(?:get_args?|num_args)\b|\barguments\b/;

function wrongIn(code: ReadCode): Wrong[] {
  const functions = documentedFunctions(code);
  return functions.flatMap((of): Wrong[] => {
    const documented = documentedNames(code.language, of.doc);
    const missing = documented.filter(({ name }) => !of.words.has(name.replace(/^\$/, '')));
    if (missing.length === 0 || isOpen(of, code)) return [];
    const inner = parametersBelow(code, of.node);
    const names = missing.filter(({ name }) => !inner.has(name.replace(/^\$/, '')));
    const known = new Set(documented.map(({ name }) => name));
    const left = of.parameters
      .filter((name) => name !== null)
      .filter((name) => !known.has(name) && !/^(?:self|cls|this|_.*)$/.test(name));
    return names.length === 0 ? [] : [{ of, names, left }];
  });
}

/** Functions that take more than they name, or that take something apart whose parts have no name of their own. */
function isOpen({ node, parameters, headEnd }: DocumentedFunction, code: ReadCode): boolean {
  const head = code.text.slice(node.start, headEnd);
  if (code.language === 'script') return parameters.includes(null) || TAKES_MORE.test(node.text);
  if (code.language === 'php') return TAKES_MORE.test(node.text);
  if (code.language === 'python') return /[(,]\s*\*{1,2}\w/.test(head);
  if (code.language === 'ruby') return /[(,]\s*\*{1,2}|\.\.\./.test(head);
  return false;
}

function keysOf({ of, names }: Pick<Wrong, 'of' | 'names'>, code: ReadCode): string[] {
  return names.flatMap(({ name, start }) => [
    `${name} of ${of.name}`,
    `${name} in ${(code.lines[code.lineAt(start) - 1] ?? '').trim()}`,
  ]);
}

/** Whether the change touches the line of the tag or the head of the function. */
function isTouched({ of, names }: Wrong, code: ReadCode, touched: ReadonlySet<number>, file: ChangedFile): boolean {
  const [first, last] = [code.lineAt(of.node.start), code.lineAt(of.headEnd)];
  const isHead = [...touched].some((line) => line >= first && line <= last);
  const lost = file.hunks.some(({ lines }) =>
    lines.some(({ kind }, index) => {
      const beside = lines.slice(0, index).findLast(({ newLine }) => newLine !== null)?.newLine ?? 0;
      return kind === 'deleted' && beside >= first - 1 && beside <= last;
    }),
  );
  return isHead || lost || names.some(({ start }) => touched.has(code.lineAt(start)));
}

function reportOf(
  wrong: Wrong,
  { head: code, base, file }: { readonly head: ReadCode; readonly base: ReadCode | null; readonly file: ChangedFile },
): Report {
  const { of, names } = wrong;
  const [first] = names as [DocumentedName];
  const shown = new Set(file.hunks.flatMap(({ lines }) => lines.flatMap(({ newLine }) => newLine ?? [])));
  const visible = names.find(({ start }) => shown.has(code.lineAt(start))) ?? first;
  const line = code.lineAt(visible.start);
  const renamed = names.length === 1 ? renamedTo(visible, wrong, base) : null;
  const text = code.lines[line - 1] ?? '';
  const others = names.filter((name) => name !== visible).map(({ name }) => `\`${name}\``);
  const column = visible.start - code.text.lastIndexOf('\n', visible.start - 1) - 1;
  const has =
    of.parameters.length === 0
      ? 'It takes none.'
      : `Its parameters are ${of.parameters.map((name) => `\`${name ?? '…'}\``).join(', ')}.`;
  return {
    rule: 'unknown-parameter',
    location: { path: code.path, side: 'new', startLine: line, endLine: line },
    evidence: visible.written,
    title: `\`${visible.name}\` is documented, but \`${of.name}\` has no such parameter`,
    explanation: `${has}${others.length > 0 ? ` Neither does it have ${others.join(', ')}.` : ''}${renamed === null ? '' : ` \`${renamed}\` is the one that nothing documents.`}`,
    failureScenario: {
      description: `A reader of the documentation of \`${of.name}\` looks for a parameter \`${visible.name}\`.`,
    },
    ...(renamed !== null && {
      replacement: text.slice(0, column) + renamed + text.slice(column + visible.name.length).replace(/\r$/, ''),
    }),
  };
}

/**
 * The parameter that a wrong name means: the only one without documentation, of a like name, or one that this change renamed. The same place
 * alone does not tell: what stands there may be another thing.
 */
function renamedTo(wrong: DocumentedName, { of, left }: Omit<Wrong, 'names'>, base: ReadCode | null): string | null {
  const [only] = left;
  if (only === undefined || left.length > 1) return null;
  const at = of.parameters.indexOf(only);
  const wasRenamed = (base === null ? [] : documentedFunctions(base)).some(
    ({ name, parameters }) =>
      name === of.name && parameters[at] === wrong.name && parameters.length === of.parameters.length,
  );
  return wasRenamed || isLike(wrong.name, only) ? only : null;
}

function isLike(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase().replaceAll('_', ''), other.toLowerCase().replaceAll('_', '')];
  return Math.min(a.length, b.length) > 2 && (a.includes(b) || b.includes(a));
}
