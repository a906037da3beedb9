import type { NamedHit } from '../../../forge/forge.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { looksLikeDefinition } from '../../../schemas/text/definition-line.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import type { CheckContext } from '../../reviewer.ts';
import { isDocument, isTranslatedPath, resolveLink, tellsThePast } from '../paths.ts';
import type { Removed, RemovedKind } from '../removed/removed.ts';
import { SETS_VARIABLES } from '../removed/variables.ts';
import { commentOf } from './comment.ts';
import { searchedForms, mentionPattern } from './forms.ts';
import { speaksOfPast } from './past.ts';
import { type ReadDocument, readDocument } from './read-document.ts';

/** A place at head that still names something. */
export interface StaleMention {
  readonly where: 'document' | 'comment' | 'sample' | 'pipeline';
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Of each name first the nearest lines: most names live on in one of them. What is not decided then is asked once more. */
const FIRST = { definitions: 1, uses: 3 };
const MORE = { definitions: 10, uses: 120 };
/** Nothing here says whether a name lives on. */
const EXCLUDED = [
  '*.lock',
  '*-lock.json',
  '*.min.js',
  '*.map',
  '*.svg',
  '*.snap',
  'node_modules/**',
  'vendor/**',
  'dist/**',
  'third_party/**',
].map((glob) => `:(exclude,glob)**/${glob}`);
const DOCUMENTS = ['md', 'markdown', 'mdx', 'rst', 'adoc', 'asciidoc', 'txt'].map((ending) => `*.${ending}`);

/** Two plain words and an ending: `src/index.ts`, `test/setup.js`. */
const PLAIN_PATH = /^[a-z]+\/[a-z]+(?:\.[a-z]+)*$/;

/** Whether a script or target is there is read in the files that declare them; a path in the tree. */
const TOLD_BY_FILES: ReadonlySet<RemovedKind> = new Set(['script', 'target', 'file', 'folder']);

const IN_PIPELINE = /(?:^|\/)\.(?:github|circleci|gitlab-ci\.yml$)/;
/** A statement that somebody put aside. */
const DISABLED_CODE = /[;{}]\s*$/;

const MANIFEST =
  /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|Cargo\.toml|build\.gradle(?:\.kts)?|pom\.xml|[^/]+\.csproj|Gemfile|composer\.json)$/;

type Ask = typeof FIRST & { readonly pathspecs: readonly string[] };

/** Where the head still names what is gone; nothing of what a source still has. */
export class MentionSearch {
  readonly #context: CheckContext;
  readonly #added: ReadonlyMap<string, ReadonlySet<number>>;
  /** Folders of examples that say themselves which version they need. */
  readonly #owned: readonly string[];
  readonly #documents = new Map<string, Promise<ReadDocument | null>>();

