import type { DialectId } from '../../changed-code/markup/dialects.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import { BACKTICKS, DOUBLE, replaceTexts, SINGLE } from '../../changed-code/texts/replace-texts.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { templateSlip } from './template-slip.ts';

/** What one language of templates takes for another one's: a pattern on what stands in a block, without texts. */
interface Foreign {
  readonly dialects: readonly DialectId[];
  readonly pattern: RegExp;
  readonly say: string;
}

const FOREIGN: readonly Foreign[] = [
  { dialects: ['jinja'], pattern: /^(?:else ?if|elseif)\b(?! ?%)/, say: 'It is called `elif` here.' },
  { dialects: ['twig'], pattern: /^(?:elif|else if|elsif)\b/, say: 'It is called `elseif` here.' },
  { dialects: ['liquid'], pattern: /^(?:elif|else if|elseif)\b/, say: 'It is called `elsif` here.' },
  {
    dialects: ['jinja', 'twig', 'liquid'],
    pattern: /^(?:else)?(?:el)?if\b.*(?:&&|\|\|)/s,
    say: 'It is written `and` and `or` here.',
  },
  { dialects: ['jinja', 'twig'], pattern: /^(?:if|elif|elseif)\s?!/, say: 'It is written `not` here.' },
  {
    dialects: ['jinja', 'twig', 'liquid'],
    pattern: /^(?:if|elif|elseif|elsif) (?!let )[^=!<>~]{1,200}[^=!<>~:] ?=(?![=>~])/,
    say: 'Two values are compared by `==`.',
  },
  { dialects: ['go'], pattern: /^(?:elseif|elif|elsif)\b/, say: 'It is written `else if` here.' },
  {
    dialects: ['go'],
    pattern: /^(?:if|with|else if) .*(?:==|!=|&&|\|\||<=|>=| [<>] )/s,
    say: 'Operators are functions here: `eq`, `ne`, `and`, `or`, `lt`, `gt`.',
  },
  { dialects: ['svelte'], pattern: /^:\s?(?:elseif|elif|elsif)\b/, say: 'It is written `{:else if …}`.' },
  { dialects: ['handlebars'], pattern: /^(?:elseif|elsif|elif) /, say: 'It is written `{{else if …}}`.' },
  {
    dialects: ['handlebars'],
    pattern: /^(?:# ?(?:if|unless)|else if) .*(?: (?:==|===|!=|!==|&&|\|\||<|>|<=|>=) )/s,
    say: '`if` takes one value: a helper such as `(eq a b)` compares two.',
  },
];
/** Signs of a page whose templates are Django's or Jinja's: other languages of templates are written in `.html`, too. */
const OF_PYTHON = /\{% ?(?:load|url|csrf_token|elif|trans|blocktrans|static|macro)\b|\burl_for\(|\{% ?extends ["']/;

const TEXTS = [DOUBLE, SINGLE, BACKTICKS].map((form) => ({ ...form, longest: 400 }));

/** Conditions and branches that are written as another language of templates has them. */
export function foreignConditions(page: Page, path: string): SideHazard[] {
  const { dialect, islands, text } = page;
  const isPlain = /\.x?html?$/i.test(path);
  if (isPlain && dialect === 'jinja' && !OF_PYTHON.test(text)) return [];
  // Nunjucks takes some of both.
  const isNunjucks = /\.njk$/i.test(path);
  return islands.flatMap(({ kind, text: inner, start, end }) => {
    if (kind === 'comment' || kind === 'literal' || kind === 'raw') return [];
    const bare = replaceTexts(inner, TEXTS, '""').replaceAll(/\w\([^()]{0,300}\)/g, 'x');
    const found = FOREIGN.find((one) => one.dialects.includes(dialect) && one.pattern.test(bare));
    if (found === undefined || (isNunjucks && /elif/.test(found.say))) return [];
    return [
      templateSlip('refused-template', { line: pageLine(text, start), what: text.slice(start, end), say: found.say }),
    ];
  });
}

const LITERAL = String.raw`(?:"[^"\n]{0,100}"|'[^'\n]{0,100}'|\d{1,12}(?![\w.])|(?:true|false|null|nil|None|undefined)\b)`;
const ASSIGNED = new RegExp(
  String.raw`^\(?!?[\w.$@>\-[\]']{1,80} ?(?<![=!<>-])=(?![=>~]) ?${LITERAL}\s?(?:$|\)|&&|\|\||and\b|or\b)`,
);

/** Where the conditions of a page stand: in blocks, in directives, in attributes. */
function* conditionsOf(
  page: Page,
): Generator<{ readonly condition: string; readonly start: number; readonly written: string }> {
  const { dialect, islands, text, around, tags } = page;
  for (const { kind, text: inner, start, end } of islands) {
    if (kind !== 'code') continue;
    const condition =
      dialect === 'svelte'
        ? /^(?:#\s?if|:\s?else if)\s(.*)$/s.exec(inner)?.[1]
        : dialect === 'erb'
          ? /^(?:if|elsif|unless)\s(.*)$/s.exec(inner)?.[1]
          : dialect === 'ejs'
            ? /^(?:\}\s?)?(?:else\s)?if ?\((.*)\) ?\{?$/s.exec(inner)?.[1]
            : undefined;
    if (condition !== undefined) yield { condition, start, written: text.slice(start, end) };
  }
  if (dialect === 'blade' || dialect === 'razor') {
    for (const { index, ...match } of around.matchAll(/(?<![\w@])@(?:if|elseif|unless|while) ?\(([^\n]{1,400})/g))
      yield { condition: match[1] ?? '', start: index, written: match[0] };
  }
  if (dialect !== 'vue') return;
  for (const { attributes } of tags)
    for (const { name, value, start, valueStart } of attributes)
      if (/^v-(?:if|else-if|show)$/.test(name) && value !== null)
        yield { condition: value, start, written: text.slice(start, valueStart + value.length + 1) };
}

/** Conditions that assign what they were meant to compare. */
export function assignedConditions(page: Page): SideHazard[] {
  return [...conditionsOf(page)].flatMap(({ condition, start, written }) =>
    ASSIGNED.test(condition.trim())
      ? [
          templateSlip('idle-template', {
            line: pageLine(page.text, start),
            what: written,
            say: 'The condition assigns the value, and is the same whatever stood there before.',
          }),
        ]
      : [],
  );
}

/** Blade's `@else if (…)`: the condition is put out as text, and the branch is taken whenever the first is not. */
export function bladeBranches({ dialect, around, text }: Page): SideHazard[] {
  if (dialect !== 'blade') return [];
  return Array.from(around.matchAll(/(?<![\w@])@(?:else if|elif|elsif) ?\(/g), ({ index, 0: written }) =>
    templateSlip('refused-template', {
      line: pageLine(text, index),
      what: written,
      say: 'It is written `@elseif (…)`.',
    }),
  );
}
