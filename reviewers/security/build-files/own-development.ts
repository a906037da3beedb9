import { basename, dirname } from 'node:path/posix';
import type { CheckContext } from '../../reviewer.ts';

/** One manifest of gems for each version of a framework that a library is tried with. */
const FOR_EACH_VERSION = /(?:^|\/)gemfiles\/|\.gemfile(?:\.lock)?$|(?:^|\/)Gemfile[.-](?!lock$)[^/]{1,80}$/;

/** Whether nobody but who works on a library takes what this manifest or lockfile of gems asks for: the gem that ships asks by its own. */
export async function isOfDevelopment(context: CheckContext, path: string): Promise<boolean> {
  if (FOR_EACH_VERSION.test(path)) return true;
  if (!/^(?:Gemfile|gems\.rb|Gemfile\.lock|gems\.locked)$/.test(basename(path))) return false;
  const folder = dirname(path);
  return ((await context.list('new')) ?? []).some((one) => one.endsWith('.gemspec') && dirname(one) === folder);
}
