import type { SideHazard, SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import { lineAt } from '../../changed-code/shell/parse-shell.ts';
import { shellHazards } from '../shell/judge-shell.ts';
import { environmentHazards } from './environment.ts';

const ASSIGNED = /^[ \t]{0,20}(?:export[ \t]{1,8})?([A-Za-z_][\w.-]{0,120})[ \t]{0,40}=[ \t]{0,40}(.*)$/;
/** A remark, or a name alone, whose value comes from outside. */
const REMARK = /^[ \t]{0,40}(?:#|$|[A-Z_][A-Z\d_]{0,120}[ \t]{0,20}$)/;
const PRODUCTION = /^(?:APP|NODE|RAILS|RACK|FLASK|DJANGO|ASPNETCORE|GO)_ENV(?:IRONMENT)?[ \t]{0,8}=[ \t"']{0,8}prod/im;
/** What a shell that takes the file in would run; other readers of the format take it for text. */
const RUNS = /\$\(|`|<\(/;
const SOURCED = /^[ \t]{0,20}(?:set[ \t]+[-+]a|set[ \t]+-o[ \t]+allexport)[ \t]*$/;

/** Judges a file of variables of the environment: each line is a name and a value, and whatever else stands there is not read. */
export function judgeDotenv(text: string, path: string): SideJudgement {
  const hazards: SideHazard[] = [];
  const unread: UnreadPart[] = [];
  const isProduction = PRODUCTION.test(text) || /prod/i.test(path);
  let quote = '';
  for (const [index, line] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    if (quote !== '') {
      if (RUNS.test(line) && quote !== "'") unread.push(notRead(line));
      if (line.includes(quote)) quote = '';
      continue;
    }
    if (REMARK.test(line) || SOURCED.test(line)) continue;
    const [, name, written = ''] = ASSIGNED.exec(line) ?? [];
    if (name === undefined) {
      unread.push(notRead(line));
      continue;
    }
    const sign = /^["'`]/.exec(written)?.[0] ?? '';
    if (sign !== '' && !written.slice(1).includes(sign)) quote = sign;
    const value = sign === '' ? withoutRemark(written).trim() : (written.slice(1).split(sign, 1)[0] ?? '');
    const said = environmentHazards({ name, value }, { line: index + 1, path, isProduction });
    hazards.push(...said);
    // Each of them is an order of a shell; where nothing is told of it, nobody knows what it does.
    if (said.length > 0 || sign === "'" || !RUNS.test(written)) continue;
    const run = shellHazards(line.trim()) ?? [];
    hazards.push(...run.map(({ start, ...hazard }) => ({ ...hazard, lines: [index + lineAt(line, start)] })));
    if (run.length === 0) unread.push(notRead(line));
  }
  return { hazards, unread };
}

function withoutRemark(value: string): string {
  const at = value.search(/[ \t]#/);
  return at === -1 ? value : value.slice(0, at);
}

function notRead(line: string): UnreadPart {
  return { reason: 'has a line that is no name and value, or that runs something', identity: line.trim() };
}
