import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgePowerShell } from '../powershell/judge-powershell.ts';

/** Scripts of PowerShell that run values or downloads as code, or switch protections off. */
export const powerShellScripts = sidesCheck({
  id: 'powershell-scripts',
  judges: [{ kinds: ['powershell'], families: ['injection'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.psm?1$/i.test(newPath) : kind.id === 'powershell'),
  judge: judgePowerShell,
});
