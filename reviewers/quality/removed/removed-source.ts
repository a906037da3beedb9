import { LOADED_BY_NAME } from '../../../schemas/file-kinds/loaded-by-name.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { compileGlobs } from '../../../schemas/path-globs.ts';
import { languageOf } from '../../changed-code/plain/languages.ts';
import type { CheckContext } from '../../reviewer.ts';

/** Languages whose compiler refuses a program that still names what is gone. */
const COMPILED = /^(?:go|java|csharp|kotlin|rust)$/;
/** Each is a search through the tree. */
const MOST_FILES = 60;
/** What a framework loads because of where it lies ran without being named: gone, it may have been a guard. */
const isLoadedByName = compileGlobs([...LOADED_BY_NAME]);

/**
 * A removed source file counts as looked at where a compiler would miss it, or where nothing at the head has its name any more: the class
 * `OrderMailer` of `order_mailer.rb`.
 */
export async function lookAtRemovedSource(context: CheckContext): Promise<void> {
  const removed = context.changeSet.files.filter(({ status, oldMode }) => status === 'D' && oldMode.startsWith('100'));
  for (const { oldPath, newPath } of removed.slice(0, MOST_FILES)) {
    const language = languageOf(oldPath);
    if (language === null) continue;
    const isNeeded = COMPILED.test(language.kind)
      ? false
      : (isLoadedByName(oldPath) && !isSampleCode(oldPath)) || (await isNamed(context, oldPath));
    if (!isNeeded) context.looked(newPath);
  }
}

/** Nobody loads a program from these. */
const NOT_PROGRAMS = /\.(?:md|mdx|rst|adoc|txt|pot?|csv|svg|map|snap|lock|log)$/i;
/** Lines beyond so many are not gone through: a name in so many places may well be this one. */
const MOST_LINES = 500;

/** Whether something at the head loads the file by its path, or names its class: not where another module's class of that name is meant. */
async function isNamed(context: CheckContext, path: string): Promise<boolean> {
  const [file = '', folder = ''] = path.split('/').toReversed();
  const name = file.slice(0, file.lastIndexOf('.'));
  const type = typeOf(name);
  const around = typeOf(folder);
  const loads = new RegExp(
    String.raw`\b(?:require|load|autoload|include|import|use|from)|[/'"\\]${literal(name)}(?:\.\w{1,8})?['"/]`,
  );
  const other = new RegExp(String.raw`(?<!\b${literal(around)})(?<=\w)(?:::|\\)${literal(type)}\b`, 'g');
  for (const text of new Set([name, type])) {
    const found = await context.search({ text, side: 'new', wholeWord: true, limit: MOST_LINES });
    if (found.kind === 'unavailable' || found.truncated) return true;
    const means = (line: string): boolean =>
      text === type ? new RegExp(String.raw`\b${literal(type)}\b`).test(line.replaceAll(other, '')) : loads.test(line);
    if (found.value.some((hit) => !NOT_PROGRAMS.test(hit.path) && !/^\s*#(?!!)/.test(hit.text) && means(hit.text)))
      return true;
  }
  return false;
}

/** `order_mailer` is `OrderMailer`. */
function typeOf(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A name as a pattern that means it alone. */
function literal(name: string): string {
  return name.replaceAll(/[^\w]/g, String.raw`\$&`);
}
