import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { accepts } from './accepts.ts';
import type { Analyser, AnalyserMatch } from './analyser.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Point = NonNullable<Root['position']>['start'];
type Nodes = Root | Root['children'][number];

/**
 * Reads Markdown as CommonMark with GitHub's extensions. Its matches: `link` (also images and definitions) with the target as the message,
 * `anchor` with the name that a link would use, `code` for spans and blocks, `backtick` for one that is shown as it is and not escaped. It takes
 * no rules.
 */
export const markdown: Analyser = {
  id: 'markdown',
  accepts: (path) => accepts('markdown', path),
  analyse: async ({ path, text }) => {
    const slugger = new GithubSlugger();
    const matches: AnalyserMatch[] = [];
    // The parser leaves a byte order mark out, and counts from behind it.
    const mark = text.startsWith('\uFEFF') ? 1 : 0;
    const body = text.slice(mark);
    const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    for (const node of nodesOf(tree)) {
      const { position } = node;
      if (position === undefined) continue;
      const span = {
        startLine: position.start.line,
        startColumn: position.start.column - 1,
        endLine: position.end.line,
        endColumn: position.end.column - 1,
      };
      for (const { rule, message } of saidBy(node, slugger)) matches.push({ path, rule, message, ...span });
      if (node.type === 'text') matches.push(...backticksOf(body, position).map((place) => ({ path, ...place })));
    }
    return mark === 0 ? matches : matches.map(behindMark);
  },
};

function behindMark(match: AnalyserMatch): AnalyserMatch {
  const { startLine, startColumn, endLine, endColumn } = match;
  return {
    ...match,
    startColumn: startColumn + (startLine === 1 ? 1 : 0),
    endColumn: endColumn + (endLine === 1 ? 1 : 0),
  };
}

/** All nodes in the order of the text, without recursion: quotes may be nested thousands deep. */
function* nodesOf(root: Nodes): Generator<Nodes> {
  const open: Nodes[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if ('children' in node) for (const child of node.children.toReversed()) open.push(child);
  }
}

/** Runs of backticks in the source of a text that opened and closed no code. */
function backticksOf(
  text: string,
  { start, end }: { readonly start: Point; readonly end: Point },
): Omit<AnalyserMatch, 'path'>[] {
  const source = text.slice(start.offset ?? 0, end.offset ?? 0);
  if (!source.includes('`')) return [];
  return source.split('\n').flatMap((line, index) => {
    const shift = index === 0 ? start.column - 1 : 0;
    return Array.from(line.replace(/\\[!-/:-@[-`{-~]/g, '  ').matchAll(/`+/g), ({ 0: run, index: at }) => ({
      rule: 'backtick',
      message: run,
      startLine: start.line + index,
      startColumn: shift + at,
      endLine: start.line + index,
      endColumn: shift + at + run.length,
    }));
  });
}

type Said = Pick<AnalyserMatch, 'rule' | 'message'>;

function saidBy(node: Nodes, slugger: GithubSlugger): Said[] {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
    return [{ rule: 'link', message: node.url }];
  if (node.type === 'inlineCode' || node.type === 'code') return [{ rule: 'code', message: '' }];
  if (node.type === 'heading') return anchorsOf(node, slugger);
  if (node.type === 'html') {
    const named = node.value.matchAll(/\b(?:id|name)\s{0,10}=\s{0,10}(?:"([^"]{1,300})"|'([^']{1,300})')/g);
    return Array.from(named, ([, double, single]) => ({ rule: 'anchor', message: double ?? single ?? '' }));
  }
  if (node.type !== 'text') return [];
  // Attribute lists of Python-Markdown: `[](){#here}`, and Pandoc's spans; Writerside has `{id="here"}`.
  const listed = node.value.matchAll(/\{:?(?:#|id=["'])([\w.:-]{1,300})["']?(?:\s[^{}]{0,300})?\}/g);
  return Array.from(listed, ([, message = '']) => ({ rule: 'anchor', message }));
}

function anchorsOf(heading: Nodes, slugger: GithubSlugger): Said[] {
  const text = textOf(heading).trimEnd();
  const custom = /\{:? ?(?:#|id=["'])([^{}\s"']{1,100})["']?(?:\s[^{}]{0,100})?\}$/.exec(text.slice(-220));
  const own = (custom === null ? text : text.slice(0, -custom[0].length)).trim();
  // Its words as well: not every generator makes an anchor of them as GitHub does.
  const anchors = [slugger.slug(own), own, ...(custom === null ? [] : [custom[1] ?? ''])];
  return anchors.map((message) => ({ rule: 'anchor', message }));
}

/** What a heading says; pictures count by their words, HTML does not. */
function textOf(node: Nodes): string {
  let text = '';
  for (const one of nodesOf(node)) {
    if (one.type === 'text' || one.type === 'inlineCode') text += one.value;
    else if (one.type === 'image') text += one.alt ?? '';
  }
  return text;
}
