import { knownKind } from '../known-kind.ts';
import { hasRunningAddress } from '../prose/active-html.ts';
import { MARKUP } from './mdx-parts.ts';
import { isExecutedBlock, kindOfMarkdown, runsAnywhere } from '../prose/kind-of-markdown.ts';

/** A fence. More than three spaces in it is one only within an item of a list. */
const FENCE = /^( {0,12})(`{3,20}|~{3,20})[ \t]{0,8}([^`\n]{0,300})$/;
/** Behind the mark of a list or a quotation it may be one for some readers. */
const MAY_BE_FENCE = /^[\s>*+\d.)-]{0,60}(?:`{3}|~{3})/;
/** A language alone: whatever else stands there may tell a plug-in to run the block. */
const LANGUAGE_ALONE = /^[\w+#.-]{0,30}[ \t]*$/;
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\n(?:[^\n]*\n)*?\1[ \t]*(?:\n|$)/;
/** What generators and test runners compute in examples as well, and inclusions of other files. */
const COMPUTED = /\{\{|\}\}|\{%|%\}|<%|%>|<\?|\{!|\{#[^\w{}]|^[ \t]*(?:>>>|\.\.\.[ \t]|In \[)|\[\[\[|-8<-/;
/** An expression that ends on its line. */
const WHOLE_COMPUTED =
  /-{1,4}8<-{1,4}[ \t]{1,4}"[^"\n]{1,200}"|\{\{[<%]?[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}|<%[^<>]{0,300}%>|\{![^{}]{0,300}!\}/g;
/** What ends on its line: an expression, an element of HTML that holds text, a remark, an address. Other elements hold scripts, or are programs. */
const WHOLE =
  /\{[^{}]{0,300}\}|<!--[^<>]{0,300}-->|<\/?(?:a|abbr|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|var)(?:[\s/][^<>{}]{0,600})?>|<(?:https?:\/\/|mailto:)[^\s<>{}]{1,500}>|<[\w.+-]{1,100}@[\w.-]{1,200}>/gi;
const AUTOLINK = /<https?:\/\/[^\s<>{}]{1,500}>/g;
/** What is still open, or may be: an element, a brace. A smaller-than sign with a number or a space behind it is none. */
const OPEN = /[{}]|<[A-Za-z/!?%]/;
/** Blocks of templates and containers whose texts are shown as they are. Others may be handed to a program. */
const BLOCKS_THAT_SHOW = new Set(
  'raw highlight if unless for comment case note tip info warning important caution danger details callout admonition hint tab tabs success failure quote code-group admonition attention error hint important seealso deprecated versionadded versionchanged versionremoved'.split(
    ' ',
  ),
);
/** What Sphinx shows in a box; what stands in it is read as the rest is. */
const BOX =
  /^\{(?:admonition|attention|caution|danger|deprecated|error|hint|important|note|seealso|tip|versionadded|versionchanged|versionremoved|warning)\}(?:[ \t][^{}<>`]{0,200})?$/;
