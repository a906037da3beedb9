import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeFishSlips } from '../fish/judge-fish-slips.ts';

/** Scripts for fish that it refuses, or that do something else than they seem to. */
export const fishSlips = sidesCheck({
  id: 'fish-slips',
  judges: [{ kinds: ['fish'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.fish$/i.test(newPath) : kind.id === 'fish'),
  judge: judgeFishSlips,
});
