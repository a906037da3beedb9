import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The caller's environment; only the names listed here are ever looked at. */
export type HostEnvironment = Readonly<Record<string, string | undefined>>;

/** What git may know of the machine: where programs lie, and whose configuration (`safe.directory`, ignore lists) counts. */
const PASSED_ON = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'SUDO_UID'] as const;

/** Folders of the system: trusted wherever the reviewed work tree lies. */
const SYSTEM_FOLDERS = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/bin'];

/**
 * Values that keep git quiet, offline and read-only. An empty list of allowed protocols stops a lazy fetch in versions that
 * do not know GIT_NO_LAZY_FETCH yet, whatever the reviewed repository's configuration allows.
 */
const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: '',
  GIT_PROTOCOL_FROM_USER: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_ASKPASS: '',
  GIT_PAGER: 'cat',
  GIT_EDITOR: ':',
};

/** The nearest folder from `cwd` upwards that looks like a work tree; null where there is none. */
function reviewedTree(cwd: string): string | null {
  for (let at = resolve(cwd); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return null;
  }
}

function isInside(folder: string, tree: string): boolean {
  const way = relative(tree, folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * PATH without entries that the reviewed repository could fill: relative ones, those inside its work tree, and the
 * `node_modules/.bin` folders that npm puts in front.
 */
function trustedPath(path: string, cwd: string): string {
  const tree = reviewedTree(cwd);
  const isTrusted = (folder: string): boolean =>
    SYSTEM_FOLDERS.includes(folder) ||
    (isAbsolute(folder) &&
      !folder.includes(join('node_modules', '.bin')) &&
      (tree === null || !isInside(folder, tree)));
  return path.split(delimiter).filter(isTrusted).join(delimiter);
}

/** The whole environment of every git process; nothing else is inherited. */
export function gitEnvironment(host: HostEnvironment, cwd: string): Record<string, string> {
  const environment: Record<string, string> = { HOME: homedir() };
  for (const name of PASSED_ON) {
    const value = host[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, ...FIXED, PATH: trustedPath(host['PATH'] ?? SYSTEM_FOLDERS.join(delimiter), cwd) };
}
