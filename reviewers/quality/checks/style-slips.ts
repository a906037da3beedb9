import { comesFromElsewhere } from '../../changed-code/sides/comes-from-elsewhere.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';

const KINDS: ReadonlySet<string> = new Set(['css', 'scss', 'less']);

/** Style sheets of which the browser leaves out a part. Of Less it finds less than half of what others planted: there it tells and judges nothing. */
export const styleSlips = sidesCheck({
  id: 'style-slips',
  judges: [{ kinds: ['css', 'scss'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.(?:css|scss|less)$/i.test(newPath) : KINDS.has(kind.id)),
  // The grammar of all properties is loaded where there is a style sheet.
  judge: async (text, path, context) => {
    const judged = (await import('../styles/judge-styles.ts')).judgeStyleSlips(text, path);
    const tree = /@(?:use|forward|import)\b/.test(text) ? await context.list('new') : null;
    const { missingImports } = await import('../styles/style-imports.ts');
    return tree === null
      ? judged
      : { ...judged, hazards: [...judged.hazards, ...missingImports(text, path, new Set(tree))] };
  },
  isUsual: comesFromElsewhere,
});
