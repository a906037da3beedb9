import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { fileNameOf } from '../paths.ts';

/** How a migration is written. */
export type MigrationForm = 'sql' | 'rails' | 'python' | 'script';

/** Folders that tools keep migrations in. */
const FOLDER = /^(?:[\w.-]*migrat(?:e|ion|ions|or|ors)|drizzle|alterations|versions|revisions)$/i;
const NUMBERED = /^v?\d/i;
const FLYWAY = /^[VU]\d[\d._]{0,60}__[^/]+\.sql$/;
/** Files of a folder that bears the number itself: Diesel, Prisma. */
const NAMED_BY_FOLDER = /^(?:up|down|migration)\.sql$/i;
const BACK = /(?:[._-](?:down|rollback|undo))\.sql$|^(?:down|rollback)\.sql$|^U\d[\d._]{0,60}__/i;
const RAILS = /(?:^|\/)db\/(?:\w{1,60}_)?migrate\/(?:[^/]+\/)?\d{8,20}_\w+\.rb$/;
/** What Flyway and its like run again whenever it changes. */
const REPEATABLE = /^R__|^(?:before|after)[A-Z]\w*(?:__|\.)/;

/** How the migration in a file of this name is written; null where no tool takes it for one. */
export function migrationForm(path: string): MigrationForm | null {
  const name = fileNameOf(path);
  const folders = path.split('/').slice(0, -1);
  if (REPEATABLE.test(name) || isSampleCode(`${folders.join('/')}/`) || isSampleCode(name)) return null;
  if (name.endsWith('.rb')) return RAILS.test(path) ? 'rails' : null;
  if (FLYWAY.test(name)) return 'sql';
  const depth = folders.findLastIndex((folder) => FOLDER.test(folder));
  if (depth === -1 || folders.length - depth > 4) return null;
  if (name.endsWith('.py')) return /^(?:__init__|env)\.py$/.test(name) ? null : 'python';
  const below = folders.slice(depth + 1);
  const isOne = NUMBERED.test(name) || (NAMED_BY_FOLDER.test(name) && below.length > 0);
  if (!isOne) return null;
  if (name.endsWith('.sql')) return 'sql';
  return /\.[cm]?[jt]s$/.test(name) && !name.includes('.d.') ? 'script' : null;
}

/** Whether a file of SQL takes back what another one did. */
export function goesBack(path: string): boolean {
  return BACK.test(fileNameOf(path));
}

const DOWN =
  /^[ \t]*--[ \t]*(?:\+(?:goose|migrate|micrate|duckUp)[ \t]+down|migrate:down|rambler[ \t]+down|down migration|\/\/[ \t]*@undo)\b/i;
const UP = /^[ \t]*--[ \t]*(?:\+(?:goose|migrate|micrate)[ \t]+up|migrate:up|rambler[ \t]+up|up migration)\b/i;
const TERN = /^[ \t]*---- create above/i;

/** A file of SQL in its own two halves, each with the lines of the other left empty; `back` is null where there is no such half. */
export function halvesOf(text: string): { readonly forth: string; readonly back: string | null } {
  let isBack = false;
  let found = false;
  const [forth, back]: [string[], string[]] = [[], []];
  for (const line of text.split('\n')) {
    if (DOWN.test(line) || TERN.test(line)) [isBack, found] = [true, true];
    else if (UP.test(line)) isBack = false;
    forth.push(isBack ? '' : line);
    back.push(isBack ? line : '');
  }
  return { forth: forth.join('\n'), back: found ? back.join('\n') : null };
}