  constructor(context: CheckContext, tree: readonly string[]) {
    this.#context = context;
    this.#owned = tree.flatMap((path) => {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      return folder !== '' && isSample(folder) && MANIFEST.test(path) ? [folder] : [];
    });
    this.#added = new Map(
      context.changeSet.files.map((file) => [file.newPath, context.changedLines(file, 'new')] as const),
    );
  }

  async of(removed: readonly Removed[]): Promise<Map<Removed, StaleMention[]>> {
    const found = new Map<Removed, StaleMention[]>();
    const first = await this.#hits(removed, { ...FIRST, pathspecs: EXCLUDED });
    const asked = removed.filter((one) => !isAlive(one, first.get(one) ?? []));
    const unsure = asked.filter((one) => isCut(first.get(one) ?? [], FIRST));
    const more = await this.#hits(unsure, { ...MORE, pathspecs: EXCLUDED });
    const cut = unsure.filter((one) => !TOLD_BY_FILES.has(one.kind) && isCut(more.get(one) ?? [], MORE));
    if (cut.length > 0) this.#context.unavailable({ reason: cutReason(cut) });
    for (const one of asked) {
      const hits = more.get(one) ?? first.get(one) ?? [];
      if (cut.includes(one) || isAlive(one, hits)) continue;
      found.set(one, await this.#mentions(one, hits));
    }
    const files = removed.filter(({ kind }) => kind === 'file');
    const links = await this.#hits(files, { definitions: 1, uses: 60, pathspecs: DOCUMENTS }, baseForms);
    for (const [one, hits] of links) {
      const led = await this.#mentions(one, hits);
      const known = found.get(one) ?? [];
      found.set(one, [...known, ...led.filter((more) => !known.some((mention) => isSame(mention, more)))]);
    }
    return new Map([...found].map(([one, mentions]) => [one, withoutTranslations(mentions)]));
  }

  async #hits(
    removed: readonly Removed[],
    ask: Ask,
    forms = searchedForms,
  ): Promise<Map<Removed, readonly NamedHit[]>> {
    if (removed.length === 0) return new Map();
    const all = await this.#context.mentions({
      names: removed.flatMap(forms),
      side: 'new',
      near: removed.map(({ path }) => path),
      ...ask,
    });
    if (all.kind === 'unavailable') {
      this.#context.unavailable({ reason: all.reason });
      return new Map();
    }
    const byName = Map.groupBy(all.value, ({ name }) => name);
    return new Map(removed.map((one) => [one, forms(one).flatMap((form) => byName.get(form) ?? [])]));
  }

  async #mentions(one: Removed, hits: readonly NamedHit[]): Promise<StaleMention[]> {
    const pattern = mentionPattern(one);
    const mentions: StaleMention[] = [];
    for (const hit of hits) {
      if (tellsThePast(hit.path) || this.#added.get(hit.path)?.has(hit.line) === true) continue;
      const where = isDocument(hit.path) ? await this.#inDocument(one, pattern, hit) : inSource(one, pattern, hit);
      if (where === 'sample' && this.#owned.some((folder) => hit.path.startsWith(folder))) continue;
      if (where === 'comment' && (await this.#isPlural(one.name, hit))) continue;
      if (where !== null && !mentions.some((known) => isSame(known, hit)))
        mentions.push({ where, path: hit.path, line: hit.line, text: hit.text.trim() });
    }
    return mentions;
  }

  /** Whether the words of a comment speak of several things of a kind that is still there: "JobDetails are made by it" of `JobDetail`. */
  async #isPlural(name: string, { path, text }: NamedHit): Promise<boolean> {
    const one = /^(\w{3,})s$/.exec(name)?.[1];
    if (one === undefined || [`\`${name}`, `#${name}`, `.${name}`, `"${name}"`].some((marked) => text.includes(marked)))
      return false;
    const content = await this.#context.read(path, 'new');
    return content.kind === 'text' && new RegExp(String.raw`${one}\b`).test(content.text);
  }

  async #inDocument(one: Removed, pattern: RegExp, { path, line }: NamedHit): Promise<StaleMention['where'] | null> {
    const reading = this.#documents.get(path) ?? readDocument(this.#context, path);
    this.#documents.set(path, reading);
    const document = await reading;
    if (document === null || speaksOfPast(document.lines, line - 1)) return null;
    const isFile = one.kind === 'file' || one.kind === 'folder';
    const [text = '', code = ''] = [document.lines[line - 1], document.code.get(line)];
    const isBlock = code.trim() === text.trim();
    // In an example of code, a path of plain words is the reader's own.
    if (pattern.test(isFile ? text : code) && !(isFile && isBlock && PLAIN_PATH.test(one.name))) return 'document';
    const leads = document.links.some(
      ({ target, startLine }) => startLine === line && resolveLink(path, target.replace(/[#?].*/, '')) === one.name,
    );
    return one.kind === 'file' && leads ? 'document' : null;
  }
}

const isSame = (a: Pick<StaleMention, 'path' | 'line'>, b: Pick<StaleMention, 'path' | 'line'>): boolean =>
  a.path === b.path && a.line === b.line;

const baseForms = ({ name }: Removed): string[] => [name.slice(name.lastIndexOf('/') + 1)];

function isCut(hits: readonly NamedHit[], { definitions, uses }: typeof FIRST): boolean {
  return [...Map.groupBy(hits, ({ name }) => name).values()].some((of) => {
    const defined = of.filter(({ isDefinition }) => isDefinition).length;
    return defined >= definitions || of.length - defined >= uses;
  });
}

/** Whether a source has it as code: then whoever names it may mean that. */
function isAlive(one: Removed, hits: readonly NamedHit[]): boolean {
  if (TOLD_BY_FILES.has(one.kind)) return false;
  return hits.some(({ name, path, text }) => {
    if (isDocument(path) || tellsThePast(path) || commentOf(path, text)?.includes(name) === true) return false;
    if (one.kind === 'variable' && SETS_VARIABLES.test(path)) return false;
    return !isSample(path) || looksLikeDefinition(text, name);
  });
}

/** Examples and the code of a site; tests are run, and whatever they name is there. */
function isSample(path: string): boolean {
  return isSampleCode(path) && !isTestPath(path);
}

function inSource(one: Removed, pattern: RegExp, { path, text }: NamedHit): StaleMention['where'] | null {
  const comment = commentOf(path, text);
  if (comment !== null && pattern.test(comment)) {
    // Comments beside what went are `comment-names-former`'s, which also says what they should name.
    const isAside =
      path === one.path || one.kind === 'target' || DISABLED_CODE.test(comment) || speaksOfPast([comment], 0);
    return isAside ? null : 'comment';
  }
  if (one.kind === 'file' || one.kind === 'folder') return null;
  if (!pattern.test(text)) return null;
  // What a pipeline sets may be read by any tool in it.
  if (one.kind === 'variable') return IN_PIPELINE.test(path) ? null : 'pipeline';
  if (one.kind === 'script' || one.kind === 'target') return 'pipeline';
  // A field of an example may be of anything.
  return isSample(path) && one.kind !== 'member' ? 'sample' : null;
}

/** A translation follows its original, and is not told besides it. */
function withoutTranslations(mentions: readonly StaleMention[]): StaleMention[] {
  const originals = mentions.filter(({ path }) => !isTranslatedPath(path));
  return originals.length > 0 ? originals : [...mentions];
}

function cutReason(cut: readonly Removed[]): string {
  const names = cut.slice(0, 3).map(({ name }) => `\`${name}\``);
  return `whether ${names.join(', ')}${cut.length > 3 ? ` and ${cut.length - 3} more` : ''} lives on was not looked at: too many lines name it`;
}
