import type { ChangedFile } from '../../schemas/change-set.ts';
import { isSampleCode, sampleFolder } from '../../schemas/file-kinds/sample-code.ts';
import type { CheckContext } from '../reviewer.ts';

/** What starts programs by their paths. */
const STARTS =
  /(?:^|\/)(?:\.github\/workflows\/[^/]+\.ya?ml|action\.ya?ml|\.gitlab-ci\.yml|Jenkinsfile|[Mm]akefile|justfile|Procfile|package\.json|pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|noxfile\.py|Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|[^/]+\.sh)$/;
const CODE = /\.(?:[cm]?[jt]sx?|py)$/i;

/** More files are not read: a tree of any size is told in bounded time. The changed ones and what starts programs come first. */
const MOST_READ = 150;

/**
 * Whether what stands in a file may be taken for less because of its place among tests, examples or benchmarks: that place was there at the
 * base, and nothing of production, no workflow and no script at the head that was looked at reaches the file.
 */
export async function isAside(context: CheckContext, file: ChangedFile): Promise<boolean> {
  if (!isSampleCode(file.newPath) || !(await stoodBefore(context, file))) return false;
  const holding = [moduleName(file.newPath)];
  for (const path of await possibleCallers(context, file)) {
    const content = await context.read(path, 'new', { holding });
    if (content.kind !== 'text') continue;
    const text = path.endsWith('package.json') ? withoutOwnScripts(content.text) : content.text;
    if (mentions(text, path, file.newPath)) return false;
  }
  return true;
}

/** A script that only who works on the package starts, by its name: `"examples": "node examples/server.js"`. */
const OWN_SCRIPT =
  /^\s*"(?!(?:pre|post)?(?:install|uninstall|publish|publishOnly|prepublishOnly|pack|prepare|version|start|restart|stop|build|test)")[\w:.-]{1,80}":\s?"[^"\s]{1,100} /;

function withoutOwnScripts(manifest: string): string {
  return manifest
    .split('\n')
    .filter((line) => !OWN_SCRIPT.test(line))
    .join('\n');
}

async function stoodBefore(context: CheckContext, { status, oldPath, newPath }: ChangedFile): Promise<boolean> {
  if (status !== 'A' && isSampleCode(oldPath)) return true;
  const old = await context.list('old');
  const folder = sampleFolder(newPath);
  return old?.some((path) => (folder === null ? isSampleCode(path) : path.startsWith(folder))) ?? false;
}

async function possibleCallers(context: CheckContext, { newPath }: ChangedFile): Promise<string[]> {
  const changed = context.changeSet.files.filter(({ status }) => status !== 'D').map((file) => file.newPath);
  const tree = (await context.list('new')) ?? changed;
  const production = tree.filter((path) => path !== newPath && !isSampleCode(path));
  const starts = production.filter((path) => STARTS.test(path));
  const code = production.filter((path) => CODE.test(path));
  const touched = new Set(changed);
  return [...new Set([...code.filter((path) => touched.has(path)), ...starts, ...code])].slice(0, MOST_READ);
}

const withoutExtension = (path: string): string => path.replace(/(?:\/index|\/__init__)?\.\w+$/, '');

function moduleName(path: string): string {
  const bare = withoutExtension(path);
  return bare.slice(bare.lastIndexOf('/') + 1);
}

/** Whether a file names another: by its path from the root or from its own folder, or as a module. */
function mentions(text: string, from: string, path: string): boolean {
  const bare = withoutExtension(path);
  const name = moduleName(path);
  if (!text.includes(name)) return false;
  if (new RegExp(String.raw`(?<![\w/-])(?:\./)?${escaped(bare)}(?![\w/-])`).test(text)) return true;
  for (const [, target = ''] of text.matchAll(/["'`](\.{1,2}\/[^"'`\n]{1,300})["'`]/g)) {
    const led = resolved(from, target);
    if (led === path || led === bare || withoutExtension(led) === bare) return true;
  }
  const folder = bare.split('/').slice(0, -1);
  const module = folder.at(-1);
  const dotted = [...folder, name].join('.');
  return (
    path.endsWith('.py') &&
    (text.includes(dotted) ||
      (module !== undefined && importsOf(text, module).some((names) => names.split(/[^\w$-]+/).includes(name))))
  );
}

/** What lines of Python import from a module, as it is written there. */
function importsOf(text: string, module: string): string[] {
  const lines = text.matchAll(new RegExp(String.raw`\b${escaped(module)}\s+import\s([^\n]{0,1000})`, 'g'));
  return Array.from(lines, ([, names = '']) => names);
}

function resolved(from: string, target: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
