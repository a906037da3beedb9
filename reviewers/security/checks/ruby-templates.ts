import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isAside } from '../../changed-code/aside.ts';
import { newSidePieces } from '../../changed-code/new-side.ts';
import { RUBY } from '../../changed-code/plain/languages.ts';
import { treeRuleOf } from '../../changed-code/plain/plain-syntax.ts';
import { plainTree } from '../../changed-code/plain/plain-node.ts';
import { syntaxOf } from '../../changed-code/syntax-node.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { reportsOf } from '../sink-reports.ts';
import { rubyOfTemplate } from '../templates/ruby-of-template.ts';
import { type ChangedPiece, type Hit, valueHits } from '../value-hits.ts';

const TEMPLATE = /\.(?:erb|rhtml|haml|slim)$/i;

/** What a template is asked about: where values go. */
const ASKED: ReadonlySet<string> = new Set([
  'cross-site-scripting',
  'code-injection',
  'command-injection',
  'sql-injection',
  'path-traversal',
]);

/** What nearly every finding in a template has in its text. */
const HINT = /<%==|!=|==|\b(?:raw|html_safe|safe_concat|params|cookies|request|eval|send|constantize|link_to|render)\b/;

/** What templates of Ruby write into pages unescaped. Of their markup and scripts nothing is known: it tells and judges nothing. */
export const rubyTemplates: Check = {
  id: 'ruby-templates',
  async run(context) {
    for (const file of context.changeSet.files) {
      if (!TEMPLATE.test(file.newPath) || file.status === 'D') continue;
      const changed = context.changedLines(file, 'new');
      if (changed.size === 0) continue;
      for (const piece of await newSidePieces(context, file)) {
        const hits = HINT.test(piece.text) ? await hitsIn(context, { file, piece, changed }) : [];
        if (hits.length === 0 || (await isAside(context, file))) continue;
        for (const report of reportsOf(hits, { file, piece }, false)) context.report(report);
      }
    }
  },
};

/** Hits in the Ruby of a template, quoted as the template has it. */
async function hitsIn(context: CheckContext, { file, piece, changed }: ChangedPiece): Promise<readonly Hit[]> {
  const text = rubyOfTemplate(file.newPath, piece.text);
  if (text === null) return [];
  const asRuby: ChangedFile = { ...file, newPath: `${file.newPath}.rb` };
  const source = { path: asRuby.newPath, text };
  const [result] = await context.analyse('ast-grep', [source], { rules: [treeRuleOf(RUBY)] });
  const tree = result?.kind === 'ok' ? result.matches.find(({ syntax }) => syntax !== undefined)?.syntax : undefined;
  const root = tree === undefined ? null : syntaxOf(tree, text);
  if (root === null) return [];
  const lines = piece.text.split('\n');
  const syntax = plainTree(root, text, RUBY.shapes);
  const found = valueHits({ file: asRuby, piece: { ...piece, text }, changed }, syntax);
  return found
    .filter(({ sink }) => ASKED.has(sink.rule))
    .map((hit) => {
      const { startLine, endLine } = hit.quote;
      const [from, to] = [startLine - piece.firstLine, endLine - piece.firstLine + 1];
      const evidence = lines.slice(from, to).join('\n').trim();
      return { ...hit, quote: { startLine, endLine, evidence, matched: evidence } };
    });
}
