import python from '@ast-grep/lang-python';
import { Lang, parse, registerDynamicLanguage, type NapiConfig } from '@ast-grep/napi';
import { extname } from 'node:path/posix';
import { z } from 'zod';
import { accepts } from './accepts.ts';
import type { Analyser, AnalyserMatch, AnalyserRules, SourceFile } from './analyser.ts';
import { lineStarts, spanAt } from './positions.ts';
import { syntaxTree } from './syntax-tree.ts';

/** Languages by the names that rules use. */
const Language = z.enum(['javascript', 'typescript', 'tsx', 'python']);
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
};

const GRAMMARS: Readonly<Record<Language, string>> = {
  javascript: Lang.JavaScript,
  typescript: Lang.TypeScript,
  tsx: Lang.Tsx,
  python: 'python',
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

registerDynamicLanguage({ python });

let known: { readonly data: AnalyserRules; readonly parsed: AstGrepRules } | undefined;

/** Finds code by its syntax in JavaScript, TypeScript and Python. The parser forgives errors, so broken files work too. */
export const astGrep: Analyser = {
  id: 'ast-grep',
  accepts: (path) => accepts('ast-grep', path),
  async analyse(file, data) {
    if (known?.data !== data) known = { data, parsed: AstGrepRules.parse(data) };
    const language = LANGUAGES[extname(file.path).toLowerCase()];
    if (language === undefined) throw new Error(`ast-grep has no grammar for ${file.path}`);
    const rules = known.parsed.rules.filter((rule) => [rule.language].flat().includes(language));
    return rules.length === 0 ? [] : find(file, GRAMMARS[language], rules);
  },
};

function find(file: SourceFile, grammar: string, rules: AstGrepRules['rules']): AnalyserMatch[] {
  const root = parse(grammar, file.text).root();
  const starts = lineStarts(file.text);
  return rules.flatMap(({ id, message, rule, constraints, utils, syntax }) => {
    // The library types the fields by grammar; the data was checked above and the tool refuses what it does not know.
    const config = { rule, ...(constraints && { constraints }), ...(utils && { utils }) } as NapiConfig;
    return root.findAll(config).map((node) => {
      const { start, end } = node.range();
      const span = spanAt(starts, start.index, end.index);
      const tree = syntax === true ? syntaxTree(node) : null;
      return { path: file.path, rule: id, message: message ?? id, ...span, ...(tree && { syntax: tree }) };
    });
  });
}
