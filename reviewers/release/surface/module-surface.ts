import type { AnalyserMatch } from '../../../analysers/analyser.ts';

/** What one module offers to those who import it. */
export interface ModuleSurface {
  /** Public names, each with the line that declares it. */
  readonly names: ReadonlyMap<string, number>;
  /** Modules all of whose names are offered on, as written, with their lines. */
  readonly stars: readonly { readonly from: string; readonly line: number }[];
  /** Whether more may be offered than the text shows; then nobody can say that a name is missing. */
  readonly opaque: boolean;
}

/** One language's way of seeing a surface: the syntax to look for, and what it means. */
export interface SurfaceLanguage {
  readonly rules: Readonly<Record<string, unknown>>;
  surface(text: string, matches: readonly AnalyserMatch[]): ModuleSurface;
  /** Paths that a star may mean, the likelier first; null where it leaves the project. */
  resolve(from: string, importer: string): readonly string[] | null;
}
