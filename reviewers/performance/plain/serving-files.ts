import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { languageOf } from '../../changed-code/plain/languages.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { CheckContext } from '../../reviewer.ts';
import { ONE_OFF } from '../syntax.ts';

/** What runs once or by hand in the usual layouts of Rails, Laravel, .NET and Java. */
export const BY_HAND =
  /(?:^|\/)(?:db|tasks|console|commands?|factories|database)\/|\.(?:rake|gradle\.kts|kts|gemspec|thor)$/i;

/** The changed files in the languages of the shared words that serve requests, as far as their names tell. */
export function servingFiles(context: CheckContext): ChangedFile[] {
  return withoutNoise(context.changeSet.files).filter((file) => {
    const path = file.newPath;
    if (languageOf(path) === null || context.changedLines(file, 'new').size === 0) return false;
    return !isSampleCode(path) && !isTestPath(path) && !ONE_OFF.test(path) && !BY_HAND.test(path);
  });
}
