import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgePowerShellSlips } from '../powershell/judge-powershell-slips.ts';

/** Scripts of PowerShell that do something else than they seem to. */
export const powerShellSlips = sidesCheck({
  id: 'powershell-slips',
  judges: [{ kinds: ['powershell'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.psm?1$/i.test(newPath) : kind.id === 'powershell'),
  judge: judgePowerShellSlips,
});
