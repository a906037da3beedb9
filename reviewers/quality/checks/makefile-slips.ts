import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeMakefileSlips } from '../shell/judge-shell.ts';

/** Recipes of Makefiles that do something else than they seem to. */
export const makefileSlips = sidesCheck({
  id: 'makefile-slips',
  judges: [{ kinds: ['makefile'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/.test(newPath) : kind.id === 'makefile',
  judge: judgeMakefileSlips,
});
