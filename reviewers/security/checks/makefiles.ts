import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeMakefile } from '../shell/judge-shell.ts';

/** Recipes of Makefiles that run values or downloads as code, or leave checks out. */
export const makefiles = sidesCheck({
  id: 'makefiles',
  judges: [{ kinds: ['makefile'], families: ['injection'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/.test(newPath) : kind.id === 'makefile',
  judge: judgeMakefile,
});
