import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import { brief } from '../scenario.ts';
import type { SecurityRule } from '../vocabulary.ts';
import { originOf } from './value-origin.ts';

/** What a template calls by which a value decides what is loaded or run; the group is that value. */
interface TemplateCall {
  readonly dialects: readonly Page['dialect'][];
  readonly pattern: RegExp;
  readonly rule: SecurityRule;
  readonly title: string;
  readonly explanation: string;
  /** Told whoever decides the value. */
  readonly always?: true;
}

const LOADED = {
  rule: 'path-traversal',
  title: 'The request decides which template is loaded',
  explanation: 'A path of its choice is opened and put out, or run. Choose among the names that you know.',
} as const;

const CALLS: readonly TemplateCall[] = [
  { ...LOADED, dialects: ['erb'], pattern: /^render[ (](?:(?:partial|template|file|inline): ?)?([^,'":]{3,200}?)\)?$/ },
  { ...LOADED, dialects: ['ejs'], pattern: /^include\(([^'"`]{3,200})\)/ },
  { ...LOADED, dialects: ['jinja', 'twig'], pattern: /^(?:include|extends|import|from)\b[ (]([^'"]{3,200})/ },
  { ...LOADED, dialects: ['handlebars'], pattern: /^> ?\(lookup (.{3,200})\)/ },
  {
    dialects: ['twig', 'jinja'],
    pattern: /\btemplate_from_string\(([^)'"]{1,200})\)/,
    rule: 'template-injection',
    title: 'A value is run as a template',
    explanation: 'What stands in it is evaluated with everything that templates may do. Load templates by name.',
    always: true,
  },
];

/** Partials and templates that a value chooses, and texts that are run as templates. */
export function templateCalls(page: Page): SideHazard[] {
  return page.islands.flatMap(({ text, start, kind }) => {
    if (kind === 'comment' || kind === 'literal') return [];
    return CALLS.flatMap(({ dialects, pattern, rule, title, explanation, always }): SideHazard[] => {
      const value = dialects.includes(page.dialect) ? pattern.exec(text)?.[1] : undefined;
      if (value === undefined) return [];
      const bare = value.replaceAll(/\blookup\b/g, '').trim();
      const origin = originOf(bare, page.text);
      if (always !== true && origin !== 'request' && !/^query\b/.test(bare)) return [];
      return [
        {
          rule,
          identity: text.replaceAll(/\s+/g, ''),
          lines: [pageLine(page.text, start)],
          title,
          explanation,
          failureScenario: {
            description: `Somebody sends a value of their own: \`${brief(text)}\` takes it as it comes.`,
          },
          severity: 'warning',
          // A text that the template made itself is a macro.
          confidence: origin === 'request' ? 650 : 240,
        },
      ];
    });
  });
}
