import { Lang, registerDynamicLanguage, type NapiConfig } from '@ast-grep/napi';
import { basename, extname } from 'node:path/posix';
import { z } from 'zod';
import { accepts } from './accepts.ts';
import { loadGrammars } from './grammars.ts';
import type { Analyser, AnalyserMatch, AnalyserRules, SourceFile } from './analyser.ts';
import { parsedFile } from './parsed-files.ts';
import { lineStarts, spanAt } from './positions.ts';
import { syntaxTree } from './syntax-tree.ts';

/** Languages by the names that rules use. */
const Language = z.enum([
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
type Language = z.infer<typeof Language>;

const LANGUAGES: Readonly<Record<string, Language>> = {
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
function languageFor(path: string): Language | undefined {
  return RUBY_NAMES.test(basename(path)) ? 'ruby' : LANGUAGES[extname(path).toLowerCase()];
}

/** What the tool brings with it; the others are packages of their own. */
const BUILT_IN: Readonly<Partial<Record<Language, string>>> = {
  javascript: Lang.JavaScript,
  typescript: Lang.TypeScript,
  tsx: Lang.Tsx,
};

const Matcher = z.record(z.string(), z.unknown());

/** Rule data: the fields of ast-grep's rule files that find something; `language` may name several. */
const AstGrepRules = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: z.string().min(1),
      language: Language.or(z.array(Language).min(1)),
      message: z.string().optional(),
      rule: Matcher,
      constraints: z.record(z.string(), Matcher).optional(),
      utils: z.record(z.string(), Matcher).optional(),
      /** Not ast-grep's own: every match carries its syntax. */
      syntax: z.boolean().optional(),
    }),
  ),
});
type AstGrepRules = z.infer<typeof AstGrepRules>;

const grammars = await loadGrammars();
// Once and all together: a second call changes nothing.
registerDynamicLanguage(Object.fromEntries(grammars));

let known: { readonly data: AnalyserRules; readonly parsed: AstGrepRules } | undefined;

/** Finds code by its syntax by the grammars that are there. The parser forgives errors, so broken files work too. */
export const astGrep: Analyser = {
  id: 'ast-grep',
  accepts: (path) => accepts('ast-grep', path),
  async analyse(file, data) {
    if (known?.data !== data) known = { data, parsed: AstGrepRules.parse(data) };
    const language = languageFor(file.path);
    if (language === undefined) throw new Error(`ast-grep has no grammar for ${file.path}`);
    const grammar = BUILT_IN[language] ?? language;
    if (grammar === language && !grammars.has(language))
      throw new Error(`the grammar @ast-grep/lang-${language} is not installed`);
    const rules = known.parsed.rules.filter((rule) => [rule.language].flat().includes(language));
    return rules.length === 0 ? [] : find(file, grammar, rules);
  },
};

function find(file: SourceFile, grammar: string, rules: AstGrepRules['rules']): AnalyserMatch[] {
  const parsed = parsedFile(grammar, file.text);
  const { root } = parsed;
  const starts = lineStarts(file.text);
  return rules.flatMap(({ id, message, rule, constraints, utils, syntax }) => {
    // The library types the fields by grammar; the data was checked above and the tool refuses what it does not know.
    const config = { rule, ...(constraints && { constraints }), ...(utils && { utils }) } as NapiConfig;
    const isRoot = syntax === true && asksForRoot(rule, String(root.kind()));
    return (isRoot ? [root] : root.findAll(config)).map((node) => {
      const { start, end } = node.range();
      const span = spanAt(starts, start.index, end.index);
      const tree = syntax !== true ? null : isRoot ? parsed.tree() : syntaxTree(node);
      return { path: file.path, rule: id, message: message ?? id, ...span, ...(tree && { syntax: tree }) };
    });
  });
}

const OneKind = z.object({ kind: z.string() });
const AnyKind = z.strictObject({ any: z.tuple([OneKind, OneKind]) });

/**
 * Whether a rule asks for the outermost node of this kind, or where there is none for an error that stands in none: the kind is nobody else's, so that nothing
 * has to be looked for.
 */
function asksForRoot(rule: Readonly<Record<string, unknown>>, kind: string): boolean {
  if (rule['kind'] === kind) return Object.keys(rule).length === 1;
  const [first, second] = AnyKind.safeParse(rule).data?.any ?? [];
  return first?.kind === kind && second?.kind === 'ERROR';
}
