import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeStyleSlips } from '../styles/judge-styles.ts';

const KINDS: ReadonlySet<string> = new Set(['css', 'scss', 'less']);

/** Style sheets of which the browser leaves out a part. */
export const styleSlips = sidesCheck({
  id: 'style-slips',
  judges: [{ kinds: [...KINDS], families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.(?:css|scss|less)$/i.test(newPath) : KINDS.has(kind.id)),
  judge: judgeStyleSlips,
});
