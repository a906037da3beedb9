import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Island } from '../../changed-code/markup/islands.ts';
import {
  BACKTICKS,
  blanked,
  DOUBLE,
  replaceTexts,
  SINGLE,
  type TextForm,
} from '../../changed-code/texts/replace-texts.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { templateSlip } from './template-slip.ts';

/** What is put out, or not, though it does nothing there. */
interface IdleCall {
  readonly dialect: Page['dialect'];
  readonly kind: Island['kind'];
  readonly pattern: RegExp;
  readonly say: string;
}

const IDLE: readonly IdleCall[] = [
  {
    dialect: 'erb',
    kind: 'code',
    pattern:
      /^(?:form_with|form_for|form_tag|simple_form_for|content_tag|link_to|button_to|turbo_frame_tag|turbo_stream_from|\w{1,20}\.fields_for)\b.*\bdo\b(?: ?\|[^|]*\|)?$/s,
    say: 'Without `<%=` what it makes is not put out.',
  },
  {
    dialect: 'erb',
    kind: 'output',
    pattern: /^[\w@.()&]{1,100}\.(?:each|each_with_index|each_pair)\s+do ?\|[^|]*\|$/s,
    say: 'With `<%=` the list itself is put out behind its last element.',
  },
  {
    dialect: 'ejs',
    kind: 'output',
    pattern: /^include\(/,
    say: 'With `<%=` people see the tags of the file as text: it is `<%-`.',
  },
  {
    dialect: 'ejs',
    kind: 'output',
    pattern: /\.forEach\((?:[^()]|\([^()]*\))*\{$/s,
    say: 'A loop is no value to put out.',
  },
  { dialect: 'ejs', kind: 'output', pattern: /[^;];$/, say: 'A value that is put out has no semicolon.' },
  {
    dialect: 'razor',
    kind: 'output',
    pattern: /^(?:Html\.(?:Render)?PartialAsync|Component\.InvokeAsync|Html\.RenderComponentAsync)\(/,
    say: 'Without `await` the name of a task is put out.',
  },
];

/** Calls that are put out and should not be, or the other way round. */
export function idleCalls({ dialect, islands, text }: Page): SideHazard[] {
  return islands.flatMap((island) => {
    const found = IDLE.find(
      (one) => one.dialect === dialect && one.kind === island.kind && one.pattern.test(island.text.trim()),
    );
    if (found === undefined) return [];
    const what = text.slice(island.start, island.end);
    return [templateSlip('idle-template', { line: pageLine(text, island.start), what, say: found.say })];
  });
}

const TEXTS: readonly TextForm[] = [
  { ...DOUBLE, stops: '\n', longest: 400 },
  { ...SINGLE, stops: '\n', longest: 400 },
  { ...BACKTICKS, longest: 400 },
  // A pattern of a script.
  {
    opens: '/',
    closes: '/',
    escapes: true,
    stops: '\n',
    longest: 200,
    only: (code, at) => code.charAt(at + 1) !== '/',
  },
];
const COMMENT: TextForm = { opens: '{#', closes: '#}' };
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A part of the template that does not end where it should, or an expression that is none. */
export function brokenOutputs(page: Page): SideHazard[] {
  const { dialect, islands, text, unclosedIsland } = page;
  const tell = (start: number, say: string): SideHazard[] => {
    const line = pageLine(text, start);
    return [templateSlip('unbalanced-template', { line, what: text.slice(start).split('\n')[0] ?? '', say })];
  };
  const scripted = dialect === 'vue' || dialect === 'svelte' || dialect === 'ejs';
  for (const { kind, text: inner, start } of islands) {
    if (kind === 'comment' || kind === 'literal') continue;
    const bare = replaceTexts(inner, TEXTS, '""');
    if (dialect !== 'svelte' && !isScriptlet(dialect) && swallows(bare))
      return tell(start, 'It does not end where it should.');
    if (!scripted || kind === 'code') continue;
    if (/(?:[^+]\+|[^-]-|[*/&|=,.?:<(])$/.test(bare.trim()) && !/[=(]> ?\{?$/.test(bare) && dialect !== 'ejs')
      return tell(start, 'What stands there is no whole expression.');
    if (dialect !== 'ejs' && !isBalanced(bare)) return tell(start, 'A bracket in it does not close.');
  }
  return unclosedIsland === null ? [] : tell(unclosedIsland, 'It does not end.');
}

const isScriptlet = (dialect: Page['dialect']): boolean => dialect === 'erb' || dialect === 'ejs';

/** Markup, or another part of the template, stands in it. */
const swallows = (bare: string): boolean => /\{[{%]|<\/[a-z]{1,20}>|<[a-z]{1,20}>/i.test(bare);

function isBalanced(bare: string): boolean {
  const open: string[] = [];
  for (const sign of bare) {
    if ('([{'.includes(sign)) open.push(sign);
    else if (CLOSING[sign] !== undefined && open.pop() !== CLOSING[sign]) return false;
  }
  return open.length === 0;
}

/** Names that may stand once in a template: blocks, sections, its model. */
const ONCE: Readonly<Partial<Record<Page['dialect'], RegExp>>> = {
  jinja: /\{%-?\s?block\s+([\w-]{1,60})/g,
  twig: /\{%-?\s?block\s+(\w{1,60})/g,
  razor: /^\ufeff?@(section\s+\w{1,60}|model\b|layout\b)/gm,
};

/** A block, a section or a model that is declared a second time. */
export function declaredTwice({ dialect, text, around }: Page): SideHazard[] {
  const pattern = ONCE[dialect];
  // Each embedded template has blocks of its own.
  if (pattern === undefined || /\{%-? ?(?:embed|raw|verbatim|comment|filter)\b/.test(text)) return [];
  const seen = new Set<string>();
  const source = dialect === 'razor' ? around : replaceTexts(text, [COMMENT], blanked);
  return Array.from(source.matchAll(pattern)).flatMap(({ index, 0: written, 1: name = '' }) => {
    const key = name.replaceAll(/\s+/g, ' ');
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew
      ? []
      : [
          templateSlip('refused-template', {
            line: pageLine(text, index),
            what: written,
            say: 'It stands there a second time.',
          }),
        ];
  });
}
