import type { Severity } from '../../../schemas/severity.ts';
import type { Colours } from '../../output/text/colours.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { wrapText } from '../../output/text/wrap-text.ts';

/** How a terminal wants to be written to. */
export interface LogOptions {
  readonly width: number;
  readonly colours: Colours;
}

/** Characters of a run's id that are shown; they hold its time to the millisecond. */
const SHORT_ID = 13;

export function shortId(id: string): string {
  return id.slice(0, SHORT_ID);
}

/** `2026-01-31 12:30:05Z`: the same for every reader. */
export function timeText(at: string): string {
  return at.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** Hostile text made harmless, on one line. */
export function plainOneLine(text: string): string {
  return defuse(neutraliseTerminal(text).replaceAll(/(?<!\s)[^\S\n]*\n\s*/g, ' '));
}

/** Hostile text made harmless, wrapped, each line indented. */
export function paragraph(
  text: string,
  { width, indent = 2 }: { readonly width: number; readonly indent?: number },
): string[] {
  const margin = ' '.repeat(indent);
  return wrapText(neutraliseTerminal(text), width - indent).map((line) => defuse(`${margin}${line}`.trimEnd()));
}

/** Code as quoted, never wrapped: a cut quote is no evidence. */
export function quotedText(code: string, indent: number): string[] {
  const margin = ' '.repeat(indent);
  return neutraliseTerminal(code)
    .split('\n')
    .map((line) => defuse(`${margin}| ${line}`.trimEnd()));
}

export function severityColour(colours: Colours, severity: Severity): (text: string) => string {
  switch (severity) {
    case 'critical':
      return colours.red;
    case 'warning':
      return colours.yellow;
    case 'suggestion':
      return colours.blue;
  }
}

/** Lines as a text. */
export function pageText(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/**
 * In the log of a workflow a line that begins with `::` and a `##[` anywhere are orders to the runner, and wrapping can make
 * either. They become look-alikes of the same width. Done before colours come in, which would hide a line's beginning.
 */
function defuse(line: string): string {
  return line.replace(/^(\s*)::/, '$1:\u{2236}').replace(/##(?=\[)/g, '#\u{266f}');
}
