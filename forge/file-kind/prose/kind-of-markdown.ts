import type { FileKind } from '../../../schemas/judged.ts';
import { follows } from '../../../schemas/text/follows.ts';
import { obeyedData } from '../data/obeyed-data.ts';
import { knownKind } from '../known-kind.ts';
import { isActiveHtml } from './active-html.ts';
import { restructuredTextRuns } from './restructured-text.ts';
import { withoutExamples } from './without-examples.ts';

/**
 * Blocks that tools run when the document is built or shown: `{python}`, `exec="on"` of markdown-exec, `live` of Docusaurus, cog. Classes and numbers
 * of lines in braces only say how a block looks, and directives of MyST that are known here only show what is in them.
 */
const FENCE = /^[ \t>*+-]{0,40}(?:`{3,20}|~{3,20})[ \t]{0,8}([^\n]{0,400})/gm;
const EXECUTED_LANGUAGE =
  /^\{(?![ \t]{0,8}[.#\d]|(?:eval-rst|note|warning|tip|hint|important|caution|danger|error|attention|seealso|admonition|todo|versionadded|versionchanged|deprecated|versionremoved|currentmodule|contents|toctree|code-block|code|highlight|glossary|rubric|epigraph|topic|sidebar|dropdown|image|figure|list-table|tab-set|tab-item|grid|grid-item-card|card|(?:literal)?include(?=\}[ \t]{1,4}(?!(?:\.\.\/){3})[\w.][\w./-]{0,200}[ \t\r]{0,80}$))\})/i;
const EXECUTED_WORD =
  /^[^\x60]{0,200}?(?:[ \t,]|\{[^}]{0,100})(?:exec|eval|live|run|execute|cmd|playground)(?:[ \t]{0,4}=|[ \t,}]|$)/i;
const COG = /\[\[\[cog/i;
/** A directive of MyST. */
const MYST = /^[ \t>*+-]{0,40}(?:`{3,20}|~{3,20}|:{3,20})[ \t]{0,8}\{[a-z]/im;
/** What site generators take in from other files: VitePress, pymdownx, markdown-include, DocFX. */
const INCLUDE = /^[ \t]{0,12}(?:<<<[ \t]{0,4}[@./~]|-{1,4}8<-|\{!|\[!INCLUDE\b|@\[code|@include\b|!!!?include\b)/im;
/** Blocks whose language alone has them run, by notebooks, by plug-ins of editors, or as another markup. */
const LANGUAGE_THAT_RUNS =
  /^[ \t>*+-]{0,40}(?:`{3,20}|~{3,20})[ \t]{0,8}(?:dataviewjs|js-engine|run-[a-z]{1,20}|templater|math-?eval)\b/im;
/** What a diagram starts when it is clicked, and leave to do so. */
const DIAGRAM =
  /^[ \t]{0,40}click[ \t]{1,8}[\w-]{1,80}[ \t]{1,8}(?:call\b|[\w.]{1,80}\(|(?:href[ \t]{1,8})?["'][ \t]{0,8}(?:javascript|vbscript|data):)|\bsecurityLevel["']?[ \t]{0,8}:[ \t]{0,8}["']?(?:loose|antiscript)/im;
/** Options, raw parts and attributes of kramdown and Pandoc, which make HTML of a text. */
const RAW_PARTS = /\{::(?:options|nomarkdown|template|extension)\b|`\{=[a-z]/i;
const ATTRIBUTES = [
  /(?<first>\{:)|(?<then>\b(?:on[a-z]{3,30}|href|src|srcdoc|style|action)[ \t]{0,8}=)|(?<stop>[}\n])/gi,
  /(?<first>\]\{)|(?<then>\bon[a-z]{3,30}[ \t]{0,8}=)|(?<stop>[}\n])/gi,
];
/** So far behind the beginning of an expression what it does is looked for. */
const REACH = 300;
/** Tags of Liquid and Jinja, and shortcodes of Hugo, which are computed in examples as well. */
const TEMPLATE_ANYWHERE =
  /\{%[-+]?[ \t]{0,4}(?:include|include_relative|import|from|extends|call|do|macro|load|render)\b|\{\{[<%][ \t]{0,4}[\w/]/;
const MDX =
  /^(?:import\s[^\n]{1,300}from\s|import\s{1,8}(?:['"]|\{[ \t]{0,8}$)|export\s{1,8}[{*]|export\s{1,8}(?:const|let|default|function|async|class)\b)/m;
/** Expressions of templates with something in them, which VitePress, Jekyll, Hugo and macros of MkDocs compute. */
const TEMPLATE = /\{\{[^}\n]{0,200}\w|\{%|<%[-*_+]{0,2}[ \t]{0,4}(?:await[ \t]{1,4})?tp\./;
/** A component, with which a line begins where Markdown is read as MDX. */
const COMPONENT = /^ {0,3}<[A-Z]\w{0,60}(?:\s|\/?>)/m;
/** Expressions of JSX, where no example is meant: a call in braces on a line without backticks, or a call of what reaches out of a page. */
const JSX =
  /^ {0,1}(?! )[^`\n\r\u2028\u2029{]{0,400}\{[^{}()`\n]{0,200}\([^{}`\n]{0,400}\}[^`\n]{0,400}$|\{[^{}()\n]{0,100}\b(?:fetch|eval|require|import|Function|constructor|atob|alert|write|exec|execSync|spawn)\(|\{[ \t]{0,8}(?:window|document|globalThis|process|self|top)\b[.[]/m;
/** Expressions that do more than show a value; some generators compute them in examples too. */
const ESCAPING_TEMPLATE =
  /(?<first>\{[{%])|(?<then>__|\b(?:constructor|require|eval|exec|popen|pipe)\b|\bimport\s{0,4}\(|\b(?:os|process)\.)|(?<stop>[}\n])/g;
const RUNS_ANYWHERE = [COG, LANGUAGE_THAT_RUNS, INCLUDE, DIAGRAM, TEMPLATE_ANYWHERE];
const RUNS_WHERE_SHOWN = [TEMPLATE, JSX, COMPONENT, RAW_PARTS];
/** Keys by which a notebook, Quarto or Pandoc runs a document. */
const FRONT_ENGINE =
  /^[ \t]{0,8}["']?(?:jupytext|jupyter|kernelspec|execute|engine|filters|runtime|knit|lua-filter|header-includes|include-before|include-after|layout-script)["']?[ \t]{0,8}:/m;
/** Front matter in a language, which gray-matter runs. */
const FRONT_PROGRAM = /^---[ \t]{0,8}[a-z]/i;
const FRONT_MATTER = /^---[ \t]*\n([^]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** Markdown is prose unless a site generator or a browser runs something in it. */
export function kindOfMarkdown(named: FileKind, text: string, isWhole: boolean): FileKind {
  const code: FileKind = { ...named, class: 'code' };
  if (runsAnywhere(text) || frontMatterRuns(text)) return code;
  if (hasExecutedBlock(text) || follows(text, ESCAPING_TEMPLATE, REACH)) return code;
  if (MYST.test(text) && restructuredTextRuns(text)) return code;
  // A site generator reads what has front matter, and computes its templates in examples too.
  if (FRONT_MATTER.test(text) && TEMPLATE.test(text.replaceAll('${{', ''))) return code;
  const shown = isWhole ? withoutExamples(text) : text;
  if (MDX.test(shown)) return knownKind('mdx');
  if (isActiveHtml(shown) || RUNS_WHERE_SHOWN.some((pattern) => pattern.test(shown))) return code;
  return ATTRIBUTES.some((pattern) => follows(shown, pattern, REACH)) ? code : named;
}

function frontMatterRuns(text: string): boolean {
  if (!text.startsWith('---')) return false;
  if (FRONT_PROGRAM.test(text)) return true;
  const front = FRONT_MATTER.exec(text)?.[1];
  // A rule at the beginning of a text is no front matter.
  if (front === undefined || !/^\s*["']?[\w-]{1,60}["']?[ \t]*:/.test(front)) return false;
  return (
    obeyedData('yaml', front, true).obeyed ||
    FRONT_ENGINE.test(front) ||
    isActiveHtml(front) ||
    /^[ \t]*(?:-[ \t]*){0,4}script\b/m.test(front)
  );
}

function hasExecutedBlock(text: string): boolean {
  return Array.from(text.matchAll(FENCE)).some(([, info = '']) => isExecutedBlock(info));
}

/** Whether what stands behind a fence has tools run the block. */
export function isExecutedBlock(info: string): boolean {
  return EXECUTED_LANGUAGE.test(info) || EXECUTED_WORD.test(info);
}

/** Whether something is run wherever it stands in a document, in examples as well. */
export function runsAnywhere(text: string): boolean {
  return RUNS_ANYWHERE.some((pattern) => pattern.test(text));
}
