import { below, type Syntax } from '../../changed-code/syntax-node.ts';

/** What an imported name stands for. */
export interface Import {
  /** `child_process.exec`. */
  readonly path: string;
  /** One of the module's members, the module by its default or as it is required, or all of the module under a chosen name. */
  readonly what: 'member' | 'module' | 'alias';
}

const made = new WeakMap<Syntax, ReadonlyMap<string, Import>>();

/** A module's name as the rules write it. */
const plainModule = (module: string): string =>
  module.replace(/^node:/, '').replace(/^fs\/promises$|^fs-extra$|^graceful-fs$/, 'fs');

/** What the names that a file imports stand for: `sh` for `child_process.exec`. Read by the text of the statements. */
export function importsOf(root: Syntax): ReadonlyMap<string, Import> {
  const known = made.get(root);
  if (known !== undefined) return known;
  const names = new Map<string, Import>();
  for (const statement of statementsOf(root)) readStatement(statement, names);
  for (const node of below(root, ({ kind }) => /^(?:program|import_\w+)$/.test(kind))) {
    const [alias, path] = node.kind === 'import_alias' ? node.children : [];
    // Go knows a package by the last part of its address.
    const module = /([\w-]{1,100})(?:\/v\d{1,9})?["`]$/.exec(path?.text ?? '')?.[1];
    if (alias !== undefined && module !== undefined) names.set(alias.text, { path: module, what: 'alias' });
  }
  made.set(root, names);
  return names;
}

function statementsOf(root: Syntax): readonly string[] {
  const inside = [...below(root)].filter(
    ({ kind, parent, text }) =>
      parent !== root && /^(?:import_|lexical_decl|variable_decl)/.test(kind) && IMPORTS.test(text),
  );
  // Of two meanings of a name the file's own counts.
  return [...inside, ...root.children]
    .filter(({ kind }) => /import|declaration|expression_statement|future/.test(kind))
    .filter(({ end, start }) => end - start < 2000)
    .map(({ text }) => text);
}

const IMPORTS = /^(?:import|from)\s|\b(?:require|import|promisify)\(/;

function readStatement(text: string, names: Map<string, Import>): void {
  const python = /^from\s+([\w.]+)\s+import\s+\(?([^()]*)\)?/.exec(text);
  if (python !== null) return members(python[1] ?? '', python[2] ?? '', names);
  const script = boundTo(text, /^import\s/, /\sfrom\s+['"]([^'"]+)['"]/g);
  const required = boundTo(
    text,
    /^(?:const|let|var)\s/,
    /=\s*(?:await\s+import|require)\(\s*['"]([^'"]+)['"]\s*\)(\.\w+)?\s*(?=$|[;,])/g,
  );
  const found = script ?? required;
  if (found !== null) {
    const { bound, module, member } = found;
    const [, inside] = /^[^{]*\{([\s\S]*)\}/.exec(bound) ?? [];
    if (inside !== undefined) members(plainModule(module) + member, inside, names);
    const whole = /^(?:\*\s+as\s+)?(\w+)/.exec(bound)?.[1];
    if (whole !== undefined && whole !== 'type')
      names.set(whole, { path: plainModule(module) + member, what: member === '' ? 'module' : 'member' });
    return;
  }
  const promised = /^(?:const|let|var)\s+(\w+)\s*=\s*(?:util\.)?promisify\(\s*([\w.]+)\s*\)/.exec(text);
  if (promised !== null) names.set(promised[1] ?? '', { path: resolved(promised[2] ?? '', names), what: 'member' });
  if (/^import\s/.test(text) && script === null) {
    for (const [, module = '', alias] of text.slice(7).matchAll(/([\w.]+)(?:\s+as\s+(\w+))?/g))
      if (alias !== undefined) names.set(alias, { path: module, what: 'alias' });
  }
}

/** What stands between how a statement begins and where it says the module, and that module. */
function boundTo(text: string, begin: RegExp, source: RegExp) {
  const start = begin.exec(text)?.[0].length;
  if (start === undefined) return null;
  source.lastIndex = start - 1;
  const match = source.exec(text);
  if (match === null) return null;
  return { bound: text.slice(start, match.index).trim(), module: match[1] ?? '', member: match[2] ?? '' };
}

function members(module: string, list: string, names: Map<string, Import>): void {
  for (const item of list.split(',')) {
    const [, name, alias] = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+)|\s*:\s*([\w$]+))?/.exec(item) ?? [];
    const bound = alias ?? /:\s*([\w$]+)/.exec(item)?.[1] ?? name;
    if (name !== undefined && bound !== undefined) names.set(bound, { path: `${module}.${name}`, what: 'member' });
  }
}

/** The path with its first name replaced by what the file imports under it. */
export function resolved(path: string, imports: ReadonlyMap<string, Import>): string {
  const [, creation = '', first = '', rest = ''] = /^(new )?([\w$]+)([\s\S]*)$/.exec(path) ?? [];
  const found = imports.get(first);
  return found === undefined ? path : `${creation}${found.path}${rest}`;
}
