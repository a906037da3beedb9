import { dirname } from 'node:path/posix';
import type { CheckContext } from '../../reviewer.ts';
import { isPinning, manifestsOf } from './manifests-of-lockfiles.ts';

/** Manifests of gems that stand beside the usual one, one for each version of a framework. */
const GEMFILE = /(?:^|\/)gemfiles\/[^/]{1,100}$|\.gemfile$/;
/** So many files of the base are read. */
const MOST_FILES = 40;

/**
 * Whether a repository stood at the base already, in the manifest of this lockfile, in one beside it or in another lockfile: whoever writes the
 * lockfile anew takes it from there.
 */
export async function knownSources(context: CheckContext, lockfile: string): Promise<(source: string) => boolean> {
  const usual = new Set(manifestsOf(lockfile));
  const isAsked = (path: string): boolean => usual.has(path) || GEMFILE.test(path);
  const beside = (await context.list('old')) ?? [];
  const asked = beside.filter(isAsked);
  const pinned = beside.filter((path) => path !== lockfile && isPinning(path) && !isAsked(path));
  const near = pinned.toSorted(
    (a, b) => Number(dirname(b) === dirname(lockfile)) - Number(dirname(a) === dirname(lockfile)),
  );
  const texts: string[] = [];
  for (const path of [...asked, ...near, lockfile].slice(0, MOST_FILES)) {
    const content = await context.read(path, 'old');
    if (content.kind === 'text') texts.push(content.text);
  }
  return (source) => {
    const name = repositoryIn(source);
    return name !== null && texts.some((text) => names(text, name));
  };
}

/** `owner/name` of an address of a repository, behind its host but for the one that manifests know by a word. */
function repositoryIn(source: string): string | null {
  const path = (source.split('#')[0] ?? '').replace(/\.git$|\/$/, '');
  const [, host = '', name] = /(?:\/\/|@|^)([\w.-]{1,100})[/:]([\w.-]{1,100}\/[\w.-]{1,100})$/.exec(path) ?? [];
  if (name === undefined) return null;
  return host === 'github.com' || host === 'github' ? name : `${host}/${name}`;
}

/** What may stand before `owner/name`: the host, or nothing of a path. */
const BEFORE = /(?:^|[^\w/.-]|github(?:\.com)?[/:]|\/\/)$/;

/** Whether a text has `owner/name` as a whole. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const behind = text.slice(at + name.length, at + name.length + 5);
    if (BEFORE.test(text.slice(Math.max(0, at - 12), at)) && /^(?:\.git\b|[^\w.-]|$)/.test(behind)) return true;
  }
  return false;
}
