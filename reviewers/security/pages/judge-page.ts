import { templateDialect, makesPage } from '../../changed-code/markup/dialects.ts';
import { type Page, readPage } from '../../changed-code/markup/page.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { boundValues } from './addresses.ts';
import { pagePowers } from './page-powers.ts';
import { plainMarkup } from './plain-markup.ts';
import { templateCalls } from './template-calls.ts';
import { misplacedValues, unescapedValues } from './unescaped.ts';

/**
 * Signs of languages of templates that are also written in files called `.html`: PHP, ERB, FreeMarker, Mustache, Thymeleaf, Angular, Alpine, Vue.
 * What they put out as it stands is not looked for there.
 */
const OTHER_LANGUAGE =
  /<[%?#](?!xml)[\w=@ -]|\$\{|\{\{|\[\[|\[\(|\[\w{1,30}\]=|\s(?:th|v|x|ng|data-ng|data-th|tal|hx|wicket|bind)[:-][\w:.-]{1,40}\s?=/i;

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
    ...pagePowers(page),
  ].filter((hazard) => isNew(hazard, told));
  const unread = [
    ...(page.unclosedIsland === null
      ? []
      : [{ reason: 'has a part of the template’s own language that does not close', identity: '' }]),
    ...(page.unclosedTag === null
      ? []
      : [{ reason: 'has a tag, a comment or a script that does not close', identity: 'tag' }]),
    // What stood unread at the base is as unread when it changes.
    ...(dialect === 'html' && OTHER_LANGUAGE.test(withoutScripts(page))
      ? [{ reason: 'may be a template of a language that no rule reads in such a file', identity: text }]
      : []),
  ];
  return { hazards, unread };
}

function withoutScripts({ text, tags }: Page): string {
  let bare = '';
  let at = 0;
  for (const { inner } of tags)
    if (inner !== undefined) {
      bare += text.slice(at, inner.start);
      at = inner.end;
    }
  return bare + text.slice(at);
}

function isNew({ rule, lines: [line = 1] }: SideHazard, told: Set<string>): boolean {
  const key = `${rule} ${line}`;
  const fresh = !told.has(key);
  told.add(key);
  return fresh;
}
