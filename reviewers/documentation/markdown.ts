import type { AnalyserMatch } from '../../analysers/analyser.ts';
import type { CheckContext } from '../reviewer.ts';

/** A stretch of a document. */
interface Stretch {
  readonly startLine: number;
  readonly endLine: number;
}

/** What a Markdown document holds, as its readers see it. */
export interface ReadMarkdown {
  readonly lines: readonly string[];
  /** Links, images and definitions, with their targets as they lead. */
  readonly links: readonly (Stretch & { readonly target: string })[];
  /** Anchors that it offers, as `looseAnchor` writes them. */
  readonly anchors: ReadonlySet<string>;
  /** Lines with a backtick that opens or closes no code. */
  readonly backticks: readonly number[];
  /** The code of each line that has any: spans, and lines of blocks. */
  readonly code: ReadonlyMap<number, string>;
}

/** Reads a document; null where the parser cannot, which is recorded. */
export async function readMarkdown(context: CheckContext, path: string, text: string): Promise<ReadMarkdown | null> {
  const [result] = await context.analyse('markdown', [{ path, text }], {});
  if (result?.kind !== 'ok') return null;
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const { matches } = result;
  return {
    lines,
    links: matches.flatMap(({ rule, message: target, startLine, endLine }) =>
      rule === 'link' ? [{ target, startLine, endLine }] : [],
    ),
    anchors: new Set(matches.flatMap(({ rule, message }) => (rule === 'anchor' ? [looseAnchor(message)] : []))),
    backticks: matches.flatMap(({ rule, startLine }) => (rule === 'backtick' ? [startLine] : [])),
    code: codeOf(lines, matches),
  };
}

function codeOf(lines: readonly string[], matches: readonly AnalyserMatch[]): Map<number, string> {
  const code = new Map<number, string>();
  for (const { rule, startLine, startColumn, endLine, endColumn } of matches) {
    if (rule !== 'code') continue;
    for (let line = startLine; line <= endLine; line += 1) {
      const text = lines[line - 1] ?? '';
      const part = text.slice(line === startLine ? startColumn : 0, line === endLine ? endColumn : text.length);
      code.set(line, `${code.get(line) ?? ''} ${part}`);
    }
  }
  return code;
}

/**
 * An anchor without what the generators of sites do differently: GitHub keeps two hyphens where a sign went, others write one; some write
 * `_` or a number in front.
 */
export function looseAnchor(anchor: string): string {
  return anchor
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
