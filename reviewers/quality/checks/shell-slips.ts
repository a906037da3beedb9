import { isShellScript } from '../../changed-code/shell/is-shell-script.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeSlips } from '../shell/judge-shell.ts';

/** Scripts of the shell that do something else than they seem to. */
export const shellSlips = sidesCheck({
  id: 'shell-slips',
  judges: [{ kinds: ['shell'], families: ['correctness'] }],
  isMine: isShellScript,
  judge: judgeSlips,
});
