import { basename, extname } from 'node:path/posix';
import { z } from 'zod';

/** Languages by the names that rules use. */
export const GrammarName = z.enum([
  'javascript',
  'typescript',
  'tsx',
  'python',
  'go',
  'java',
  'php',
  'ruby',
  'csharp',
  'kotlin',
  'rust',
]);
export type GrammarName = z.infer<typeof GrammarName>;

const LANGUAGES: Readonly<Record<string, GrammarName>> = {
  '.js': 'javascript',
  '.cjs': 'javascript',
  '.mjs': 'javascript',
  '.jsx': 'javascript',
  '.ts': 'typescript',
  '.cts': 'typescript',
  '.mts': 'typescript',
  '.tsx': 'tsx',
  '.py': 'python',
  '.pyi': 'python',
  '.go': 'go',
  '.java': 'java',
  '.php': 'php',
  '.phtml': 'php',
  '.phpt': 'php',
  '.rb': 'ruby',
  '.rake': 'ruby',
  '.gemspec': 'ruby',
  '.rbi': 'ruby',
  '.ru': 'ruby',
  '.thor': 'ruby',
  '.cs': 'csharp',
  '.kt': 'kotlin',
  '.kts': 'kotlin',
  '.rs': 'rust',
};

/** Files of Ruby by their whole name, as its tools look for them. */
const RUBY_NAMES =
  /^(?:Rakefile|Fastfile|Appfile|Dangerfile|Deliverfile|Snapfile|Guardfile|Capfile|Thorfile|Steepfile)$/i;

/** The language of a file by its ending or name. */
export function languageFor(path: string): GrammarName | undefined {
  return RUBY_NAMES.test(basename(path)) ? 'ruby' : LANGUAGES[extname(path).toLowerCase()];
}

const Matcher = z.record(z.string(), z.unknown());

/** Rule data: the fields of ast-grep's rule files that find something; `language` may name several. */
export const AstGrepRules = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: z.string().min(1),
      language: GrammarName.or(z.array(GrammarName).min(1)),
      message: z.string().optional(),
      rule: Matcher,
      constraints: z.record(z.string(), Matcher).optional(),
      utils: z.record(z.string(), Matcher).optional(),
      /** Not ast-grep's own: every match carries its syntax. */
      syntax: z.boolean().optional(),
    }),
  ),
});
export type AstGrepRules = z.infer<typeof AstGrepRules>;
export type AstGrepRule = AstGrepRules['rules'][number];

/** Whether a rule is meant for files of a language. */
export const isFor = ({ language }: AstGrepRule, of: GrammarName): boolean =>
  typeof language === 'string' ? language === of : language.includes(of);

const OneKind = z.object({ kind: z.string() });
const AnyKind = z.strictObject({ any: z.tuple([OneKind, OneKind]) });

/**
 * Whether a rule asks for the outermost node of this kind, or where there is none for an error that stands in none: the kind is nobody else's, so that nothing
 * has to be looked for.
 */
export function asksForRoot(rule: Readonly<Record<string, unknown>>, kind: string): boolean {
  if (rule['kind'] === kind) return Object.keys(rule).length === 1;
  const [first, second] = AnyKind.safeParse(rule).data?.any ?? [];
  return first?.kind === kind && second?.kind === 'ERROR';
}
