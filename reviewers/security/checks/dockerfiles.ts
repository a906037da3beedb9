import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeDockerfile, lostInDockerfile } from '../container/judge-dockerfile.ts';

/** What an image brings along, and what its build takes over unseen. */
export const dockerfiles = sidesCheck({
  id: 'dockerfiles',
  judges: [{ kinds: ['dockerfile'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined
      ? /(?:^|\/)(?:Docker|Container)file(?:\.[\w-]+)?$|\.dockerfile$/i.test(newPath)
      : kind.id === 'dockerfile',
  judge: judgeDockerfile,
  lost: lostInDockerfile,
});
