import { z } from 'zod';
import type { PolicyRule } from '../../schemas/policy.ts';
import type { Severity } from '../../schemas/severity.ts';

/** Languages by the names that ast-grep's rule files give them, with how a file of each ends. */
const LANGUAGES: readonly (readonly [names: RegExp, id: string, ending: string])[] = [
  [/^(?:javascript|js|jsx)$/i, 'javascript', 'js'],
  [/^(?:typescript|ts)$/i, 'typescript', 'ts'],
  [/^tsx$/i, 'tsx', 'tsx'],
  [/^(?:python|py)$/i, 'python', 'py'],
  [/^(?:go|golang)$/i, 'go', 'go'],
  [/^java$/i, 'java', 'java'],
  [/^php$/i, 'php', 'php'],
  [/^(?:ruby|rb)$/i, 'ruby', 'rb'],
  [/^(?:csharp|cs|c#)$/i, 'csharp', 'cs'],
  [/^(?:kotlin|kt)$/i, 'kotlin', 'kt'],
  [/^(?:rust|rs)$/i, 'rust', 'rs'],
];

const Matcher = z.record(z.string(), z.unknown());

/** What ast-grep is asked for. */
interface AstGrepRule {
  readonly id: string;
  readonly language: readonly string[];
  readonly rule: Readonly<Record<string, unknown>>;
  readonly constraints?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly utils?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A rule of the repository that looks at the syntax. */
export interface SyntaxRule {
  readonly id: string;
  readonly message: string;
  readonly severity?: Severity;
  readonly link?: string;
  /** Globs of the files that it is for, and of those that it leaves alone. */
  readonly files: readonly string[];
  readonly ignores: readonly string[];
  readonly looksFor: string;
  /** How an example of its language is named. */
  readonly example: string;
  readonly ask: AstGrepRule;
}

/** The language of this name; null where no grammar of it is here. */
export function languageNamed(name: string): { readonly id: string; readonly example: string } | null {
  const found = LANGUAGES.find(([names]) => names.test(name));
  return found === undefined ? null : { id: found[1], example: `example.${found[2]}` };
}

/** A rule of `policy.rules` that looks at the syntax; null where it looks at lines, or its language is not known. */
export function syntaxRuleOf(rule: PolicyRule): SyntaxRule | null {
  const language = languageNamed(rule.language ?? '');
  if (rule.rule === undefined || language === null) return null;
  const { id, message, severity, link, paths: files, constraints, utils } = rule;
  const matcher = typeof rule.rule === 'string' ? { pattern: rule.rule } : rule.rule;
  return {
    id,
    message,
    ...(severity && { severity }),
    ...(link !== undefined && { link }),
    files,
    ignores: [],
    looksFor: shown(matcher),
    example: language.example,
    ask: { id, language: [language.id], rule: matcher, ...(constraints && { constraints }), ...(utils && { utils }) },
  };
}

/** The fields of ast-grep's rule files that find something; what they have for other programs is passed over. */
export const AstGrepRuleFile = z.looseObject({
  id: z.string().min(1),
  language: z.string(),
  rule: Matcher,
  constraints: z.record(z.string(), Matcher).optional(),
  utils: z.record(z.string(), Matcher).optional(),
  message: z.string().optional(),
  note: z.string().nullish(),
  severity: z.enum(['error', 'warning', 'info', 'hint', 'off']).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  files: z.array(z.string()).optional(),
  ignores: z.array(z.string()).optional(),
});

const SEVERITIES: Readonly<Record<string, Severity>> = {
  error: 'critical',
  warning: 'warning',
  info: 'suggestion',
  hint: 'suggestion',
};

/** A rule of a file; null where it is off, or in a language of which no grammar is here. */
export function syntaxRuleOfFile(rule: z.infer<typeof AstGrepRuleFile>): SyntaxRule | null {
  const language = languageNamed(rule.language);
  if (language === null || rule.severity === 'off') return null;
  const { id, constraints, utils, url } = rule;
  return {
    id,
    message: [rule.message ?? `The rule ${id} of this repository finds this.`, rule.note ?? '']
      .join(' ')
      .trim()
      .slice(0, 2000),
    severity: SEVERITIES[rule.severity ?? 'hint'] ?? 'suggestion',
    ...(url !== undefined && { link: url }),
    files: rule.files ?? ['**'],
    ignores: rule.ignores ?? [],
    looksFor: shown(rule.rule),
    example: language.example,
    ask: {
      id,
      language: [language.id],
      rule: rule.rule,
      ...(constraints && { constraints }),
      ...(utils && { utils }),
    },
  };
}

function shown(rule: Readonly<Record<string, unknown>>): string {
  const { pattern } = rule;
  return (typeof pattern === 'string' ? pattern : JSON.stringify(rule))
    .replace(/\s+/g, ' ')
    .replaceAll('`', "'")
    .slice(0, 200);
}
