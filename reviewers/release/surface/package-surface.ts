import { extname } from 'node:path/posix';
import type { Side } from '../../../schemas/location.ts';
import type { CheckContext } from '../../reviewer.ts';
import type { ModuleSurface, SurfaceLanguage } from './module-surface.ts';

/** A place in the text that a public name comes from or through. */
export interface Origin {
  readonly path: string;
  readonly line: number;
}

/** What an entry offers, with everything it passes on. */
export interface PublicSurface {
  /** Each name with the place that declares it, and before it the stars that lead there. */
  readonly names: ReadonlyMap<string, readonly Origin[]>;
  readonly opaque: boolean;
}

const MOST_MODULES = 200;

/** Reads surfaces of one language; a text that both sides share is analysed once. */
export class SurfaceReader {
  readonly #context: CheckContext;
  readonly #language: SurfaceLanguage;
  readonly #known = new Map<string, ModuleSurface | null>();

  constructor(context: CheckContext, language: SurfaceLanguage) {
    this.#context = context;
    this.#language = language;
  }

  /** Follows the stars from an entry to the end. A star that cannot be followed makes the surface opaque. */
  async read(entry: string, side: Side, tree: ReadonlySet<string>): Promise<PublicSurface> {
    const names = new Map<string, readonly Origin[]>();
    const seen = new Set([entry]);
    let opaque = false;
    const queue: { path: string; trail: readonly Origin[] }[] = [{ path: entry, trail: [] }];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { path, trail } = next;
      const surface = await this.#module(path, side);
      if (surface === null || seen.size > MOST_MODULES) return { names, opaque: true };
      opaque ||= surface.opaque;
      for (const [name, line] of surface.names) {
        // A star never passes the default on.
        if (name === 'default' && trail.length > 0) continue;
        if (!names.has(name)) names.set(name, [...trail, { path, line }]);
      }
      for (const { from, line } of surface.stars) {
        const target = this.#language.resolve(from, path)?.find((candidate) => tree.has(candidate));
        if (target === undefined) opaque = true;
        else if (!seen.has(target)) queue.push({ path: target, trail: [...trail, { path, line }] });
        if (target !== undefined) seen.add(target);
      }
    }
    return { names, opaque };
  }

  async #module(path: string, side: Side): Promise<ModuleSurface | null> {
    const content = await this.#context.read(path, side);
    if (content.kind !== 'text') return null;
    const key = `${extname(path)}\n${content.text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { text } = content;
    const [result] = await this.#context.analyse('ast-grep', [{ path, text }], this.#language.rules);
    const surface = result?.kind === 'ok' ? this.#language.surface(text, result.matches) : null;
    this.#known.set(key, surface);
    return surface;
  }
}
