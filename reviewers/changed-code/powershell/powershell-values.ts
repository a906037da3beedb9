import type { PowerShellStatement } from './read-powershell.ts';

/** Where a value of a script comes from: written in it, asked of its caller, or read from elsewhere. */
type PowerShellOrigin = 'fixed' | 'argument' | 'outside';

const READS =
  /\b(?:Get-Content|gc|Read-Host|Invoke-RestMethod|irm|Invoke-WebRequest|iwr|Import-Csv|ConvertFrom-Json|Import-Clixml|Get-ItemProperty\w{0,10}|DownloadString)\b|\[(?:System\.)?IO\.File\]::Read|\[Console\]::ReadLine/i;
/** What a build takes over from whoever made a pull request or a commit. */
const OF_STRANGERS =
  /\$\{?env:(?:\w{0,16}PULL_?REQUEST_?(?:TITLE|SOURCEBRANCH|BRANCH|BODY)|(?:GITHUB_)?HEAD_REF|BUILD_SOURCEVERSIONMESSAGE|BUILD_SOURCEBRANCH(?:NAME)?|SYSTEM_PULLREQUEST_SOURCEBRANCH|APPVEYOR_REPO_COMMIT_MESSAGE\w{0,20}|APPVEYOR_PULL_REQUEST_(?:TITLE|HEAD_REPO_BRANCH)|CI_COMMIT_(?:TITLE|MESSAGE|BRANCH|REF_NAME)|(?:PR|COMMIT|ISSUE)_(?:TITLE|BODY|MESSAGE|MSG|BRANCH))\b/i;
const GIVEN = /^(?:\[[\w.[\]]{1,80}\] ?)?\$(?:script:|global:|local:)?(\w{1,80}) ?\+?= ?(.*)$/is;
const VARIABLE = /\$(?:\{(?:(env):)?(\w{1,80})\}|(?:(env):)?(\w{1,80}))/gi;
/** Set by the shell itself, and plain. */
const OWN =
  /^(?:true|false|null|_|psscriptroot|pwd|home|pid|lastexitcode|psversiontable|iswindows|islinux|ismacos|host|error|profile|pscommandpath)$/i;
const TAKEN = /\bparam ?\(/i;

/** Of the values of a script. */
export interface PowerShellOrigins {
  readonly of: (text: string) => PowerShellOrigin;
  /** Whether one of them is what a stranger wrote, by the variables that whoever starts the script filled with it. */
  readonly isHanded: (text: string) => boolean;
}

/** Where the variables of a script come from, without an order of its statements: the worst of all assignments counts. */
export function originsIn(
  statements: readonly PowerShellStatement[],
  handed: ReadonlySet<string> = new Set(),
): PowerShellOrigins {
  const taken = new Set(statements.filter(({ text }) => TAKEN.test(text)).flatMap(({ text }) => namesIn(text)));
  const given = new Map<string, string[]>();
  for (const { text } of statements) {
    const [, name, value] = GIVEN.exec(text) ?? [];
    if (name !== undefined && value !== undefined)
      given.set(name.toLowerCase(), [...(given.get(name.toLowerCase()) ?? []), value]);
  }
  const seen = new Set<string>();
  const of = (text: string): PowerShellOrigin => {
    if (OF_STRANGERS.test(text) || READS.test(text)) return 'outside';
    return worst(namesIn(text).map(ofName));
  };
  const ofName = (name: string): PowerShellOrigin => {
    if (OWN.test(name) || seen.has(name)) return 'fixed';
    if (taken.has(name) || name === 'args' || name === 'input' || name === 'psboundparameters') return 'argument';
    const values = given.get(name);
    if (values === undefined) {
      if (!name.startsWith('env:')) return 'argument';
      return handed.has(name.slice('env:'.length)) ? 'outside' : 'fixed';
    }
    seen.add(name);
    const found = worst(values.map(of));
    seen.delete(name);
    return found;
  };
  const followed = new Set<string>();
  const isHanded = (text: string): boolean =>
    namesIn(text).some((name) => {
      if (name.startsWith('env:')) return handed.has(name.slice('env:'.length));
      if (followed.has(name)) return false;
      followed.add(name);
      const found = (given.get(name) ?? []).some(isHanded);
      followed.delete(name);
      return found;
    });
  return { of, isHanded };
}

/** Of a text so many characters are matched. */
const LONGEST_TEXT = 2000;

/** The names of the variables that a text inserts or hands on, in lower case. */
function namesIn(text: string): string[] {
  const bare = text
    .slice(0, LONGEST_TEXT)
    .replaceAll(/"(?:`.|[^"`]){0,800}"|'[^']{0,800}'/g, (quoted) => (quoted.startsWith("'") ? "''" : quoted))
    .replaceAll('`$', '');
  return [...bare.matchAll(VARIABLE)].map(([, env, name, otherEnv, otherName]) =>
    `${(env ?? otherEnv) === undefined ? '' : 'env:'}${name ?? otherName ?? ''}`.toLowerCase(),
  );
}

function worst(origins: readonly PowerShellOrigin[]): PowerShellOrigin {
  return origins.includes('outside') ? 'outside' : origins.includes('argument') ? 'argument' : 'fixed';
}
