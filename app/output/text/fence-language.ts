import { basename, extname } from 'node:path/posix';
import { ACTIVE_LANGUAGES } from './neutralise.ts';

/** Files that are named by what they are. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['dockerfile', 'dockerfile'],
  ['containerfile', 'dockerfile'],
  ['makefile', 'makefile'],
  ['gemfile', 'ruby'],
  ['rakefile', 'ruby'],
]);

/** The language that a fence of Markdown names for a file, by its extension: GitHub knows each language by those of its files. */
export function fenceLanguage(path: string): string {
  const name = basename(path).toLowerCase();
  const language = BY_NAME.get(name) ?? extname(name).slice(1);
  return /^[a-z][a-z\d]{0,14}$/.test(language) && !ACTIVE_LANGUAGES.has(language) ? language : '';
}
