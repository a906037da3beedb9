import type { Report } from '../reviewer.ts';

/** Words that open a block which is no function. */
const BLOCK =
  /^\s*(?:\}\s*)?(?:if|else|elif|for|foreach|while|do|switch|case|match|try|catch|except|finally|with|using|lock|synchronized|unless|begin)\b/;
const FUNCTION =
  /\b(?:function|def|fn|func|fun|sub|lambda)\b|=>\s*(?:[{(]\s*)?$|\)(?:\s*|\s*(?:=>|->|:|throws\s|const\b|async\b)[^(){}]{0,300})\{\s*$/;

/** How far up a function's beginning is looked for. */
const REACH = 400;

/** The 1-based line at which the function around a line begins, told by indentation; 0 outside of every function. */
export function functionAt(lines: readonly string[], line: number): number {
  let indent = depthOf(lines[line - 1] ?? '');
  for (let at = line - 1; at >= 1 && line - at < REACH && indent > 0; at -= 1) {
    const text = lines[at - 1] ?? '';
    if (text.trim() === '' || depthOf(text) >= indent) continue;
    indent = depthOf(text);
    if (FUNCTION.test(text.slice(0, 500)) && !BLOCK.test(text)) return at;
  }
  return 0;
}

/** How deep a line stands, in characters of white space. */
export const depthOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** So many of the other lines are quoted. */
const MOST_QUOTED = 10;

/**
 * One report a function and rule: the gravest, or the first of them, which names the other lines and quotes them. What stands outside of
 * every function is told line by line.
 */
export function oneAFunction(reports: readonly Report[], text: string): Report[] {
  const lines = text.split('\n');
  const groups = Map.groupBy(reports, (report) => {
    const line = report.location?.startLine ?? 0;
    const start = line === 0 ? 0 : functionAt(lines, line);
    const place = start === 0 ? `line ${line}` : `function ${start}`;
    return JSON.stringify([report.rule, report.severity, report.title, report.location?.path, place]);
  });
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((a, b) => (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0));
    if (first === undefined) return [];
    return [others.length === 0 ? first : withOthers(first, others)];
  });
}

function withOthers(first: Report, others: readonly Report[]): Report {
  const quoted = others
    .slice(0, MOST_QUOTED)
    .map(({ location, evidence }) => `line ${location?.startLine ?? 0}: \`${oneLine(evidence ?? '')}\``)
    .join('; ');
  const rest = others.length > MOST_QUOTED ? `; and ${others.length - MOST_QUOTED} more` : '';
  const count = `${others.length} more ${others.length === 1 ? 'place' : 'places'}`;
  return { ...first, explanation: `${first.explanation} The same at ${count} of this function: ${quoted}${rest}.` };
}

function oneLine(text: string): string {
  const line = text.replaceAll('`', "'").replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
