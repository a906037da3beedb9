import type { AnalyserPool } from '../../analysers/analyser.ts';
import { plainSyntax } from '../../reviewers/changed-code/plain/plain-syntax.ts';
import type { CheckContext } from '../../reviewers/reviewer.ts';

const { signal } = new AbortController();

/** The syntax that checks of plain languages have of a text. Throws where its language has no grammar here. */
export async function plainSyntaxOf(pool: AnalyserPool, path: string, text: string) {
  const context = {
    changeSet: {},
    analyse: (tool: 'ast-grep', files: readonly { path: string; text: string }[], rules: Record<string, unknown>) =>
      pool.analyse({ tool, files, rules, signal }),
    looked: () => undefined,
    unjudged: () => undefined,
    unavailable: () => undefined,
  } as unknown as CheckContext;
  const syntax = await plainSyntax(context, path, text);
  if (syntax === null) throw new Error(`${path} was not parsed`);
  return syntax;
}
