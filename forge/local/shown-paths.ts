import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Contents, Inspection, SecretScanner } from '../forge.ts';
import { blankSecrets, secretLines } from '../redact/blank-secrets.ts';
import type { KnownSecrets } from '../redact/known/known-secrets.ts';
import type { LazyFile } from './git/tree-diff.ts';

/** The scanner's rules may go by file name; a list of names has none of its own. */
const PATH = 'paths.txt';

/** Names of files as everybody sees them: a secret in a name is blanked like one in a line, and the file is read by the blanked name. */
export class ShownPaths {
  readonly #shown = new Map<string, string>();
  readonly #real = new Map<string, string>();
  /** Of each list that was told, what it became, and what was known then. */
  readonly #lists = new WeakMap<readonly string[], { readonly names: readonly string[]; readonly state: string }>();
  readonly #known: KnownSecrets;

  /** @param known secrets that the contents gave away; a name may repeat them */
  constructor(known: KnownSecrets) {
    this.#known = known;
  }

  /** Searches the names of a change; what is found is known from then on. Names that cannot be searched stay: there is no other way to speak of them. */
  async search(files: readonly LazyFile[], scanner: SecretScanner): Promise<void> {
    const paths = [...new Set(files.flatMap(({ facts }) => [facts.oldPath, facts.newPath]))];
    const text = paths.map((path) => path.replaceAll('\n', ' ')).join('\n');
    const [scan] = text === '' ? [] : await scanner.scan([{ path: PATH, text }]);
    const lines = scan?.kind === 'scanned' ? secretLines(text.split('\n'), scan.spans) : null;
    if (lines === null || lines.size === 0) return;
    const blanked = blankSecrets(text, lines).split('\n');
    for (const [at, path] of paths.entries()) {
      for (const part of lines.get(at + 1) ?? []) this.#known.learn([path.slice(part.startColumn, part.endColumn)]);
      const shown = blanked[at] ?? path;
      if (lines.has(at + 1)) this.#add(path, shown);
    }
  }

  /** The name that may be told. */
  shown(path: string): string {
    const told = this.#shown.get(path);
    if (told !== undefined) return told;
    const clean = this.#known.scrub(path);
    return clean === path ? path : this.#add(path, clean);
  }

  /** The names of a whole tree. They are looked at again where more has become known. */
  all(paths: readonly string[]): readonly string[] {
    const told = this.#lists.get(paths);
    if (told?.state === this.#state()) return told.names;
    const names = paths.map((path) => this.shown(path));
    this.#lists.set(paths, { names, state: this.#state() });
    return names;
  }

  #state(): string {
    return `${this.#known.learned} ${this.#shown.size}`;
  }

  /** The name in the tree. */
  real(path: string): string {
    return this.#real.get(path) ?? path;
  }

  #add(path: string, wanted: string): string {
    // Two secrets of one length in one place would become one name.
    let shown = wanted;
    for (let next = 2; this.#real.has(shown); next += 1) shown = `${wanted}~${next}`;
    this.#shown.set(path, shown);
    this.#real.set(shown, path);
    return shown;
  }
}

/** The change with the names that may be told. */
export function withShownPaths(changes: ChangeSet, paths: ShownPaths): ChangeSet {
  const both = <T extends { readonly oldPath: string; readonly newPath: string }>(file: T): T => ({
    ...file,
    oldPath: paths.shown(file.oldPath),
    newPath: paths.shown(file.newPath),
  });
  return {
    ...changes,
    files: changes.files.map(both),
    filtered: changes.filtered.map(both),
    redactions: changes.redactions.map((one) => ({ ...one, path: paths.shown(one.path) })),
  };
}

/** Files that are asked for by the names that were told. */
export function contentsByShownPaths(contents: Contents, paths: ShownPaths): Contents {
  return {
    read: (path, side, want) => contents.read(paths.real(path), side, want),
    list: async (side) => {
      const listed = await contents.list(side);
      return listed === null ? null : paths.all(listed);
    },
  };
}

/** Trees that are asked by the names that were told. */
export function inspectionByShownPaths(inspection: Inspection, paths: ShownPaths): Inspection {
  return {
    search: async ({ under, ...request }) => {
      const found = await inspection.search({ ...request, ...(under !== undefined && { under: paths.real(under) }) });
      if (found.kind !== 'ok') return found;
      return { ...found, value: found.value.map((hit) => ({ ...hit, path: paths.shown(hit.path) })) };
    },
    mentions: async (request) => {
      const found = await inspection.mentions({ ...request, near: request.near.map((path) => paths.real(path)) });
      if (found.kind !== 'ok') return found;
      return { ...found, value: found.value.map((one) => ({ ...one, path: paths.shown(one.path) })) };
    },
    touchedBy: (request) => inspection.touchedBy({ ...request, path: paths.real(request.path) }),
    takenBack: async (request) => {
      const files = request.files.map((file) => ({ ...file, newPath: paths.real(file.newPath) }));
      const found = await inspection.takenBack({ ...request, files });
      if (found.kind !== 'ok') return found;
      const value = found.value.map((one) => ({
        ...one,
        paths: paths.all(one.paths),
        places: one.places.map((place) => ({ ...place, path: paths.shown(place.path) })),
      }));
      return { ...found, value };
    },
  };
}
