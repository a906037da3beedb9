import { REPOSITORY_CONFIG_PATH } from './load-config.ts';

/** How people spell it, after what other tools read: at the root, hidden, in a folder of its own, with the long ending, in other case. */
const LIKELY = /^(?:\.github\/|\.docket\/)?\.?docket(?:\.config|rc)?\.ya?ml$/i;

/** The folders whose names are to be looked through; the root is the empty one. */
export const MISNAMED_FOLDERS: readonly string[] = ['', '.github/', '.docket/'];

/** Says that files which look like Docket's configuration are not read, and which one is; null where there are none. */
export function misnamedNotice(paths: Iterable<string>): string | null {
  const names = [...paths].filter((path) => path !== REPOSITORY_CONFIG_PATH && LIKELY.test(path)).toSorted();
  if (names.length === 0) return null;
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not read: the configuration is ${REPOSITORY_CONFIG_PATH}`;
}
