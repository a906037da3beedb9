import type { AnalyserId } from './analyser.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/i;
const PYTHON = /\.pyi?$/i;
const OTHERS =
  /\.(?:go|java|php|phtml|phpt|rbi?|rake|gemspec|ru|thor|cs|kts?|rs)$|(?:^|\/)(?:Rakefile|Fastfile|Appfile|Dangerfile|Deliverfile|Snapfile|Guardfile|Capfile|Thorfile|Steepfile)$/i;

const PATTERNS: Readonly<Record<AnalyserId, readonly RegExp[]>> = {
  'ast-grep': [SCRIPT, PYTHON, OTHERS],
  markdown: [/\.(?:md|mdx|markdown)$/i],
  // Of a component of Vue it reads the scripts.
  oxlint: [SCRIPT, /\.vue$/i],
  // Migrations written in other languages hold SQL as well.
  postgres: [/^/],
  ruff: [PYTHON],
  secrets: [/^/],
};

/** Whether a tool understands files of this name. Kept apart from the tools, so that asking loads none of them. */
export function accepts(tool: AnalyserId, path: string): boolean {
  return PATTERNS[tool].some((pattern) => pattern.test(path));
}
