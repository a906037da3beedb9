import { kid } from '../../changed-code/callers/gather-facts.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type FoundDefault, flagIn, writtenValue, stringOf, VARIABLE } from './declared-default.ts';

/** Defaults in Python: argparse, click, typer, variables of the environment, and fields of settings. */
export function pythonDefaults(root: Syntax): FoundDefault[] {
  return [...below(root)].flatMap((node) =>
    node.kind === 'call' ? ofCall(node) : node.kind === 'class_definition' ? ofSettings(node) : [],
  );
}

function ofCall(call: Syntax): FoundDefault[] {
  const [target, list] = call.children;
  if (list?.kind !== 'argument_list') return [];
  const placed = list.children.filter(({ kind }) => kind !== 'keyword_argument');
  const named = writtenValue(keyword(list, 'default'));
  const texts = placed.flatMap((one) => stringOf(one) ?? []);
  if (/(?:\.add_argument|(?:^|\.)(?:add_)?option|(?:^|\.)Option)$/.test(target?.text ?? '')) {
    const name = flagIn(texts.filter((text) => text.startsWith('-')));
    // typer's comes first.
    const first = target?.text.endsWith('Option') === true ? writtenValue(placed[0]) : null;
    const literal = named ?? (first?.value.startsWith('-') === true ? null : first);
    return name === null || literal === null ? [] : [{ name, kind: 'flag', literal }];
  }
  if (!/^(?:os\.)?(?:environ\.get|getenv)$|(?:^|\.)env(?:\.\w+)?$|^config$/.test(target?.text ?? '')) return [];
  const [name = ''] = texts;
  const literal = named ?? writtenValue(placed[1]);
  return literal === null || !VARIABLE.test(name) ? [] : [{ name, kind: 'environment variable', literal }];
}

function keyword(list: Syntax, name: string): Syntax | undefined {
  return list.children.find(({ kind, children }) => kind === 'keyword_argument' && children[0]?.text === name)
    ?.children[1];
}

/** Fields of pydantic's settings. */
function ofSettings(node: Syntax): FoundDefault[] {
  if (!/\bBaseSettings\b/.test(kid(node, 'argument_list')?.text ?? '')) return [];
  const statements = (kid(node, 'block')?.children ?? []).flatMap(({ children }) => children);
  return statements.flatMap((one): FoundDefault[] => {
    const name = one.children[0]?.text ?? '';
    const value = one.kind === 'assignment' && one.children.length > 1 ? one.children.at(-1) : undefined;
    const list = value?.kind === 'call' && /^Field\b/.test(value.text) ? value.children[1] : undefined;
    const literal = writtenValue(list === undefined ? value : (keyword(list, 'default') ?? list.children[0]));
    return literal === null || !/^[a-zA-Z]\w*$/.test(name) || name === 'model_config'
      ? []
      : [{ name, kind: 'setting', literal }];
  });
}
