import { isAbsolute, join } from 'node:path';
import { InputError } from '../../schemas/problem.ts';
import type { Environment } from './config.ts';

/** A file of Docket's own in the user's state directory (XDG base directories). Throws `InputError` where there is no home. */
export function stateFile(name: string, { XDG_STATE_HOME, HOME, USERPROFILE }: Environment): string {
  const home = HOME ?? USERPROFILE;
  const base =
    XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME)
      ? XDG_STATE_HOME
      : home === undefined
        ? null
        : join(home, '.local', 'state');
  if (base !== null) return join(base, 'docket', name);
  throw new InputError({
    what: `Docket has no place for files of its own (${name}): neither XDG_STATE_HOME nor HOME is set`,
    remedy: 'Set HOME.',
  });
}
