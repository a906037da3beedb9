import { plainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import type { CheckContext } from '../../reviewer.ts';
import { blockingWaits, type BlockingWait } from './blocking-waits.ts';
import { servingFiles } from './serving-files.ts';

const FILES = /\.(?:cs|kt)$/i;
const HINT = /\.Result\b|\.Wait\(|GetResult\(|\brunBlocking\b|\bThread\.[sS]leep\(/;

/** Waits in asynchronous functions of C# and Kotlin. Python's are among ruff's lints, Rust's among the mistakes that syntax decides. */
export async function tellBlockingWaits(context: CheckContext): Promise<void> {
  for (const file of servingFiles(context).filter(({ newPath }) => FILES.test(newPath))) {
    const content = await context.read(file.newPath, 'new');
    if (content.kind === 'absent' || !HINT.test(content.text)) continue;
    const { text } = content;
    const syntax = await plainSyntax(context, file.newPath, text);
    const changed = context.changedLines(file, 'new');
    const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
    const found = (syntax === null ? [] : blockingWaits(syntax)).filter(({ node }) => {
      const [first, last] = [lineAt(node.start), lineAt(node.end)];
      return [...changed].some((line) => line >= first && line <= last);
    });
    if (found.length === 0) continue;
    const old = file.status === 'A' ? null : await context.read(file.oldPath, 'old');
    const before = old?.kind === 'text' ? squeezed(old.text) : '';
    for (const wait of found) {
      if (before.includes(squeezed(wait.node.text))) continue;
      const line = lineAt(wait.name.startsWith('.') ? wait.node.end : wait.node.start);
      context.report({
        ...wordsOf(wait),
        location: { path: file.newPath, side: 'new', startLine: line, endLine: line },
        evidence: (text.split('\n')[line - 1] ?? '').replace(/\r$/, ''),
      });
    }
  }
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

function wordsOf({ name, instead }: BlockingWait) {
  return {
    rule: 'sync-in-handler',
    // Nothing right has been measured yet: shown folded.
    confidence: 200,
    title: `\`${name}\` holds its thread in an asynchronous function`,
    explanation: `The function around it could give its thread up and does not. Under load all threads wait so and nobody is left to finish what they wait for. Use \`${instead}\`.`,
    failureScenario: {
      description: `As many calls run at once as the pool has threads, and each reaches \`${name}\`.`,
      expected: 'the threads serve others meanwhile',
      actual: 'every thread waits, and other work queues or never ends',
    },
  };
}
