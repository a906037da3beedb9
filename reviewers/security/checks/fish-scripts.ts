import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeFish } from '../fish/judge-fish.ts';

/** Scripts for fish that run values or downloads as code, or leave checks out. */
export const fishScripts = sidesCheck({
  id: 'fish-scripts',
  judges: [{ kinds: ['fish'], families: ['injection'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.fish$/i.test(newPath) : kind.id === 'fish'),
  judge: judgeFish,
});
