import { dirname } from 'node:path/posix';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { CheckContext } from '../../reviewer.ts';

/** A dependency that a manifest still lists, and whose last import the change took away. */
export interface IdleDependency {
  readonly name: string;
  readonly manifest: string;
  /** Where the manifest lists it at the head, 1-based. */
  readonly line: number;
  readonly text: string;
  readonly lastUse: { readonly file: ChangedFile; readonly line: number; readonly text: string };
}

interface Ecosystem {
  readonly files: RegExp;
  /** What a line imports, as the manifest writes it. */
  readonly imported: (line: string) => readonly string[];
  readonly manifest: RegExp;
  /** Whether a line of the manifest lists the dependency. */
  readonly lists: (line: string, name: string) => boolean;
  /** Under what its users would name it, if not its own name. */
  readonly named?: (name: string) => string;
}

/** Of longer lines the beginning is read. */
const LONGEST_LINE = 500;
const literal = (name: string): string => name.replaceAll(/[^\w]/g, String.raw`\$&`);
const all = (line: string, pattern: RegExp): string[] =>
  [...line.slice(0, LONGEST_LINE).matchAll(pattern)].map(([, one = '']) => one);
/** Modules of the platform, and of the repository itself, are in no manifest. */
const packageOf = (specifier: string): string[] => {
  const found = /^(@[\w.~-]+\/[\w.~-]+|[a-z0-9_][\w.~-]*)(?:\/|$)/.exec(specifier)?.[1];
  return found === undefined ? [] : [found];
};

const ECOSYSTEMS: readonly Ecosystem[] = [
  {
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i,
    imported: (line) =>
      all(line, /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"]([^'"./][^'"]{0,200})['"]/g).flatMap(packageOf),
    manifest: /(?:^|\/)package\.json$/,
    lists: (line, name) => new RegExp(String.raw`^\s*"(?:@types/)?${literal(name)}"\s*:\s*"[^"]*"`).test(line),
  },
  {
    files: /\.py$/i,
    imported: (line) => all(line, /^\s*(?:from|import)\s+([A-Za-z]\w*)/g),
    manifest: /(?:^|\/)(?:pyproject\.toml|setup\.cfg|requirements[\w.-]*\.(?:txt|in))$/,
    lists: (line, name) =>
      new RegExp(String.raw`^\s*["']?${literal(name).replaceAll('_', '[-_]')}["']?\s*(?:$|[=<>~!,;\["'])`, 'i').test(
        line,
      ),
  },
  {
    files: /\.rs$/i,
    imported: (line) => all(line, /^\s*(?:pub\s+)?(?:use|extern\s+crate)\s+(?:::)?([a-z]\w*)/g),
    manifest: /(?:^|\/)Cargo\.toml$/,
    lists: (line, name) =>
      new RegExp(String.raw`^\s*${literal(name).replaceAll('_', '[-_]')}\s*(?:=|\.workspace\b)`).test(line),
  },
  {
    files: /\.cs$/i,
    imported: (line) => all(line, /^\s*(?:global\s+)?using\s+(?:static\s+)?([A-Z][\w.]*)\s*;/g),
    manifest: /\.csproj$/,
    lists: (line, name) =>
      new RegExp(String.raw`<PackageReference\s[^<>]{0,300}Include="${literal(name)}"`, 'i').test(line),
  },
  {
    files: /\.(?:rb|rake)$/i,
    imported: (line) => all(line, /^\s*require(?:\s*|\s{0,9}\(\s{0,9})['"]([\w-]+)['"]/g),
    manifest: /(?:^|\/)Gemfile$|\.gemspec$/,
    lists: (line, name) =>
      new RegExp(
        String.raw`^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)(?:\s*|\s{0,9}\(\s{0,9})['"]${literal(name)}['"]`,
      ).test(line),
    named: (name) => name.replaceAll(/(?:^|[_-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  },
];

/** Each is a search through the tree. */
const MOST_NAMES = 12;
const MOST_MANIFESTS = 6;
const MOST_HITS = 400;
/** Where a name says nothing about whether it is used. */
const NO_USE =
  /(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY|NEWS|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|[\w.-]*\.lock|bun\.lockb?|packages\.lock\.json|uv\.lock|poetry\.lock|dependabot\.yml|renovate\.json5?|LICENSES?|NOTICE)(?:\.\w+)?$|(?:^|\/)(?:node_modules|vendor)\//i;

/** Dependencies whose last import a change takes away while the manifest keeps them. */
export async function idleDependencies(
  context: CheckContext,
  files: readonly ChangedFile[],
): Promise<IdleDependency[]> {
  const lost = lostImports(files);
  const paths = lost.size === 0 ? null : await context.list('new');
  if (paths === null) return [];
  const found: IdleDependency[] = [];
  for (const [name, { ecosystem, lastUse }] of [...lost].slice(0, MOST_NAMES)) {
    const above = paths
      .filter((path) => ecosystem.manifest.test(path) && isAround(path, lastUse.file.oldPath))
      .toSorted((a, b) => b.length - a.length);
    for (const manifest of above.slice(0, MOST_MANIFESTS)) {
      const listed = await listedIn(context, manifest, name, ecosystem);
      if (listed === null) continue;
      if (!(await isNamed(context, name, ecosystem))) found.push({ name, manifest, ...listed, lastUse });
      break;
    }
  }
  return found;
}

interface Lost {
  readonly ecosystem: Ecosystem;
  readonly lastUse: IdleDependency['lastUse'];
}

function lostImports(files: readonly ChangedFile[]): Map<string, Lost> {
  const lost = new Map<string, Lost>();
  const kept = new Set<string>();
  for (const file of files) {
    const ecosystem = ECOSYSTEMS.find(({ files: one }) => one.test(file.oldPath));
    if (ecosystem === undefined) continue;
    for (const { kind, text, oldLine } of file.hunks.flatMap(({ lines }) => lines)) {
      for (const name of ecosystem.imported(text)) {
        if (kind !== 'deleted') kept.add(name);
        else if (oldLine !== null && !lost.has(name))
          lost.set(name, { ecosystem, lastUse: { file, line: oldLine, text } });
      }
    }
  }
  for (const name of kept) lost.delete(name);
  return lost;
}

function isAround(manifest: string, path: string): boolean {
  const folder = dirname(manifest);
  return folder === '.' || path.startsWith(`${folder}/`);
}

async function listedIn(context: CheckContext, manifest: string, name: string, { lists }: Ecosystem) {
  const content = await context.read(manifest, 'new', { holding: [name, name.replaceAll('_', '-')] });
  if (content.kind === 'absent') return null;
  const lines = content.text.split('\n');
  const index = lines.findIndex((line) => lists(line.slice(0, LONGEST_LINE), name));
  return index === -1 ? null : { line: index + 1, text: (lines[index] ?? '').replace(/\r$/, '') };
}

/** Whether anything but manifests and lockfiles still says the name. */
async function isNamed(context: CheckContext, name: string, ecosystem: Ecosystem): Promise<boolean> {
  const texts = new Set([name, name.replaceAll('_', '-'), ecosystem.named?.(name) ?? name]);
  for (const text of texts) {
    // In the whole tree: projects that build on this one may take the dependency from it.
    const found = await context.search({ text, side: 'new', limit: MOST_HITS });
    if (found.kind === 'unavailable' || found.truncated) return true;
    const named = found.value.some(
      ({ path, text: line }) =>
        !NO_USE.test(path) && !(ecosystem.manifest.test(path) && ecosystem.lists(line.slice(0, LONGEST_LINE), name)),
    );
    if (named) return true;
  }
  return false;
}