/** A word that says of the code behind it what it is the name of, as Sphinx links it. Elsewhere it is a value at most, and no call. */
const ROLE =
  /\{(?:py:)?(?:abbr|attr|class|command|data|dfn|doc|envvar|exc|file|func|kbd|meth|mod|obj|option|pep|program|ref|rfc|samp|sub|sup|term)\}(?=`[^`{}\n]{1,300}`)/g;
const NAMED_CONTAINER = /^(:{3,20})\{([a-z]{1,40})\}/gm;
const END_OF_BLOCK = /\{%-?[ \t]{0,8}end([a-z_-]{1,40})|\{\{[<%][ \t]{0,8}\/[ \t]{0,8}([\w./-]{1,60})/gi;
const CONTAINER = /^[ \t>]{0,20}:{3,20}[ \t]{0,8}([^\s]{1,60})|^[ \t>]{0,20}(\/{3,20})/gm;
const MODULE = /^(?:import|export)\b/m;
const CODE_SPAN = /`[^`\n]{1,600}`/g;
const MARKDOWN = knownKind('markdown');

/**
 * What of a Markdown document that a site generator computes is no prose: front matter, expressions, elements, blocks that are run. All other lines
 * are read alone, so that whatever goes on over lines makes the answer null: then anything may be a part of it.
 */
export function markdownParts(text: string): readonly string[] | null {
  const plain = text.replaceAll('\r\n', '\n').replaceAll(ROLE, '').replaceAll(NAMED_CONTAINER, '$1$2');
  const front = FRONT_MATTER.exec(plain)?.[0] ?? '';
  if ((front === '' && /^(?:---|\+\+\+)/.test(plain)) || isUnclear(plain)) return null;
  const parts = [front];
  /** The fences of boxes that are open: what stands in them is no example. */
  const boxes: string[] = [];
  let paragraph: string[] = [];
  let fence: {
    readonly run: string;
    readonly indent: number;
    readonly runs: boolean;
    readonly lines: string[];
  } | null = null;
  for (const line of [...plain.slice(front.length).split('\n'), '']) {
    if (fence !== null) {
      const [, space = '', run = '', info = ''] = FENCE.exec(line) ?? [];
      fence.lines.push(line);
      // It ends what is around it, and what follows is read as no example.
      if (boxes.some((one) => run.startsWith(one))) return null;
      // An item of a list that ends here ends the block with it.
      if (line.trim() !== '' && line.search(/\S/) < fence.indent) return null;
      if (!run.startsWith(fence.run) || info.trim() !== '') continue;
      const block = space.length > fence.indent + 3 ? null : partsOfBlock(fence.lines, fence.runs);
      if (block === null || (fence.indent > 3 && fence.lines.some(staysOpen))) return null;
      parts.push(...block);
      fence = null;
      continue;
    }
    const [, indent = '', run, info = ''] = FENCE.exec(line) ?? [];
    const isEnd = run !== undefined && info.trim() === '' && run === boxes.at(-1) && indent.length < 4;
    // A longer fence ends a box as well, and some readers take one that is indented for it.
    if (!isEnd && run !== undefined && info.trim() === '' && boxes.some((one) => run.startsWith(one))) return null;
    if (isEnd || (run !== undefined && indent === '' && BOX.test(info.trim()))) {
      const found = paragraph.some((one) => /^[\s>*+-]{0,60}</.test(one)) ? null : partsOfParagraph(paragraph);
      if (found === null || (!isEnd && boxes.some((one) => run.startsWith(one)))) return null;
      parts.push(...found);
      paragraph = [];
      if (isEnd) boxes.pop();
      else boxes.push(run);
      continue;
    }
    if (run === undefined && MAY_BE_FENCE.test(line)) return null;
    if (run === undefined && line.trim() !== '') {
      paragraph.push(line);
      continue;
    }
    // Behind HTML without an empty line a fence is none.
    if (run !== undefined && paragraph.some((one) => /^[\s>*+-]{0,60}</.test(one))) return null;
    const found = partsOfParagraph(paragraph);
    if (found === null) return null;
    parts.push(...found);
    paragraph = [];
    if (run !== undefined)
      fence = {
        run,
        indent: indent.length,
        runs: indent.length > 3 || !LANGUAGE_ALONE.test(info) || isExecutedBlock(info),
        lines: [line],
      };
  }
  return fence === null && boxes.length === 0 ? parts : null;
}

/** Whether something may go on over lines, or hand the text around it to a program. */
function isUnclear(text: string): boolean {
  if (hasRunningAddress(text) || /\[\[\[cog|Local Variables:|-\*-|^[ \t]*-{1,4}8<-+[ \t]*$/im.test(text)) return true;
  const blocks = [...text.matchAll(END_OF_BLOCK), ...text.matchAll(CONTAINER)];
  return blocks.some(([, one, other]) => !BLOCKS_THAT_SHOW.has((one ?? other ?? '').toLowerCase()));
}

/** An example that is only shown; what is computed in it all the same is a part. */
function partsOfBlock(lines: readonly string[], runs: boolean): readonly string[] | null {
  if (runs || runsAnywhere(lines[0] ?? '')) return [lines.join('\n')];
  const computed = lines.filter((line) => COMPUTED.test(line) || runsAnywhere(line));
  return computed.some((line) => COMPUTED.test(line.replaceAll(WHOLE_COMPUTED, ''))) ? null : computed;
}

/** The lines of a paragraph that hold more than words; all of it where they could only do so together. */
function partsOfParagraph(lines: readonly string[]): readonly string[] | null {
  const whole = lines.join('\n');
  if (whole === '') return [];
  const areSpans = !/``|\\`/.test(whole) && lines.every((line) => line.split('`').length % 2 === 1);
  const shown = lines.map((line) => (areSpans ? line.replaceAll(CODE_SPAN, ' ') : line));
  // Code between backticks is shown, but computed before that.
  if (shown.some(staysOpen)) return null;
  if (lines.some((line) => COMPUTED.test(line.replaceAll(WHOLE_COMPUTED, '')))) return null;
  if (MODULE.test(whole)) return [whole];
  const active = lines.filter(
    (line, index) =>
      COMPUTED.test(line) ||
      OPEN.test((shown[index] ?? '').replaceAll(MARKUP, '').replaceAll(AUTOLINK, '')) ||
      !isProse(line),
  );
  return active.length === 0 && !isProse(whole) ? [whole] : active;
}

/** Whether a line opens what does not end on it. */
function staysOpen(line: string): boolean {
  return OPEN.test(line.replaceAll(WHOLE_COMPUTED, '').replaceAll(WHOLE, ''));
}

function isProse(text: string): boolean {
  return kindOfMarkdown(MARKDOWN, text, true).class === 'prose';
}
