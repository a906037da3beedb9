import { TEMPLATE_KINDS } from '../../changed-code/markup/dialects.ts';
import { scriptContext } from '../../changed-code/markup/script-view.ts';
import type { Check } from '../../reviewer.ts';
import { dangerousSinks } from './dangerous-sinks.ts';

const KINDS: ReadonlySet<string> = new Set(TEMPLATE_KINDS);

/** The scripts in pages and components, asked the same as scripts that stand by themselves. */
export const pageScripts: Check = {
  id: 'page-scripts',
  looksAt: ({ kind }) => kind !== undefined && KINDS.has(kind.id),
  run: (context) => dangerousSinks.run(scriptContext(context)),
};
