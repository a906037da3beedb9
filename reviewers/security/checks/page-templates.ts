import { TEMPLATE_KINDS, templateDialect } from '../../changed-code/markup/dialects.ts';
import { scriptContext } from '../../changed-code/markup/script-view.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import type { Check } from '../../reviewer.ts';
import { judgePage } from '../pages/judge-page.ts';
import { dangerousSinks } from './dangerous-sinks.ts';

const KINDS: ReadonlySet<string> = new Set(TEMPLATE_KINDS);

/** Kinds of which somebody has planted hazards and half are found: of the others, plain HTML among them, it tells and judges nothing. */
const JUDGED = [
  'vue',
  'svelte',
  'astro',
  'html-erb',
  'ejs',
  'handlebars',
  'jinja',
  'twig',
  'blade',
  'html-razor',
  'go-template',
  'html',
];

const markup = sidesCheck({
  id: 'page-templates',
  judges: [{ kinds: JUDGED, families: ['injection'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? templateDialect(newPath, '') !== null : KINDS.has(kind.id)),
  judge: judgePage,
});

/** Templates of pages and components that write values of others where they become markup, script or an address; their scripts are asked the same as any. */
export const pageTemplates: Check = {
  ...markup,
  async run(context) {
    await markup.run(context);
    await dangerousSinks.run(scriptContext(context));
  },
};
