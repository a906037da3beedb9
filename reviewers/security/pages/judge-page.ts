import { templateDialect, makesPage } from '../../changed-code/markup/dialects.ts';
import { readPage } from '../../changed-code/markup/page.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { boundValues } from './addresses.ts';
import { plainMarkup } from './plain-markup.ts';
import { templateCalls } from './template-calls.ts';
import { misplacedValues, unescapedValues } from './unescaped.ts';

/** Judges what a template puts into the page. */
export function judgePage(text: string, path: string): SideJudgement {
  const dialect = templateDialect(path, text);
  if (dialect === null || !makesPage(path)) return { hazards: [], unread: [] };
  const page = readPage(text, dialect);
  const told = new Set<string>();
  const hazards = [
    ...unescapedValues(page),
    ...misplacedValues(page),
    ...boundValues(page),
    ...templateCalls(page),
    ...plainMarkup(page),
  ].filter((hazard) => isNew(hazard, told));
  const unread = [
    ...(page.unclosedIsland === null
      ? []
      : [{ reason: 'has a part of the template’s own language that does not close', identity: '' }]),
    ...(page.unclosedTag === null
      ? []
      : [{ reason: 'has a tag, a comment or a script that does not close', identity: 'tag' }]),
  ];
  return { hazards, unread };
}

function isNew({ rule, lines: [line = 1] }: SideHazard, told: Set<string>): boolean {
  const key = `${rule} ${line}`;
  const fresh = !told.has(key);
  told.add(key);
  return fresh;
}
