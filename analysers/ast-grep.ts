import { Lang, registerDynamicLanguage, type NapiConfig } from '@ast-grep/napi';
import { accepts } from './accepts.ts';
import { asksForRoot, type AstGrepRule, AstGrepRules, isFor, type GrammarName, languageFor } from './ast-grep-rules.ts';
import { loadGrammars } from './grammars.ts';
import type { Analyser, AnalyserMatch, AnalyserRules, SourceFile } from './analyser.ts';
import { parsedFile } from './parsed-files.ts';
import { lineStarts, spanAt } from './positions.ts';
import { syntaxTree } from './syntax-tree.ts';

/** What the tool brings with it; the others are packages of their own. */
const BUILT_IN: Readonly<Partial<Record<GrammarName, string>>> = {
  javascript: Lang.JavaScript,
  typescript: Lang.TypeScript,
  tsx: Lang.Tsx,
};

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
    const rules = known.parsed.rules.filter((rule) => isFor(rule, language));
    return rules.length === 0 ? [] : find(file, grammar, rules);
  },
};

function find(file: SourceFile, grammar: string, rules: readonly AstGrepRule[]): AnalyserMatch[] {
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
      const tree = syntax !== true ? null : isRoot ? parsed.tree() : syntaxTree(node, grammar);
      return { path: file.path, rule: id, message: message ?? id, ...span, ...(tree && { syntax: tree }) };
    });
  });
}
