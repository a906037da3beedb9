import type { FileKind } from '../../../schemas/judged.ts';
import { obeyedData } from '../data/obeyed-data.ts';
import { knownKind } from '../known-kind.ts';
import { isActiveHtml } from './active-html.ts';
import { withoutExamples } from './without-examples.ts';

/**
 * Blocks that tools run when the document is built or shown: `{python}`, `exec="on"` of markdown-exec, `live` of Docusaurus, cog. Classes and numbers
 * of lines in braces only say how a block looks.
 */
const EXECUTED_BLOCK =
  /^[ \t>*+-]{0,40}(?:`{3,20}|~{3,20})[ \t]{0,8}(?:\{(?![ \t]{0,8}[.#\d])|[^\n`]{0,200}?(?:[ \t,]|\{[^}\n]{0,100})(?:exec|eval|live|run|execute|cmd|playground)(?:[ \t]{0,4}=|[ \t,}]|$))|\[\[\[cog/im;
/** What site generators take in from other files: VitePress, pymdownx, markdown-include, DocFX. */
const INCLUDE = /^[ \t]{0,12}(?:<<<[ \t]{0,4}[@./~]|-{1,4}8<-|\{!|\[!INCLUDE\b|@\[code|@include\b|!!!?include\b)/im;
const MDX =
  /^(?:import\s[^\n]{1,300}from\s|import\s{1,8}['"]|export\s{1,8}(?:const|let|default|function|async|class)\b)/m;
/** Expressions of templates with something in them, which VitePress, Jekyll, Hugo and macros of MkDocs compute. */
const TEMPLATE = /\{\{[^}\n]{0,200}\w|\{%/;
/** Expressions of JSX, where no example is meant: a call in braces on a line without backticks, or a call of what reaches out of a page. */
const JSX =
  /^ {0,1}(?! )[^`\n{]{0,400}\{[^{}()`\n]{0,200}\([^{}`\n]{0,400}\}[^`\n]{0,400}$|\{[^{}()\n]{0,100}\b(?:fetch|eval|require|import|Function|constructor|atob|alert|write|exec|execSync|spawn)\(|\{[ \t]{0,8}(?:window|document|globalThis|process|self|top)\b[.[]/m;
/** Expressions that do more than show a value; some generators compute them in examples too. */
const ESCAPING_TEMPLATE =
  /(?:\{\{|\{%)[^}\n]{0,300}(?:__|\bconstructor\b|\brequire\b|\bimport\s{0,4}\(|\beval\b|\bexec\b|\bpopen\b|\bos\.|\bpipe\b|\bprocess\.)/;
/** Front matter in a language, which gray-matter runs. */
const FRONT_PROGRAM = /^---[ \t]{0,8}[a-z]/i;
const FRONT_MATTER = /^---[ \t]*\n([^]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** Markdown is prose unless a site generator or a browser runs something in it. */
export function kindOfMarkdown(named: FileKind, text: string, isWhole: boolean): FileKind {
  const code: FileKind = { ...named, class: 'code' };
  if (EXECUTED_BLOCK.test(text) || INCLUDE.test(text) || ESCAPING_TEMPLATE.test(text) || frontMatterRuns(text))
    return code;
  const shown = isWhole ? withoutExamples(text) : text;
  if (MDX.test(shown)) return knownKind('mdx');
  return isActiveHtml(shown) || TEMPLATE.test(shown) || JSX.test(shown) ? code : named;
}

function frontMatterRuns(text: string): boolean {
  if (!text.startsWith('---')) return false;
  if (FRONT_PROGRAM.test(text)) return true;
  const front = FRONT_MATTER.exec(text)?.[1];
  // A rule at the beginning of a text is no front matter.
  if (front === undefined || !/^\s*["']?[\w-]{1,60}["']?[ \t]*:/.test(front)) return false;
  return (
    obeyedData('yaml', front, true).obeyed || isActiveHtml(front) || /^[ \t]*(?:-[ \t]*){0,4}script\b/m.test(front)
  );
}
