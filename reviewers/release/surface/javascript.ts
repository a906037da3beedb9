import { folderOf } from '../paths.ts';
import { JAVASCRIPT_RULES } from './javascript-rules.ts';
import { type Snippet, snippets } from '../snippet.ts';
import type { ModuleSurface, SurfaceLanguage } from './module-surface.ts';
import { join } from 'node:path/posix';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];

/** Modules of JavaScript and TypeScript, with import/export or CommonJS. */
export const javascript: SurfaceLanguage = {
  rules: JAVASCRIPT_RULES,
  surface(text, matches): ModuleSurface {
    const names = new Map<string, number>();
    const stars: { from: string; line: number }[] = [];
    let opaque = false;
    const offer = (name: string, line: number): void => void (names.has(name) || names.set(name, line));
    for (const one of snippets(text, matches)) {
      const found = meaning(one);
      if (found.name !== undefined) offer(found.name, one.line);
      if (found.from !== undefined) stars.push({ from: found.from, line: one.line });
      opaque ||= found.opaque ?? false;
    }
    return { names, stars, opaque };
  },
  resolve(from, importer) {
    if (!from.startsWith('.')) return null;
    const target = join(folderOf(importer), from);
    const bare = target.replace(/\.(d\.)?[mc]?[jt]sx?$/, '');
    const files = EXTENSIONS.map((extension) => `${bare}${extension}`);
    const indexes = EXTENSIONS.map((extension) => join(target, `index${extension}`));
    return [target, ...files, ...indexes];
  },
};

interface Meaning {
  readonly name?: string;
  readonly from?: string;
  readonly opaque?: boolean;
}

function meaning({ rule, text }: Snippet): Meaning {
  switch (rule) {
    case 'specifier':
      return { name: specifierName(text) };
    case 'default':
      return { name: 'default' };
    case 'star': {
      const [, , namespace, from] =
        /^export\s+(type\s+)?\*\s*(?:as\s+(\S+)\s+)?from\s*['"]([^'"]+)['"]/.exec(text) ?? [];
      if (from === undefined) return { opaque: true };
      return namespace === undefined ? { from } : { name: namespace };
    }
    case 'cjs-whole': {
      const value = text.replace(/^[^=]*=\s*/, '');
      const from = /^require\(\s*['"]([^'"]+)['"]\s*\)$/.exec(value)?.[1];
      if (from !== undefined) return { from };
      // A class or function may get properties anywhere.
      return { opaque: !value.startsWith('{') };
    }
    case 'cjs-spread':
    case 'equals':
      return { opaque: true };
    default:
      return { name: text };
  }
}

/** `a`, `a as b`, `type a as b`, `default as "b"`: the outer name. */
function specifierName(text: string): string {
  const words = text.trim().split(/\s+/);
  return (words.at(-1) ?? text).replace(/^['"]|['"]$/g, '');
}
