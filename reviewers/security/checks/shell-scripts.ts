import { isShellScript } from '../../changed-code/shell/is-shell-script.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeShell } from '../shell/judge-shell.ts';

/** Scripts of the shell that run values or downloads as code, or leave checks out. */
export const shellScripts = sidesCheck({
  id: 'shell-scripts',
  judges: [{ kinds: ['shell'], families: ['injection'] }],
  isMine: isShellScript,
  judge: judgeShell,
});
