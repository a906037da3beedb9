import { dangerOf } from '../manifest/remote-code.ts';
import { shellHazards } from './judge-shell.ts';

/** What a command of a program may do against whoever runs it. */
export type HostileRule = 'downloaded-code' | 'secret-sent-away' | 'remote-shell';

/** Findings below this are told below every bar: installers that everybody uses. */
const TOLD = 300;
const HOSTILE: ReadonlySet<string> = new Set<HostileRule>(['downloaded-code', 'secret-sent-away', 'remote-shell']);

/** What a program's own command does against whoever runs it, by the rules of scripts; null where it does none of that. */
export function hostileCommand(text: string): HostileRule | null {
  const hazards = shellHazards(text)?.filter(({ rule }) => HOSTILE.has(rule));
  const told = hazards?.find(({ confidence = TOLD }) => confidence >= TOLD);
  if (told !== undefined) return told.rule as HostileRule;
  // What the shell's rules know and pass over is known; they read no PowerShell.
  return hazards !== undefined && hazards.length > 0 ? null : (dangerOf(text)?.rule ?? null);
}
