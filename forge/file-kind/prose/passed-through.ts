import { isActiveHtml } from './active-html.ts';

/** What AsciiDoc hands on as it is: `+++x+++`, `pass:[x]`, and blocks between lines of plus signs or below `[pass]`. */
const SPAN = /\+{3}([^\n+][^\n]{0,1000}?)\+{3}|\bpass:[a-z,]{0,40}\[([^\n\]]{0,1000})/g;
const FENCE = /^\+{4,40}[ \t]*$/;

/** Whether AsciiDoc lets HTML through that does something. Pieces are joined, for a tag can be cut into several. */
export function asciidocPassesHtml(text: string): boolean {
  const passed: string[] = [];
  for (const [, plus, macro] of text.matchAll(SPAN)) passed.push(plus ?? macro ?? '');
  let inBlock = false;
  let belowPass = false;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) inBlock = !inBlock;
    else if (inBlock || belowPass) passed.push(line, '\n');
    belowPass = /^\[pass\b/i.test(line) || (belowPass && line.trim() !== '');
  }
  // Addresses of links are handed on wherever they stand.
  return isActiveHtml(passed.join('')) || /(?:link|xref):{1,2}[\s\0]{0,4}(?:javascript|vbscript|data):/i.test(text);
}

/**
 * Whether Perl has something to run in a file of its documentation: all that stands before the first command of Pod or behind `=cut`, and what a
 * block hands on to another formatter.
 */
export function podRuns(text: string): boolean {
  let inPod = false;
  for (const line of text.split('\n')) {
    const command = /^=([a-z]\w{0,40})[ \t]*(.{0,200})/i.exec(line);
    if (command === null) {
      if (!inPod && line.trim() !== '' && !/^\s*(?:#|1;\s*$)/.test(line)) return true;
      continue;
    }
    const [, name = '', rest = ''] = command;
    inPod = name !== 'cut';
    if (/^(?:begin|for)$/.test(name) && /^:?(?:perl|code|eval|html|roff|man|tex|latex)\b/i.test(rest)) return true;
  }
  return false;
}
