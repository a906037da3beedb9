import { TEMPLATE_KINDS } from '../../changed-code/markup/dialects.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgePage } from '../pages/judge-page.ts';

const KINDS: ReadonlySet<string> = new Set(TEMPLATE_KINDS);

/** Templates of pages and components that write values of others where they become markup, script or an address. */
export const pageTemplates = sidesCheck({
  id: 'page-templates',
  isMine: ({ kind }) => kind !== undefined && KINDS.has(kind.id),
  judge: judgePage,
});
