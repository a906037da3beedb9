import { basename, dirname, join, normalize } from 'node:path/posix';

/** A removed file as other files would name it. */
export interface RemovedModule {
  readonly path: string;
  readonly language: 'script' | 'python';
  /** Its path without an ending, the folder for an `index` or `__init__`; what an import resolves to. */
  readonly module: string;
  /** A word that every line that names it has. */
  readonly word: string;
}

const SCRIPT = /(?:\.d)?\.[cm]?[jt]sx?$/i;
const PYTHON = /\.pyi?$/i;
const INDEX = /^(?:index|__init__)$/;
/** What an import of `./a` may mean when it names no ending. */
const RESOLVED = [
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.d.ts',
  '.json',
  '.vue',
  '.svelte',
  '.node',
  '.css',
];

/** How a removed script or Python file is named; null for other files. */
export function removedModule(path: string): RemovedModule | null {
  const language = SCRIPT.test(path) ? 'script' : PYTHON.test(path) ? 'python' : null;
  if (language === null) return null;
  const bare = path.replace(language === 'script' ? SCRIPT : PYTHON, '');
  const module = INDEX.test(basename(bare)) ? dirname(bare) : bare;
  return { path, language, module, word: module === '.' ? basename(bare) : basename(module) };
}

/** Whether it speaks for its whole folder, whose other files can name it without a word of it. */
export function isIndex({ path, module }: RemovedModule): boolean {
  return module === dirname(path);
}

/**
 * Texts of which every line that names the file has one beside its word: files without such a line need not be read, and a short name stands in
 * hundreds of files that mean something else.
 */
export function signsOf({ path, language, module, word }: RemovedModule): string[] {
  const quotes = language === 'script' ? ["'", '"', '`'] : ["'", '"'];
  const names = (before: readonly string[]) => before.map((one) => `${one}${word}`);
  // From the root it is named without a folder; a dot in its own name looks like one.
  const bare = language === 'python' || !module.includes('/') ? names(quotes) : [];
  const ways =
    language === 'script' ? [...quotes.map((quote) => `${quote}.`), ...names(['/'])] : ['import', ...names(['.', ':'])];
  return [...ways, ...bare, basename(path)];
}

/** `import`: the line loads the removed file and nothing is left that it could load instead; `name`: it may mean it. */
export type Mention = 'import' | 'name';

/** What a line of a file that is still there has to do with a removed file. */
export function mentionOf(
  { path: from, text }: { readonly path: string; readonly text: string },
  removed: RemovedModule,
  isThere: (path: string) => boolean,
): Mention | null {
  if (/^\s*(?:\/\/|\/?\*|#(?!!))/.test(text)) return null;
  const imported = removed.language === 'script' ? inScript(from, text, removed) : inPython(from, text, removed);
  if (imported === 'import') return isReplaced(removed, isThere) ? null : 'import';
  return imported ?? (namesPath(from, text, removed) ? 'name' : null);
}

function isReplaced({ language, module }: RemovedModule, isThere: (path: string) => boolean): boolean {
  if (language === 'python')
    return ['.py', '.pyi', '.pyx', '/__init__.py'].some((ending) => isThere(`${module}${ending}`));
  return RESOLVED.some((ending) => isThere(`${module}${ending}`) || isThere(`${module}/index${ending}`));
}

function inScript(from: string, text: string, { module }: RemovedModule): Mention | null {
  let found: Mention | null = null;
  for (const [, quoted = ''] of text.matchAll(/['"`]([^'"`\s]{1,300})['"`]/g)) {
    const query = quoted.search(/[?#]/);
    const named = (query === -1 ? quoted : quoted.slice(0, query)).replace(SCRIPT, '').replace(/\/index$/, '');
    if (/^\.{1,2}(?:\/|$)/.test(named)) {
      if (normalize(join(dirname(from), named)).replace(/\/$/, '') !== module) continue;
      // A path in quotes is an import where something imports it; elsewhere a program may open it.
      if (/\b(?:import|from|require|export|mock)\b/.test(text)) return 'import';
      found = 'name';
      continue;
    }
    const tail = /^[@~#$][\w-]{0,60}\/(.+)$/.exec(named)?.[1] ?? named;
    if (
      tail === module ||
      (tail.includes('/') && module.endsWith(`/${tail}`)) ||
      (tail !== named && module.endsWith(`/${tail}`))
    )
      found = 'name';
  }
  return found;
}

const FROM = /^\s*from\s{1,8}(\.{0,8})([\w.]{0,300})\s{1,8}import\s{1,8}(.{0,1000})/;
const IMPORT = /^\s*import\s{1,8}([\w., ]{1,1000})/;

function inPython(from: string, text: string, { module, word }: RemovedModule): Mention | null {
  const dotted = module.replaceAll('/', '.');
  // Folders of sources are no part of a module's name.
  const full = dotted.replace(/^(?:src|lib|python)\./, '');
  const meaning = (name: string): Mention | null => {
    if (name === dotted || name === full) return 'import';
    if (name === word) return dirname(from) === dirname(module) ? 'import' : null;
    return name.includes('.') && dotted.endsWith(`.${name}`) ? 'name' : null;
  };
  const [, dots = '', name = '', names = ''] = FROM.exec(text) ?? [];
  const imported = names.split(',').some((one) =>
    one
      .trim()
      .split(/[\s(]+/)
      .includes(word),
  );
  if (dots !== '') {
    const base = join(dirname(from), ...Array.from({ length: dots.length - 1 }, () => '..'));
    const target = name === '' ? base : join(base, name.replaceAll('.', '/'));
    if (target === module) return 'import';
    return join(target, word) === module && imported ? 'name' : null;
  }
  if (name !== '') {
    const meant = meaning(name);
    if (meant !== null) return meant;
    return imported && meaning(`${name}.${word}`) !== null ? 'name' : null;
  }
  const plain =
    IMPORT.exec(text)?.[1]
      ?.split(',')
      .map((one) => meaning(one.trim().split(/\s/)[0] ?? '')) ?? [];
  if (plain.includes('import')) return 'import';
  // Settings name classes and functions by a text: `MIDDLEWARE = ["a.b.Guard"]`.
  const texts = [...text.matchAll(/['"]([\w.:]{1,300})['"]/g)].map(([, one = '']) => one.replace(':', '.'));
  const isNamed = texts.some((one) =>
    [dotted, full].some((own) => own.includes('.') && `${one}.`.startsWith(`${own}.`)),
  );
  return isNamed || plain.includes('name') ? 'name' : null;
}

/** Whether a script, a workflow or a manifest has the path of the file, from the root or from where it lies itself. */
function namesPath(from: string, text: string, { path }: RemovedModule): boolean {
  const folder = dirname(from);
  const own = folder === '.' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  return [path, own].some((one) => {
    const at = text.indexOf(one);
    return (
      at !== -1 && !/[\w.-]/.test(text.charAt(at - 1).replace('.', '')) && !/[\w-]/.test(text.charAt(at + one.length))
    );
  });
}
