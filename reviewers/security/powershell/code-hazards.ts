import type { PowerShellOrigins } from '../../changed-code/powershell/powershell-values.ts';
import type { PowerShellStatement } from '../../changed-code/powershell/read-powershell.ts';
import { brief } from '../scenario.ts';
import type { SecurityRule } from '../vocabulary.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';

/** What reads a text as code of its own; the group is that text. */
interface SecondReader {
  readonly rule: SecurityRule;
  readonly reader: string;
  readonly pattern: RegExp;
}

/** Variables in which services hand over what others wrote. */
const OF_SERVICES =
  /\$env:(?:BUILD_SOURCE(?:VERSIONMESSAGE|VERSIONAUTHOR|BRANCH(?:NAME)?)|SYSTEM_PULLREQUEST_\w{1,40}|GITHUB_HEAD_REF|CI_(?:COMMIT|MERGE_REQUEST)_\w{1,40})\b/i;

/** Of a statement so many characters are matched. */
const LONGEST_STATEMENT = 2000;

const INSERTED = String.raw`("[^"$]{0,800}\$[^"]{0,800}"|[^"'\s|;]{0,200}\$[^|;]{0,600})`;
const READERS: readonly SecondReader[] = [
  {
    rule: 'code-injection',
    reader: 'PowerShell',
    pattern: new RegExp(String.raw`(?<![\w"'-])(?:iex|Invoke-Expression)(?: -Command)? ?\(? ?${INSERTED}`, 'i'),
  },
  {
    rule: 'code-injection',
    reader: 'PowerShell',
    pattern: new RegExp(String.raw`\[scriptblock\]::Create\( ?${INSERTED}`, 'i'),
  },
  {
    rule: 'code-injection',
    reader: 'PowerShell',
    pattern: new RegExp(String.raw`\b(?:ExpandString|InvokeScript|NewScriptBlock)\( ?${INSERTED}`, 'i'),
  },
  {
    rule: 'command-injection',
    reader: 'PowerShell',
    pattern: /\b(?:powershell|pwsh)(?:\.exe)? [^|;]{0,100}-c(?:ommand)? ?("[^"$]{0,800}\$[^"]{0,800}")/i,
  },
  { rule: 'command-injection', reader: 'cmd', pattern: /\bcmd(?:\.exe)? ?\/[ck] ?("[^"$]{0,800}\$[^"]{0,800}")/i },
  {
    rule: 'command-injection',
    reader: 'cmd',
    pattern:
      /\bStart-Process (?:-FilePath )?["']?cmd(?:\.exe)?["']?[^|;]{0,80}-ArgumentList [^|;]{0,60}("[^"$]{0,800}\$[^"]{0,800}")/i,
  },
  {
    rule: 'command-injection',
    reader: 'a shell',
    pattern: /(?<![\w-])(?:bash|sh|wsl)(?:\.exe)? -\w{0,3}c ("[^"$]{0,800}\$[^"]{0,800}")/i,
  },
  {
    rule: 'command-injection',
    reader: 'a shell on another machine',
    pattern: /(?<![\w-])(?:ssh|plink)(?:\.exe)? [^|;]{0,200}("[^"$]{0,800}\$[^"]{0,800}")$/i,
  },
  {
    rule: 'sql-injection',
    reader: 'a database',
    pattern: /\bInvoke-(?:Sqlcmd|DbaQuery|SqliteQuery|MySqlQuery)\b[^;]{0,300}-Query ("[^"$]{0,800}\$[^"]{0,800}")/i,
  },
  {
    rule: 'sql-injection',
    reader: 'a database',
    pattern:
      /(?:\.CommandText ?=|\bSql(?:Command|DataAdapter)\(|-TypeName (?:System\.Data\.SqlClient\.)?SqlCommand[^;]{0,40}) ?("\s?(?:SELECT|INSERT|UPDATE|DELETE|EXEC|DROP|MERGE)\b[^"]{0,1500}\$[^"]{0,1500}")/i,
  },
];

/** Values that a second program reads as a part of its own code. */
export function codeHazards(statements: readonly PowerShellStatement[], origins: PowerShellOrigins): ShellHazard[] {
  return statements.flatMap(({ text, start }): ShellHazard[] => {
    const bare = withoutQuotedPrograms(text.slice(0, LONGEST_STATEMENT));
    for (const { rule, reader, pattern } of READERS) {
      const inserted = pattern.exec(bare)?.[1];
      if (inserted !== undefined && origins.of(inserted) !== 'fixed')
        return [
          hazardOf(
            { text, start },
            { rule, reader, isOfService: OF_SERVICES.test(inserted) || origins.isHanded(inserted) },
          ),
        ];
    }
    return [];
  });
}

/** In single quotes nothing is inserted; what a text names is not started by being named. */
function withoutQuotedPrograms(text: string): string {
  return text.replaceAll(/"(?:`.|[^"`]){0,800}"|'[^']{0,800}'/g, (quoted) =>
    quoted.startsWith("'")
      ? "''"
      : quoted.replaceAll(/\b(?:iex|Invoke-Expression|scriptblock|powershell|pwsh|cmd|bash|sh|ssh)\b/gi, 'x'),
  );
}

function hazardOf(
  { text, start }: PowerShellStatement,
  {
    rule,
    reader,
    isOfService,
  }: { readonly rule: SecurityRule; readonly reader: string; readonly isOfService: boolean },
): ShellHazard {
  return {
    rule,
    identity: text.replaceAll(/\s+/g, ''),
    start,
    title: `${reader === 'a shell' ? 'A shell' : reader.charAt(0).toUpperCase() + reader.slice(1)} reads a value as a part of its code`,
    explanation: `A value with a quote, a \`;\` or a \`$(\` in it ends its place and begins a command of its own. Hand values over as arguments or parameters (\`& $program $value\`, \`-Variable\`, \`SqlParameter\`), and not as a part of the text.`,
    failureScenario: {
      description: `With \`'; Remove-Item -Recurse C:\\ #\` as the value, \`${brief(text)}\` runs that, too.`,
    },
    // All else is folded, as in other scripts: whoever calls it, the machine or its tools choose the value.
    ...(isOfService ? { severity: 'warning', confidence: 650 } : { severity: 'suggestion', confidence: 200 }),
  };
}
