import { languageOf } from '../../changed-code/plain/languages.ts';
import type { CheckContext } from '../../reviewer.ts';

/** Languages whose compiler refuses a program that still names what is gone. */
const COMPILED = /^(?:go|java|csharp|kotlin|rust)$/;
/** Each is a search through the tree. */
const MOST_FILES = 60;

/**
 * A removed source file counts as looked at where a compiler would miss it, or where nothing at the head has its name any more: the class
 * `OrderMailer` of `order_mailer.rb`.
 */
export async function lookAtRemovedSource(context: CheckContext): Promise<void> {
  const removed = context.changeSet.files.filter(({ status, oldMode }) => status === 'D' && oldMode.startsWith('100'));
  for (const { oldPath, newPath } of removed.slice(0, MOST_FILES)) {
    const language = languageOf(oldPath);
    if (language === null) continue;
    if (COMPILED.test(language.kind) || !(await isNamed(context, oldPath))) context.looked(newPath);
  }
}

async function isNamed(context: CheckContext, path: string): Promise<boolean> {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const name = file.slice(0, file.lastIndexOf('.'));
  const type = name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  for (const text of new Set([name, type])) {
    const found = await context.search({ text, side: 'new', wholeWord: true, limit: 1 });
    if (found.kind === 'unavailable' || found.truncated || found.value.length > 0) return true;
  }
  return false;
}
