import type { Location } from '../../schemas/location.ts';
import type { SarifArtifactLocation, SarifLocation, SarifRegion, SarifRun } from './sarif-log.ts';
import { linesOfUri, pathBelow, normalise, uriPath, type UriPath } from './uri-path.ts';

/** Where a result lies: inside the repository, outside of it (as the file says it), or nowhere. */
export type SarifPlace =
  | { readonly kind: 'inside'; readonly location: Location; readonly snippet: string | null }
  | { readonly kind: 'outside'; readonly text: string }
  | { readonly kind: 'none' };

/** Longest chain of bases; a file that nests deeper goes in circles. */
const DEEPEST_BASE = 20;

/**
 * Turns SARIF's locations into the repository's. A relative URI is taken from the root of the repository; an absolute one is
 * made relative to the first root it lies under: the given one, then those the file itself names.
 */
export class SarifPlaces {
  readonly #run: SarifRun;
  readonly #roots: readonly string[];

  /** @param root absolute path of the repository on this machine; null when unknown */
  constructor(run: SarifRun, root: string | null) {
    this.#run = run;
    const repositories = this.#absolute((run.versionControlProvenance ?? []).map((provenance) => provenance.mappedTo));
    const bases = this.#absolute(Object.keys(run.originalUriBaseIds ?? {}).map((uriBaseId) => ({ uriBaseId })));
    const directories = this.#absolute((run.invocations ?? []).map((invocation) => invocation.workingDirectory));
    // Of several bases the outermost is the repository: the others lie in it.
    const outermost = bases.toSorted((one, other) => one.length - other.length);
    this.#roots = [...(root === null ? [] : [normalise(`/${root}`)]), ...repositories, ...outermost, ...directories];
  }

  #absolute(places: readonly (SarifArtifactLocation | null | undefined)[]): string[] {
    const paths = places.flatMap((at) => (at === null || at === undefined ? [] : [this.#path(at)]));
    return paths.flatMap((path) => (path?.kind === 'absolute' && path.path !== '/' ? [path.path] : []));
  }

  place(location: SarifLocation | undefined): SarifPlace {
    const physical = location?.physicalLocation;
    const artifact = this.#artifact(physical?.artifactLocation ?? null);
    const path = artifact === null ? null : this.#path(artifact);
    if (artifact === null || path === null) return { kind: 'none' };
    const inside = this.#inside(path);
    const lines = linesOf(physical?.region ?? {}, artifact.uri ?? '');
    if (inside === null) {
      const line = lines.startLine === null ? '' : `:${lines.startLine}`;
      return { kind: 'outside', text: `${artifact.uri ?? artifact.uriBaseId ?? ''}${line}` };
    }
    const snippet = physical?.region?.snippet?.text ?? null;
    return {
      kind: 'inside',
      location: { path: inside, side: 'new', ...lines },
      snippet: snippet === null || snippet.trim() === '' ? null : snippet,
    };
  }

  /** Looks an artifact up by its index where the location itself has no URI. */
  #artifact(at: SarifArtifactLocation | null): SarifArtifactLocation | null {
    if (at === null || (at.uri !== null && at.uri !== undefined)) return at;
    return this.#run.artifacts?.[at.index ?? -1]?.location ?? null;
  }

  #path(at: SarifArtifactLocation, depth = 0): UriPath | null {
    const own = at.uri === null || at.uri === undefined ? null : uriPath(at.uri);
    if (own !== null && own.kind !== 'relative') return own;
    const base = this.#run.originalUriBaseIds?.[at.uriBaseId ?? ''];
    const under = base === undefined || depth > DEEPEST_BASE ? null : this.#path(base, depth + 1);
    // The root of the file system, as Trivy writes it, says no more than no base at all.
    if (under === null || under.kind === 'foreign' || under.path === '/') return own;
    return { kind: under.kind, path: normalise(`${under.path}/${own?.path ?? ''}`) };
  }

  #inside(path: UriPath): string | null {
    if (path.kind === 'foreign') return null;
    if (path.kind === 'relative') return path.path === '' || /^\.\.(?:\/|$)/.test(path.path) ? null : path.path;
    return this.#roots.map((root) => pathBelow(root, path.path)).find((relative) => relative !== null) ?? null;
  }
}

function linesOf(region: SarifRegion, uri: string): Pick<Location, 'startLine' | 'endLine'> {
  const start = region.startLine ?? 0;
  if (start === 0) return linesOfUri(uri) ?? { startLine: null, endLine: null };
  const given = region.endLine ?? start;
  // A region that ends before the first column of a line does not touch that line.
  const end = region.endColumn === 1 && given > start ? given - 1 : given;
  return { startLine: start, endLine: Math.max(start, end) };
}
