import { join } from 'node:path/posix';
import { fileNameOf, folderOf } from '../paths.ts';
import { type Snippet, snippets } from '../snippet.ts';
import type { ModuleSurface, SurfaceLanguage } from './module-surface.ts';

const definitions = [{ kind: 'function_definition' }, { kind: 'class_definition' }];
/** Of the module itself, be it inside an `if` or `try`. */
const top = { not: { inside: { any: definitions, stopBy: 'end' } } };
const RULES: Readonly<Record<string, object>> = {
  name: { kind: 'identifier', inside: { field: 'name', any: definitions, ...top } },
  variable: { kind: 'identifier', inside: { field: 'left', kind: 'assignment', ...top } },
  import: { kind: 'import_from_statement', ...top },
  all: { kind: 'expression_statement', regex: '^__all__\\b', ...top },
};

/** Packages of Python: `__all__` where there is one, else what stands at the top level without an underscore. */
export const python: SurfaceLanguage = {
  rules: { rules: Object.entries(RULES).map(([id, rule]) => ({ id, language: 'python', rule })) },
  surface(text, matches): ModuleSurface {
    const found = snippets(text, matches);
    const all = found.filter(({ rule }) => rule === 'all');
    // Names that are looked up when they are asked for, or made at import time, are not in the text.
    const dynamic = /^def __getattr__\(|\bglobals\(\)/m.test(text);
    return all.length > 0 ? listed(all) : { ...topLevel(found), opaque: dynamic };
  },
  resolve(from, importer) {
    const own = fileNameOf(folderOf(importer));
    const relative = from.startsWith(`${own}.`) ? from.slice(own.length) : from;
    const [, dots, name] = /^(\.+)(?!\.)(.*)$/.exec(relative) ?? [];
    if (dots === undefined || name === undefined) return null;
    const folder = join(folderOf(importer), ...Array.from({ length: dots.length - 1 }, () => '..'));
    const target = join(folder, ...name.split('.'));
    return [`${target}.py`, `${target}/__init__.py`];
  },
};

/** `__all__` as a literal list, and what is added to it; anything else cannot be followed. */
function listed(statements: readonly Snippet[]): ModuleSurface {
  const names = new Map<string, number>();
  let opaque = false;
  for (const { text, line } of statements) {
    const plain = text.replace(/#.*/gm, '');
    opaque ||= !/^__all__\s*(?::[^=]+)?(=|\+=|\.extend|\.append|\.remove)[\s([]*(?:["'][\w.]+["'][\s,)\]]*)*$/.test(
      plain,
    );
    for (const match of text.matchAll(/["'](\w+)["']/g)) {
      const before = text.slice(0, match.index).split('\n').length - 1;
      const name = match[1] ?? '';
      if (plain.startsWith('__all__.remove')) names.delete(name);
      else names.set(name, line + before);
    }
  }
  return { names, stars: [], opaque };
}

function topLevel(found: readonly Snippet[]): Omit<ModuleSurface, 'opaque'> {
  const names = new Map<string, number>();
  const stars: { from: string; line: number }[] = [];
  const offer = (name: string, line: number): void => {
    if (!name.startsWith('_') && !names.has(name)) names.set(name, line);
  };
  for (const { rule, text, line } of found) {
    if (rule === 'name' || rule === 'variable') offer(text, line);
    if (rule !== 'import') continue;
    const [, from = '', imported = ''] = /^from\s+(\S+)\s+import\s+([\s\S]*)$/.exec(text) ?? [];
    if (imported.trim() === '*') stars.push({ from, line });
    // What comes from elsewhere is a tool of the module, not an offer.
    else if (from.startsWith('.')) for (const one of importedNames(imported)) offer(one.name, line + one.lineOffset);
  }
  return { names, stars };
}

function importedNames(list: string): { readonly name: string; readonly lineOffset: number }[] {
  return list.split('\n').flatMap((row, lineOffset) =>
    row
      .replace(/#.*/, '')
      .replace(/[()\\]/g, '')
      .split(',')
      .map(
        (part) =>
          part
            .trim()
            .split(/(?<!\s)\s+as\s+/)
            .at(-1) ?? '',
      )
      .filter((name) => /^\w+$/.test(name))
      .map((name) => ({ name, lineOffset })),
  );
}
