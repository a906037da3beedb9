import type { PowerShellStatement } from '../../changed-code/powershell/read-powershell.ts';
import { brief } from '../scenario.ts';
import { isKnownInstaller } from '../shell/known-installers.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';
import { loadedBy, loadedVariables, runsFile } from './saved-programs.ts';

const FETCH = String.raw`(?:irm|iwr|curl|wget|Invoke-RestMethod|Invoke-WebRequest|\.DownloadString\b|\.DownloadData\b)`;
const RUN = String.raw`(?:iex|Invoke-Expression)`;
const RUNS_DOWNLOAD: readonly RegExp[] = [
  new RegExp(String.raw`\b${RUN}\b[^;]{0,300}(?<![\w-])${FETCH}`, 'i'),
  new RegExp(String.raw`(?<![\w-])${FETCH}[^;]{0,400}\| ?(?:& ?)?${RUN}\b`, 'i'),
  new RegExp(String.raw`\[scriptblock\]::Create\([^;]{0,200}${FETCH}`, 'i'),
];
const RUNS_DECODED =
  /\b(?:iex|Invoke-Expression)\b[^;]{0,300}FromBase64String|FromBase64String[^;]{0,300}\| ?(?:iex|Invoke-Expression)\b|\b(?:powershell|pwsh)(?:\.exe)?\b[^;]{0,120} -e(?:nc|ncodedcommand)? ["']?[\w+/=]{16}|\[Reflection\.Assembly\]::Load\([^;]{0,200}(?:FromBase64String|DownloadData)/i;
const ADDRESS = /\bhttps?:\/\/[^\s"'`)]{1,300}/i;
const SAVES =
  /(?:(?<![\w-])(?:irm|iwr|curl|wget|Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer)\b[^;]{0,400}-(?:OutFile|Destination|o) ?:?["']?([^\s"';]{1,200})|\.DownloadFile\([^,]{1,300}, ?["']?([^\s"');]{1,200}))/i;
const COMPARES =
  /\b(?:Get-FileHash|Get-AuthenticodeSignature|SHA\d{3}|ComputeHash|checksum|gpg|cosign|Test-FileCatalog)\b/i;
const PROGRAM = /\.(?:exe|msi|ps1|psm1|zip|bat|cmd|dll|nupkg|msix)\b/i;

/** Of a statement so many characters are matched. */
const LONGEST_STATEMENT = 2000;

/** Programs that a script loads from the network, or decodes, and runs without comparing them with anything. */
export function downloadHazards(statements: readonly PowerShellStatement[]): ShellHazard[] {
  const loaded = loadedVariables(statements);
  const isCompared = statements.some(({ text }) => COMPARES.test(text));
  return statements.flatMap(({ text: whole, start }, at): ShellHazard[] => {
    const text = whole.slice(0, LONGEST_STATEMENT);
    if (RUNS_DECODED.test(text)) return [hazardOf({ text, start }, 'Decodes a program and runs it', 'warning', 800)];
    if (RUNS_DOWNLOAD.some((one) => one.test(text)))
      return [hazardOf({ text, start }, 'Downloads a program and runs it unread', 'warning', 750)];
    const by = isCompared ? undefined : loadedBy({ text, start }, loaded);
    if (by !== undefined)
      return [hazardOf({ text: by, start }, 'Downloads a program and runs it unread', 'warning', 750)];
    const [, file, other] = SAVES.exec(text) ?? [];
    const saved = file ?? other;
    if (saved === undefined || isCompared) return [];
    const isOpen = /\bhttp:\/\/(?!localhost|127\.)/i.test(text);
    const runs = statements.slice(at + 1).some((later) => runsFile(later, saved));
    if (isOpen && (runs || PROGRAM.test(text)))
      return [
        hazardOf({ text, start }, 'Downloads a program without TLS and compares it with nothing', 'warning', 750),
      ];
    const isVersion = /\d\.\d|\$/.test(ADDRESS.exec(text)?.[0] ?? '$');
    return runs && !isVersion
      ? [hazardOf({ text, start }, 'Downloads a program and runs it without comparing its digest', 'suggestion', 500)]
      : [];
  });
}

function hazardOf(
  { text, start }: PowerShellStatement,
  title: string,
  severity: 'warning' | 'suggestion',
  confidence: number,
): ShellHazard {
  const address = ADDRESS.exec(text)?.[0] ?? '';
  return {
    rule: 'downloaded-code',
    identity: `${title} ${address.replaceAll(/\d[\d.]*/g, 'N')}`,
    start,
    title,
    explanation:
      'What arrives is not in the repository, can change any day and is seen by no review. Load a released version and compare its digest (`Get-FileHash`) with one that stands here.',
    failureScenario: {
      description: `Whoever controls the other end of \`${brief(text)}\` runs what they like here, with the tokens and rights of this script.`,
    },
    // Told below every bar: what everybody installs so is known.
    ...(isKnownInstaller(address) ? { severity: 'suggestion' as const, confidence: 200 } : { severity, confidence }),
  };
}
