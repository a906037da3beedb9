import { posix } from 'node:path';
import { build, type BuildOptions, type Metafile, type OnLoadResult, type Plugin } from 'esbuild';

/** Files of a bundle, by their place below its root. */
type Files = ReadonlyMap<string, string>;

/** What one process loads: its name, and the sources that it begins with or imports while it runs. */
export type LoadedTogether = Readonly<Record<string, readonly string[]>>;

/** What a chunk is to the second pass: the file that it goes to, and under which names that file has what it exports. */
interface Piece {
  readonly text: string;
  readonly exports: readonly string[];
  readonly file: string;
  readonly prefix: string;
}

const FOLDER = 'chunks';
const ENTRY = 'entry:';
/** Kinds of modules of the second pass: a file that is made, a file of the first pass, and what another made file exports. */
const [MERGED, PIECE, OTHER] = ['merged', 'piece', 'other'];

/**
 * Puts those shared chunks into one file that the same processes load. The bundler makes a chunk for each set of entry points that reach it, rare commands
 * among them, so that a review loads a hundred files; each costs a look-up, a read and a compilation. A process loads nothing that it did not load before,
 * only a rare one does: what a chunk imports is reached by all that reach the chunk, so the merged files have no circles either.
 *
 * @param files what the bundler made, by their place
 * @param metafile what it said of them, made with the same root
 * @param together processes that are worth it
 * @param options of the bundler, for the merged files
 * @throws when no such source is an entry point: a name that is out of date
 */
export async function mergeChunks(
  files: Files,
  metafile: Metafile,
  together: LoadedTogether,
  options: BuildOptions,
): Promise<Files> {
  const pieces = piecesOf(files, metafile, together);
  const merged = new Set([...pieces.values()].map(({ file }) => file));
  const { outputFiles } = await build({
    ...options,
    entryPoints: [...merged].map((file) => ({ in: `${ENTRY}${file}`, out: file.replace(/\.js$/, '') })),
    outdir: '/',
    bundle: true,
    splitting: false,
    write: false,
    plugins: [fromPieces(pieces)],
  });
  return new Map(outputFiles.map(({ path, text }) => [posix.relative('/', path), text]));
}

function piecesOf(files: Files, metafile: Metafile, together: LoadedTogether): ReadonlyMap<string, Piece> {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [placeOf(path, metafile, files), output]),
  );
  const loads = new Map<string, string[]>();
  for (const [process, sources] of Object.entries(together)) {
    const entries = sources.map((source) => entryOf(outputs, source));
    for (const place of reached(outputs, entries)) loads.set(place, [...(loads.get(place) ?? []), process]);
  }
  return new Map(
    [...files].map(([place, text], index) => {
      const { entryPoint, exports } = outputs.get(place) ?? { exports: [] };
      const by = entryPoint === undefined ? loads.get(place) : undefined;
      // An entry point stays a file of its own: whoever loads it means to begin it.
      const own = { text, exports, file: place, prefix: '' };
      return [place, by === undefined ? own : { ...own, file: `${FOLDER}/${by.join('-')}.js`, prefix: `p${index}_` }];
    }),
  );
}

/** The bundler names outputs from the working directory. */
function placeOf(path: string, metafile: Metafile, files: Files): string {
  const place = [...files.keys()].find((one) => path.endsWith(`/${one}`) || path === one);
  if (place === undefined) throw new Error(`${path} is not among ${Object.keys(metafile.outputs).length} outputs`);
  return place;
}

function entryOf(outputs: ReadonlyMap<string, Metafile['outputs'][string]>, source: string): string {
  for (const [place, { entryPoint }] of outputs) if (entryPoint === source) return place;
  throw new Error(`${source} is no entry point of the bundle`);
}

function reached(
  outputs: ReadonlyMap<string, Metafile['outputs'][string]>,
  entries: readonly string[],
): ReadonlySet<string> {
  const seen = new Set(entries);
  // A set that grows while it is gone through is gone through to its end.
  for (const place of seen)
    for (const { path, kind, external } of outputs.get(place)?.imports ?? [])
      if (kind === 'import-statement' && external !== true)
        for (const other of outputs.keys()) if (path.endsWith(`/${other}`)) seen.add(other);
  return seen;
}

/** Gives the bundler the pieces: those of one file as they are, those of another as what that file exports. */
const fromPieces = (pieces: ReadonlyMap<string, Piece>): Plugin => ({
  name: 'from-pieces',
  setup(hooks) {
    hooks.onResolve({ filter: /^/ }, ({ path, importer, namespace, kind }) => {
      if (kind === 'entry-point') return { path: path.slice(ENTRY.length), namespace: MERGED };
      if (namespace === OTHER) return { path, external: true };
      if (namespace === MERGED) return { path, namespace: PIECE };
      const place = posix.join(posix.dirname(importer), path);
      const piece = path.startsWith('.') ? pieces.get(place) : undefined;
      if (piece === undefined || kind === 'dynamic-import') return { path, external: true };
      const isHere = piece.file === pieces.get(importer)?.file;
      return isHere
        ? { path: place, namespace: PIECE }
        : { path: `${place}#${posix.dirname(importer)}`, namespace: OTHER };
    });
    hooks.onLoad({ filter: /^/, namespace: MERGED }, ({ path }) => ({
      contents: [...pieces]
        .filter(([, { file }]) => file === path)
        .map(([place, piece]) => exported(piece.exports, piece.prefix, place, false))
        .join(''),
    }));
    hooks.onLoad({ filter: /^/, namespace: PIECE }, ({ path }): OnLoadResult => ({
      contents: pieces.get(path)?.text ?? '',
    }));
    hooks.onLoad({ filter: /^/, namespace: OTHER }, ({ path }): OnLoadResult => {
      const [place = '', from = ''] = path.split('#');
      const piece = pieces.get(place);
      if (piece === undefined) throw new Error(`${place} is no file of the bundle`);
      const to = posix.relative(from, piece.file);
      return { contents: exported(piece.exports, piece.prefix, to.startsWith('.') ? to : `./${to}`, true) };
    });
  },
});

/** Exports all of a file: out of a merged one, or into it under names that are its own. */
function exported(names: readonly string[], prefix: string, from: string, isOut: boolean): string {
  const list = names.map((name) => {
    const [own, other] = [name, prefix === '' || name === 'default' ? name : `${prefix}${name}`];
    return isOut ? `${other} as ${own}` : `${own} as ${other}`;
  });
  return `export {${list.join(',')}} from ${JSON.stringify(from)};`;
}
