import { templateDialect, makesPage } from '../../changed-code/markup/dialects.ts';
import { readPage } from '../../changed-code/markup/page.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { unbalancedBlocks } from './blocks.ts';
import { importedComponents, mdxSlips, silentMaps, svelteSlips, vueSlips } from './components.ts';
import { componentValues } from './component-values.ts';
import { assignedConditions, bladeBranches, foreignConditions } from './conditions.ts';
import { unbalancedElements } from './elements.ts';
import { misreadMarkup, repeatedAttributes, repeatedIds } from './markup.ts';
import { brokenOutputs, declaredTwice, idleCalls } from './outputs.ts';
import { judgeSvelte } from '../svelte/judge-svelte.ts';
import { judgeVue } from '../vue/vue-template.ts';
import { bladeForms, razorSlips } from './razor-slips.ts';
import { razorBrackets, rubyBlocks, scriptBrackets } from './script-blocks.ts';

/** Judges whether a template is taken by its language, and does what it plainly means to. */
export function judgeTemplates(text: string, path: string): SideJudgement {
  const dialect = templateDialect(path, text);
  if (dialect === null) return { hazards: [], unread: [] };
  const page = readPage(text, dialect);
  const broken = brokenOutputs(page);
  const foreign = foreignConditions(page, path);
  const blocks = [
    ...(broken.length > 0 ? broken : unbalancedBlocks(page)),
    ...(dialect === 'erb' ? rubyBlocks(page) : []),
    ...(dialect === 'ejs' && broken.length === 0 ? scriptBrackets(page) : []),
    ...(dialect === 'razor' ? razorBrackets(page) : []),
  ];
  const markup = makesPage(path)
    ? [
        ...repeatedAttributes(page),
        ...repeatedIds(page),
        ...misreadMarkup(page),
        ...(blocks.length > 0 ? [] : unbalancedElements(page)),
        ...importedComponents(page),
        ...vueSlips(page),
        ...svelteSlips(page),
        ...silentMaps(page),
        ...mdxSlips(page),
        ...componentValues(page),
        ...bladeForms(page),
      ]
    : [];
  const compiled =
    dialect === 'vue' ? judgeVue(page) : dialect === 'svelte' ? judgeSvelte(page) : { hazards: [], unread: [] };
  const told = new Set<number>();
  const hazards = [
    ...foreign,
    ...bladeBranches(page),
    ...blocks,
    ...assignedConditions(page),
    ...idleCalls(page),
    ...declaredTwice(page),
    ...razorSlips(page),
    ...markup,
    ...compiled.hazards,
  ].filter((one) => isNew(one, told));
  return { hazards, unread: compiled.unread };
}

function isNew({ lines: [line = 1] }: SideHazard, told: Set<number>): boolean {
  const fresh = !told.has(line);
  told.add(line);
  return fresh;
}
