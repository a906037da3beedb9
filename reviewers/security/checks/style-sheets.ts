import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeStyles } from '../styles/judge-styles.ts';

const KINDS: ReadonlySet<string> = new Set(['css', 'scss', 'less']);

/** Style sheets that load from others, send away what stands on a page, or run a script. */
export const styleSheets = sidesCheck({
  id: 'style-sheets',
  judges: [{ kinds: [...KINDS], families: ['injection'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.(?:css|scss|less)$/i.test(newPath) : KINDS.has(kind.id)),
  judge: judgeStyles,
});
