import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const STYLE = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');
const EXTENSIONS = ['table', 'strikethrough', 'autolink', 'tasklist'].flatMap((name) => ['-e', name]);
const OCTICON =
  '<svg class="octicon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="PATH"/></svg>';
/** The marks beside GitHub's alerts, as simple shapes: a stop sign, a triangle, a bulb and a circle. */
const SHAPES: Readonly<Record<string, string>> = {
  CAUTION: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zm2.25 3v5h1.5V4zm0 6.25v1.5h1.5v-1.5z',
  WARNING: 'M8 1l7.5 13.5H.5zM7.25 6v4h1.5V6zm0 5v1.5h1.5V11z',
  TIP: 'M8 1a5 5 0 0 0-3 9v2h6v-2a5 5 0 0 0-3-9zM6 13h4v2H6z',
  IMPORTANT: 'M1 2h14v10H9l-3 3v-3H1zm6.25 2v4h1.5V4zm0 5v1.5h1.5V9z',
  NOTE: 'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zm-.75 4v1.5h1.5V4zm0 3v5h1.5V7z',
};
/** GitHub draws these as pictures of its own; a machine without a font for them shows them all the same. */
const DOTS: ReadonlyMap<string, string> = new Map([
  ['🔴', '#dd2e44'],
  ['🟠', '#f4900c'],
  ['🔵', '#55acee'],
]);
const BOXES = `
body { margin: 0; padding: 24px 28px; background: var(--bgColor-default, #fff); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
.box { border: 1px solid var(--borderColor-default, #d1d9e0); border-radius: 6px; margin-bottom: 20px; overflow: hidden; color: var(--fgColor-default); }
.bar { background: var(--bgColor-muted, #f6f8fa); border-bottom: 1px solid var(--borderColor-default, #d1d9e0); padding: 8px 14px; color: var(--fgColor-muted); }
.bar b { color: var(--fgColor-default); } .bot { border: 1px solid var(--borderColor-default); border-radius: 9px; padding: 0 6px; font-size: 12px; }
.path { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; }
.hunk { margin: 0; font: 12px/20px ui-monospace, "DejaVu Sans Mono", monospace; background: #dafbe1 !important; color: #1f2328; padding: 2px 0 !important; margin: 0 !important; border-radius: 0 !important; border-bottom: 1px solid var(--borderColor-default, #d1d9e0); white-space: pre; overflow: hidden; }
.hunk i { display: inline-block; width: 44px; text-align: right; padding-right: 12px; color: #59636e; font-style: normal; background: #aceebb; margin-right: 10px; }
.octicon { margin-right: 8px; fill: currentColor; } .bar b { font-weight: 600; } .dot { font-size: 17px; line-height: 1; }
.box .markdown-body { padding: 14px; font-size: 14px; }
@media (prefers-color-scheme: dark) { .hunk { background: #12261e !important; color: #f0f6fc; } .hunk i { background: #1c4428; color: #9198a1; } }
`;

/** A body as GitHub shows it: its renderer, and the alerts that only its site draws. */
function githubHtml(markdown: string): string {
  const run = spawnSync('cmark-gfm', ['--unsafe', '--github-pre-lang', ...EXTENSIONS], {
    input: markdown,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`cmark-gfm: ${run.stderr}`);
  const drawn = run.stdout.replaceAll(
    /[🔴🟠🔵]/gu,
    (dot) => `<span class="dot" style="color:${DOTS.get(dot)}">●</span>`,
  );
  return drawn.replaceAll(
    /<blockquote>\n<p>\[!([A-Z]+)\]\n/g,
    (_whole, kind: string) => `<blockquote class="markdown-alert markdown-alert-${kind.toLowerCase()}">
<p class="markdown-alert-title">${OCTICON.replace('PATH', SHAPES[kind] ?? '')}${kind.charAt(0)}${kind.slice(1).toLowerCase()}</p>\n<p>`,
  );
}

/** One thing that stands on a pull request. */
export interface Box {
  /** Finished HTML. */
  readonly bar: string;
  /** Lines of the diff above it, with their numbers. */
  readonly hunk?: readonly (readonly [number, string])[];
  readonly markdown: string;
}

/** A page of a pull request, as far as bodies of ours stand on it. */
export function githubPage(boxes: readonly Box[]): string {
  const parts = boxes.map(({ bar, hunk = [], markdown }) => {
    const lines = hunk.map(([at, text]) => `<i>${at}</i>+ ${escapeHtml(text)}`).join('\n');
    return `<div class="box"><div class="bar">${bar}</div>${lines === '' ? '' : `<pre class="hunk">${lines}</pre>`}<div class="markdown-body">${githubHtml(markdown)}</div></div>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}${BOXES}</style><body class="markdown-body">${parts.join('')}</body>`;
}

/** Text in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
