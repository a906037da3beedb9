import { originsIn } from '../../changed-code/powershell/powershell-values.ts';
import { powerShellStatements } from '../../changed-code/powershell/read-powershell.ts';
import { lineAt } from '../../changed-code/shell/parse-shell.ts';
import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';
import { codeHazards } from './code-hazards.ts';
import { doorHazards } from './door-hazards.ts';
import { downloadHazards } from './download-hazards.ts';

/**
 * The hazards of a script for PowerShell, wherever it stands; null where it cannot be read. `handed` names the variables of the environment, in
 * lower case, that hold what strangers wrote.
 */
export function powerShellHazards(
  text: string,
  handed: ReadonlySet<string> = new Set(),
): readonly ShellHazard[] | null {
  const statements = powerShellStatements(text);
  if (statements === null) return null;
  const isLoaded = new Set<number>();
  const loaded = downloadHazards(statements);
  for (const { start } of loaded) isLoaded.add(start);
  const inserted = codeHazards(statements, originsIn(statements, handed)).filter(({ start }) => !isLoaded.has(start));
  return [...loaded, ...inserted, ...doorHazards(statements)];
}

/** Judges a script for PowerShell. */
export function judgePowerShell(text: string): SideJudgement {
  const plain = text.replace(/^\ufeff/, '');
  const hazards = powerShellHazards(plain);
  if (hazards === null)
    return { hazards: [], unread: [{ reason: 'cannot be read as a PowerShell script', identity: text }] };
  // Offsets are those of a text whose lines end in one sign.
  const lines = plain.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  return { hazards: hazards.map(({ start, ...hazard }) => ({ ...hazard, lines: [lineAt(lines, start)] })), unread: [] };
}
