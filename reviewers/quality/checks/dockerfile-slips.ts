import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeDockerSlips } from '../docker/judge-dockerfile.ts';

/** Dockerfiles whose instructions have no effect, or end the build. What an image opens to strangers judges them; this tells and judges nothing. */
export const dockerfileSlips = sidesCheck({
  id: 'dockerfile-slips',
  isMine: ({ kind, newPath }) =>
    kind === undefined
      ? /(?:^|\/)(?:Docker|Container)file(?:\.[\w-]+)?$|\.dockerfile$/i.test(newPath)
      : kind.id === 'dockerfile',
  judge: judgeDockerSlips,
});
