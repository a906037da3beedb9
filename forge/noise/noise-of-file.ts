import picomatch from 'picomatch';
import type { NoiseReason } from '../../schemas/change-set.ts';
import { compileGlobs } from '../../schemas/path-globs.ts';
import { baseNoise } from './base-noise.ts';
import { isInertText } from './inert-text.ts';
import { isLockfile, isNamedLockfile } from './lockfile.ts';
import type { NoiseSubject } from './noise-subject.ts';

/** What becomes of a file: `filtered` is listed only, `noise` is judged by the checks and shown to nobody. */
export interface FileNoise {
  readonly kind: 'filtered' | 'noise';
  readonly reason: NoiseReason;
}

const SOURCE_MAP = picomatch('**/*.{js,mjs,cjs,css,ts,jsx,tsx,wasm}.map', { dot: true, nocase: true });
/** Neither a link nor a submodule, and nothing that is made to be run. */
const PLAIN_FILE = '100644';
/** What some tools write in front of JSON so that no browser runs it. */
const JSON_GUARD = /^\)\]\}'?[^\n]*\n/;

/**
 * Why a file is not looked at like any other, or null. `ignore` are the configuration's globs. Whatever the change itself writes, names or
 * moves so that it looks like noise is none: only locked versions and source maps that hold nothing but data, and what stood at the base.
 */
export function noiseOfFile(subject: NoiseSubject, ignore: readonly string[]): FileNoise | null {
  const paths = namesOf(subject);
  if (ignore.length > 0) {
    const isIgnored = compileGlobs(ignore);
    if (paths.every((path) => isIgnored(path))) return { kind: 'filtered', reason: 'ignored-by-config' };
  }
  const data = dataReason(subject, paths);
  if (data !== null) return { kind: 'filtered', reason: data };
  const stood = baseNoise(subject);
  return stood === null ? null : { kind: 'noise', reason: stood };
}

/** A file that moves is what both of its names say: it may not leave the review by its new one. */
function namesOf({ status, oldPath, newPath }: NoiseSubject): readonly string[] {
  if (status === 'D') return [oldPath];
  return status === 'R' ? [newPath, oldPath] : [newPath];
}

/** A name alone proves nothing: what stands there must be data. */
function dataReason(subject: NoiseSubject, paths: readonly string[]): 'lockfile' | 'source-map' | null {
  const { status, oldMode, newMode, binary } = subject;
  if ((status === 'D' ? oldMode : newMode) !== PLAIN_FILE || status === 'T') return null;
  const text = (status === 'D' ? subject.old : subject.new)?.text ?? null;
  if (paths.every(isNamedLockfile)) return isLockfile(paths[0] ?? '', { text, binary }) ? 'lockfile' : null;
  if (binary || text === null || !paths.every((path) => SOURCE_MAP(path))) return null;
  return isInertText(text.replace(JSON_GUARD, '')) ? 'source-map' : null;
}
