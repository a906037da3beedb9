import { TEMPLATE_KINDS, templateDialect } from '../../changed-code/markup/dialects.ts';
import { scriptContext } from '../../changed-code/markup/script-view.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { judgeTemplates } from '../templates/judge-templates.ts';
import { codeSlips } from './code-slips.ts';
import { scriptLints } from './script-lints.ts';
import { lintCheck } from '../lint-check.ts';
import { VUE_LINTS } from '../vue/vue-lints.ts';

const KINDS: ReadonlySet<string> = new Set(TEMPLATE_KINDS);

/** Kinds of which somebody has planted hazards and half are found: of the others it tells and judges nothing. */
const JUDGED = [
  'vue',
  'svelte',
  'astro',
  'mdx',
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

const templates = sidesCheck({
  id: 'template-slips',
  judges: [{ kinds: JUDGED, families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? templateDialect(newPath, '') !== null : KINDS.has(kind.id)),
  judge: judgeTemplates,
});

/** What is Vue's own in a component's script, read from the whole file: oxlint takes its scripts apart. */
const vueLints = lintCheck({
  id: 'template-slips',
  tool: 'oxlint',
  extension: /\.vue$/i,
  kinds: ['vue'],
  rules: {
    plugins: ['vue'],
    rules: Object.fromEntries(Object.keys(VUE_LINTS).map((rule) => [`vue/${rule}`, 'error'])),
  },
  lints: VUE_LINTS,
});

/** Components and pages whose scripts stand by themselves; elsewhere a template's own language stands between. */
const LINTED = /\.(?:vue|svelte|astro|x?html?)$/i;
/**
 * Svelte's own ways of saying that a value changed, comes from outside (`export let a`) or is an element (`bind:this`); names that are declared
 * in two scripts of one component, and answers that a front matter gives with `return`.
 */
const OF_COMPONENTS: ReadonlySet<string> = new Set([
  'self-assignment',
  'no-self-assign',
  'no-unassigned-vars',
  'syntax-error',
]);

/** Templates and pages that their language refuses, or that do something else than they seem to; the scripts of components are linted like others. */
export const templateSlips: Check = {
  ...templates,
  async run(context) {
    await templates.run(context);
    const files = await lintedFiles(context);
    const scripts = scriptContext({
      ...context,
      changeSet: { ...context.changeSet, files },
      report: (report) => {
        if (!OF_COMPONENTS.has(report.rule)) context.report(report);
      },
    });
    await scriptLints.run(scripts);
    await codeSlips.run(scripts);
    await vueLints.run({ ...context, changeSet: { ...context.changeSet, files } });
  },
};

/** Files whose scripts are linted: of pages, those in which no other language of templates is seen. */
async function lintedFiles(context: CheckContext): Promise<CheckContext['changeSet']['files']> {
  const found: CheckContext['changeSet']['files'][number][] = [];
  for (const file of context.changeSet.files) {
    const { newPath, status } = file;
    if (!LINTED.test(newPath) || status === 'D') continue;
    if (templateDialect(newPath, '') === 'html') {
      const content = await context.read(newPath, 'new');
      if (content.kind !== 'text' || templateDialect(newPath, content.text) !== 'html') continue;
    }
    found.push(file);
  }
  return found;
}
