import type { FileKind } from '../../../schemas/judged.ts';
import { follows } from '../../../schemas/text/follows.ts';
import type { FileSubject } from '../file-subject.ts';
import { knownKind } from '../known-kind.ts';
import { isDocumentPlace, isOfVersions } from '../known-place.ts';
import { isActiveHtml } from './active-html.ts';
import { kindOfMarkdown } from './kind-of-markdown.ts';
import { asciidocPassesHtml, podRuns } from './passed-through.ts';
import { restructuredTextRuns } from './restructured-text.ts';

const MOST_CHARACTERS = 2 * 1024 * 1024;

const ORG =
  /^[ \t]*#\+(?:begin_src|begin_export|call|property|bind|html|include|setupfile|tblfm:[^\n]{0,300}\(|header|headers|html_head|html_head_extra|latex_header|startup:[^\n]{0,200}eval|macro:[^\n]{0,200}\(eval)|\bsrc_[a-z]{1,30}[[{]|\beval:|^[ \t]{0,40}:header-args|@@html:|\[\[(?:elisp|shell|file\+sys):/im;
const ASCIIDOC =
  /\{(?:eval|sys2?|include1?):|^(?:eval|sys2?|template)::|^include::[^\n[]{0,200}(?:https?:|ftp:|^\/|~|(?:\.\.\/){3}|\{)|^include::\/|^:(?:docinfo|source-highlighter|safe-mode\w{0,20}|allow-uri-read|linkattrs-script|stem-script|kroki-server-url|plantuml-server-url|max-include-depth|sectanchors-script|data-uri|webfonts|scriptsdir|stylesheet|stylesdir|iconsdir|imagesdir:[ \t]{0,8}(?:https?|\/\/))|^(?:plantuml|kroki)::http/im;
const WIKI =
  /<(?:html|php|lua|source-exec|widget)\b|\{\{#(?:invoke|tag|exec|css|eval|widget)|<includeonly>[^\n]{0,40}<script/i;
const MUSE = /<(?:lisp|perl|php|python|ruby|command|include|literal)\b/i;
const CREOLE = /<<[ \t]{0,8}[a-z]/i;
const RDOC = /^[ \t#]*:include:/im;
/** Requests of roff that run a command, read or write a file, and those that rename requests or change what begins one. */
const ROFF =
  /(?:^[.']|[ \t{]\.)[ \t]{0,20}(?:do[ \t]{1,20})?(?:sy|pso|pi|opena?|trf|cf|nx|writec?|rn|als|cc|c2|device|output)(?=$|[ \t"\\])|^[.'][ \t]{0,20}(?:m?so)[ \t]{1,20}["']?(?:\/(?!usr\/share\/man)|~)|\\X'(?:ps|pdf|tty):[ \t]{0,8}(?:exec|file|import)/m;
/** Emacs evaluates what a text asks for in its first line or at its end. */
const IN_FIRST_LINE = /(?<first>-\*-)|(?<then>\beval[ \t]*:)|(?<stop>\n)/gi;
const AT_THE_END = /(?<first>Local Variables:)|(?<then>\beval[ \t]*:)/gi;
const isEditorOrder = (text: string): boolean =>
  /\beval\b/i.test(text) && (follows(text, IN_FIRST_LINE, 300) || follows(text, AT_THE_END, 2000));
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
  if (text.length > MOST_CHARACTERS || isEditorOrder(text)) return code;
  if (TESTS.test(path) && DOCTEST.test(text)) return code;
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
      return restructuredTextRuns(text);
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
      // A backslash at its end joins a line with the next one, and a macro can put a request together.
      return ROFF.test(text.replaceAll(/\\(?:\r?\n|c(?=\r?\n))/g, '')) || ROFF.test(text);
    default:
      return isActiveHtml(text);
  }
}

/** Folders and names of tests. */
const TESTS = /(?:^|\/)(?:tests?|spec)\/|(?:^|\/)(?:test_?|doctest)[^/]{0,100}$/i;
/** Examples that a test runner runs, scripts of Go's tests, and files that such a script unpacks. */
const DOCTEST = /^[ \t]{0,40}(?:>>> ?\S|In \[\d{1,4}\]:)/m;
const TEST_SCRIPT = /^-- [\w./-]{1,100} --[ \t\r]*$/m;
/** Times at which something is started, and digests by which something is trusted. */
const CRONTAB =
  /^[ \t]{0,8}(?:@(?:reboot|hourly|daily|weekly|monthly|yearly|annually)|(?:[\d*/,-]{1,40}[ \t]{1,8}){4}[\w*/,-]{1,40})[ \t]{1,8}[\w/.$~-]/m;
const DIGEST = /^[0-9a-f]{32,128}[ \t]{1,4}[ *]?\S|^SHA\d{1,3} ?\([^)\n]{1,200}\) ?=/im;
/** A list of names, each on a line of its own, as package managers read it. */
const NAME_LINE =
  /^(?:#.*|@?[\w./-]{1,100}(?:\[[\w,. -]{0,80}\])?[ \t]{0,4}(?:[<>=~!^]{1,3}[ \t]{0,4}[\w.*+!,<>= -]{1,60})?(?:;.{0,200})?)?$/;

function kindOfText(named: FileKind, text: string, path: string): FileKind {
  if (PIP_OPTION.test(text)) return knownKind('pip-requirements');
  if (DOCTEST.test(text) || TEST_SCRIPT.test(text)) return { ...named, class: 'code' };
  // Among the documents and tests of Python a list of names is a list of packages.
  const isList =
    (isDocumentPlace(path) || TESTS.test(path)) &&
    text.trim() !== '' &&
    text.split('\n').every((line) => NAME_LINE.test(line.trim()));
  if (CRONTAB.test(text) || DIGEST.test(text) || isList) return { ...named, class: 'running-configuration' };
  const hasEnding = /[^/]\.[^./]{1,20}$/.test(path) && !isOfVersions(path);
  return !hasEnding && SCRIPT_LINE.test(text) ? { ...named, class: 'code' } : named;
}
