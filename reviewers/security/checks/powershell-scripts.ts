import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgePowerShell } from '../powershell/judge-powershell.ts';

/** Scripts of PowerShell that run values or downloads as code, or switch protections off. Nobody has measured it: it tells and judges nothing. */
export const powerShellScripts = sidesCheck({
  id: 'powershell-scripts',
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.psm?1$/i.test(newPath) : kind.id === 'powershell'),
  judge: judgePowerShell,
});
