import type { FileKind } from '../../../schemas/judged.ts';
import type { FileSubject } from '../file-subject.ts';
import { knownKind } from '../known-kind.ts';
import { isActiveHtml } from './active-html.ts';
import { kindOfMarkdown } from './kind-of-markdown.ts';
import { asciidocPassesHtml, podRuns } from './passed-through.ts';

const MOST_CHARACTERS = 2 * 1024 * 1024;

/** Directives of docutils and Sphinx that run a program, or let HTML through. Docutils takes any case, any space, and one before the colons. */
const DIRECTIVE =
  /\.\.[ \t]{1,40}(?:\|[^|\n]{1,80}\|[ \t]{1,20})?(?:[\w-]{1,40}:)?(?:raw|plot|exec|exec-code|execute_code|jupyter-execute|jupyter-kernel|ipython|program-output|command-output|testsetup|testcode|testcleanup|doctest|pyexec|runblock|runcmd|autorun|eval|python|meta)[ \t]{0,4}::|\.\.[ \t]{1,40}role[ \t]{0,4}::[^\n]{0,80}\([ \t]*raw|\.\.[ \t]{1,40}(?:literal)?include[ \t]{0,4}::[ \t]{0,20}(?:\/(?:etc|proc|home|root|dev)|~|https?:)|:(?:url|file):[ \t]{0,20}(?:\/(?:etc|proc|home|root)|~|https?:)/i;
/** A target of a link that runs: between angle brackets, or behind a name. */
const RST_LINK = /(?:<|_[^\n:]{1,200}:[ \t]{1,20}|:target:[ \t]{1,20})(?:javascript|vbscript|data):\S/i;
const ORG =
  /^[ \t]*#\+(?:begin_src|begin_export|call|property|bind|html|include|setupfile|macro:[^\n]{0,200}\(eval)|\bsrc_[a-z]{1,30}[[{]|\beval:|@@html:|\[\[(?:elisp|shell|file\+sys):/im;
const ASCIIDOC =
  /\{(?:eval|sys2?|include1?):|^(?:eval|sys2?|template)::|^include::(?:https?:|ftp:|\/|~|(?:\.\.\/){3})|^:docinfo|^(?:plantuml|kroki)::http/im;
const WIKI =
  /<(?:html|php|lua|source-exec|widget)\b|\{\{#(?:invoke|tag|exec|css|eval|widget)|<includeonly>[^\n]{0,40}<script/i;
const MUSE = /<(?:lisp|perl|php|python|ruby|command|include|literal)\b/i;
const CREOLE = /<<[ \t]{0,8}[a-z]/i;
const RDOC = /^[ \t#]*:include:/im;
/** Requests of roff that run a command, read or write a file, and those that rename requests or change what begins one. */
const ROFF =
  /(?:^[.']|[ \t{]\.)[ \t]{0,20}(?:do[ \t]{1,20})?(?:sy|pso|pi|opena?|trf|cf|nx|writec?|rn|als|cc|c2|device|output)(?=$|[ \t"\\])|^[.'][ \t]{0,20}(?:m?so)[ \t]{1,20}["']?(?:\/(?!usr\/share\/man)|~)|\\X'(?:ps|pdf|tty):[ \t]{0,8}(?:exec|file|import)/m;
/** Emacs evaluates what a text asks for in its first line or at its end. */
const EDITOR_ORDER = /-\*-[^\n]{0,300}\beval[ \t]*:|Local Variables:[^]{0,2000}?\beval[ \t]*:/i;
/** Options of pip, which reads any file as a list of what to install. */
const PIP_OPTION =
  /^[ \t]*(?:--(?:extra-)?index-url|--find-links|--trusted-host|--no-index|-i[ \t]{1,8}https?:|-e[ \t]{1,8}(?:git|https?|\.)|-r[ \t]{1,8}\S{1,100}\.txt$)|^[\w.[\],-]{1,100}[ \t]{0,4}(?:@[ \t]{0,4}(?:git\+|https?:|file:)|===?[ \t]{0,4}\d[\w.*+!-]{0,40}[ \t]*(?:\\|--hash|$))/im;
/** Lines that only a program has where no ending says what a text is: whoever calls it as a script runs it. */
const SCRIPT_LINE =
  /^(?:set -[a-z]|export [A-Za-z_]\w{0,60}=|[A-Za-z_]\w{0,60}=(?:["'$]|\S{0,200}$)|if \[|if ! ?[a-z]|for \w{1,40} in |while (?:\[|read|true)|case \S{1,80} in$|esac$|done$|fi$|function \w|\w{1,60}\(\)[ \t]{0,4}\{|import [\w.]{1,80}$|from [\w.]{1,80} import |def \w{1,60}\(|(?:curl|wget|sudo|rm|eval|exec|chmod|source|mkdir|cd|cp|mv|bash|sh|python3?|node) (?:-|\/|\.|"|\$|https?:|~)|\.{1,2}\/\S|<\?php|require ['"(]|#include )/m;

/** A document that some tool executes is code; every other one stays what it is. */
export function kindByProse(named: FileKind, { path, text, extent }: FileSubject): FileKind {
  if (text === null) return named;
  const code: FileKind = { ...named, class: 'code' };
  if (text.length > MOST_CHARACTERS || EDITOR_ORDER.test(text)) return code;
  switch (named.id) {
    case 'markdown':
      return kindOfMarkdown(named, text, extent === 'whole');
    case 'text':
      return kindOfText(named, text, path);
    default:
      return runs(named.id, text) ? code : named;
  }
}

function runs(id: string, text: string): boolean {
  switch (id) {
    case 'restructuredtext':
      return DIRECTIVE.test(text) || RST_LINK.test(text);
    case 'org':
      return ORG.test(text) || isActiveHtml(text);
    case 'asciidoc':
      return ASCIIDOC.test(text) || asciidocPassesHtml(text);
    case 'wikitext':
      return WIKI.test(text) || isActiveHtml(text);
    case 'muse':
      return MUSE.test(text) || isActiveHtml(text);
    case 'creole':
      return CREOLE.test(text) || isActiveHtml(text);
    case 'rdoc':
      return RDOC.test(text) || isActiveHtml(text);
    case 'pod':
    case 'pod-6':
      return podRuns(text) || isActiveHtml(text);
    case 'roff':
    case 'roff-manpage':
      return ROFF.test(text);
    default:
      return isActiveHtml(text);
  }
}

function kindOfText(named: FileKind, text: string, path: string): FileKind {
  if (PIP_OPTION.test(text)) return knownKind('pip-requirements');
  const hasEnding = /[^/]\.[^./]{1,20}$/.test(path);
  return !hasEnding && SCRIPT_LINE.test(text) ? { ...named, class: 'code' } : named;
}
