import type { Declared, FileFacts } from '../../changed-code/callers/facts.ts';
import type { CheckContext } from '../../reviewer.ts';
import { foldersUpward, folderOf, inFolder, isInternal } from '../paths.ts';
import { readText } from '../read-text.ts';
import { javascript } from '../surface/javascript.ts';
import { javascriptEntries } from '../surface/javascript-entries.ts';
import { SurfaceReader } from '../surface/package-surface.ts';
import { python } from '../surface/python.ts';
import { pythonEntries } from '../surface/python-entries.ts';

/** Whether people outside of the project can use what a file declares; null: nothing of the file. */
export type IsOffered = ((declared: Declared, facts: FileFacts) => boolean) | null;

/** Answers for one file after another what of it is public. */
export class Offered {
  readonly #context: CheckContext;
  readonly #tree: readonly string[];
  readonly #paths: ReadonlySet<string>;
  readonly #known = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(context: CheckContext, tree: readonly string[]) {
    this.#context = context;
    this.#tree = tree;
    this.#paths = new Set(tree);
  }

  /** What of a changed file is public. */
  async of(path: string): Promise<IsOffered> {
    if (isInternal(path)) return null;
    if (path.endsWith('.py')) return this.#python(path);
    return /(?<!\.d)\.[cm]?tsx?$/.test(path) ? this.#script(path) : null;
  }

  #once(key: string, read: () => Promise<ReadonlySet<string>>): Promise<ReadonlySet<string>> {
    const known = this.#known.get(key) ?? read();
    this.#known.set(key, known);
    return known;
  }

  async #python(path: string): Promise<IsOffered> {
    if (!this.#tree.some((one) => /^(.*\/)?(pyproject\.toml|setup\.(py|cfg))$/.test(one) && !isInternal(one)))
      return null;
    const names = new Set<string>();
    for (const { files } of pythonEntries(this.#tree)) {
      const [init = ''] = files;
      if (!path.startsWith(inFolder(folderOf(init), ''))) continue;
      const own = await this.#once(init, async () => {
        const surface = await new SurfaceReader(this.#context, python).read(init, 'new', this.#paths);
        return new Set(surface.names.keys());
      });
      for (const name of own) names.add(name);
    }
    return names.size === 0
      ? null
      : ({ name, owner }) => names.has(owner ?? name) && !/^_(?!_)/.test(name) && !(owner ?? '').startsWith('_');
  }

  /** What the entries of the package hand on, by its name, from modules that export it. */
  async #script(path: string): Promise<IsOffered> {
    const folder = foldersUpward(folderOf(path)).find((one) => this.#paths.has(inFolder(one, 'package.json')));
    if (folder === undefined) return null;
    const names = await this.#once(inFolder(folder, 'package.json'), async () => {
      const manifest = await readText(this.#context, inFolder(folder, 'package.json'), 'new');
      const found = new Set<string>();
      try {
        const entries = manifest === null ? null : javascriptEntries(manifest, folder, this.#tree);
        const reader = new SurfaceReader(this.#context, javascript);
        for (const file of (entries ?? []).flatMap(({ files }) => files).slice(0, MOST_ENTRIES))
          for (const name of (await reader.read(file, 'new', this.#paths)).names.keys()) found.add(name);
      } catch {
        // A manifest that cannot be read is told by the check of removed exports.
        return new Set<string>();
      }
      return found;
    });
    return ({ name, owner, node }, { exports }) => {
      const outer = owner ?? name;
      const isHidden =
        /^[#_]|^constructor$/.test(name) || /^(?:[\w\s]{0,40}\b)?(?:private|protected)\b/.test(node.text);
      return names.has(exports?.get(outer) ?? '') && !isHidden;
    };
  }
}

/** More entries have packages of a file each. */
const MOST_ENTRIES = 60;
