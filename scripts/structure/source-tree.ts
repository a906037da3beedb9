import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Lang, parse, type SgNode } from '@ast-grep/napi';

/** One TypeScript file of the product, as far as its neighbours see it. Paths are relative to the root, with `/`. */
export interface SourceModule {
  readonly path: string;
  readonly lines: number;
  /** Modules of the product that it imports or exports from, type-only imports included. */
  readonly imports: readonly string[];
  /** Names that it defines and exports; what it only passes on is not among them. */
  readonly exports: readonly string[];
}

/** The folders whose files make the product. */
const PRODUCT_FOLDERS: readonly string[] = [
  'analysers',
  'app',
  'coordinator',
  'forge',
  'history',
  'models',
  'processes',
  'reviewers',
  'schemas',
];

/** Whether a path is one of the product's own sources. */
export function isProductSource(path: string): boolean {
  return path.endsWith('.ts') && PRODUCT_FOLDERS.includes(path.slice(0, path.indexOf('/')));
}

const SKIPPED = new Set(['node_modules', 'dist', 'build', '.git', '.cache', '.demo']);

/** Every file below a folder, in order. */
export function filesBelow(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(root, path);
      return entry.isFile() ? [path] : [];
    });
}

/** Reads the product below `root`; folders that are not there are passed over. */
export function readSourceTree(root: string, files = filesBelow(root)): readonly SourceModule[] {
  return files.filter(isProductSource).map((path) => readModule(path, readFileSync(join(root, path), 'utf8')));
}

function readModule(path: string, text: string): SourceModule {
  const statements = parse(Lang.TypeScript, text).root().children();
  const sources = statements.flatMap((statement) => {
    const isModule = statement.is('import_statement') || statement.is('export_statement');
    const source = isModule ? statement.field('source')?.text().slice(1, -1) : undefined;
    return source?.startsWith('.') === true ? [posix.join(posix.dirname(path), source)] : [];
  });
  const exported = statements.flatMap((statement) =>
    statement.is('export_statement') ? definedNames(statement.field('declaration')) : [],
  );
  return { path, lines: text.split('\n').length - 1, imports: [...new Set(sources)], exports: [...new Set(exported)] };
}

/** The names that one exported declaration defines. */
function definedNames(declaration: SgNode | null): string[] {
  if (declaration === null) return [];
  const name = declaration.field('name');
  if (name !== null) return [name.text()];
  return declaration
    .children()
    .filter((child) => child.is('variable_declarator'))
    .flatMap((child) => child.field('name')?.text() ?? []);
}
