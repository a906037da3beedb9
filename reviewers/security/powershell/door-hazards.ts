import type { PowerShellStatement } from '../../changed-code/powershell/read-powershell.ts';
import { brief } from '../scenario.ts';
import type { SecurityRule } from '../vocabulary.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';

/** What switches a protection off, with its title. */
interface Door {
  readonly rule: SecurityRule;
  readonly pattern: RegExp;
  readonly title: string;
  readonly severity?: 'warning' | 'suggestion';
  readonly confidence?: number;
}

const DOORS: readonly Door[] = [
  {
    rule: 'certificate-check-off',
    pattern:
      /ServerCertificateValidationCallback ?=.{0,60}(?:\$true|true)|-SkipCertificateCheck\b(?!:\$false)|\bTrustAllCerts\w{0,20}|RemoteCertificateValidationCallback[^;]{0,80}true|CertificatePolicy ?=|\bcurl(?:\.exe)? (?:[^;|]{0,100} )?(?:-k|--insecure)\b|http\.sslVerify["' =]{1,3}false|NODE_TLS_REJECT_UNAUTHORIZED ?=? ?["']?0|--trusted-host\b/i,
    title: 'What is loaded here is not checked',
  },
  {
    rule: 'certificate-check-off',
    pattern: /SecurityProtocol ?=(?!.{0,200}Tls1[23])[^;]{0,60}(?:Ssl3|Tls\b|Tls11)/i,
    title: 'Only versions of TLS that are broken are spoken',
    severity: 'suggestion',
    confidence: 550,
  },
  {
    rule: 'excessive-permissions',
    pattern:
      /\bSet-ExecutionPolicy\b(?=[^;]{0,120}\b(?:Unrestricted|Bypass)\b)(?![^;]{0,120}-Scope (?:Process|CurrentUser))/i,
    title: 'Every script runs on this machine from now on',
    severity: 'suggestion',
    confidence: 550,
  },
  {
    rule: 'excessive-permissions',
    pattern:
      /\bicacls\b[^;]{0,200}\/grant[^;]{0,60}\b(?:Everyone|\*S-1-1-0|Users)["']?:\(?(?:[A-Z()]{0,12})?[FM]\b|FileSystemAccessRule\(? ?["'](?:Everyone|BUILTIN\\Users)["'], ?["'](?:FullControl|Modify)["']|-Argument(?:List)? ?\(? ?["']Everyone["'], ?["'](?:FullControl|Modify)["']/i,
    title: 'Everybody on the machine may write there',
  },
  {
    rule: 'excessive-permissions',
    pattern:
      /\bSet-MpPreference\b[^;]{0,200}-Disable\w{1,40} ?:?(?:\$true|1)|\bAdd-MpPreference\b[^;]{0,60}-Exclusion(?:Path|Extension) ?["']?(?:[A-Z]:\\?["']?(?: |$)|\*|\.?exe\b)|\b(?:Stop-Service|Set-Service)\b[^;]{0,80}WinDefend|\bUninstall-WindowsFeature\b[^;]{0,60}Defender/i,
    title: 'The machine is not looked through for malware any more',
  },
  {
    rule: 'public-exposure',
    pattern:
      /\bSet-NetFirewallProfile\b[^;]{0,120}-Enabled ?:?\$?false|\bnetsh advfirewall set \w{1,20} state off|\bNew-NetFirewallRule\b(?=[^;]{0,400}-(?:LocalPort ?)["']?(?:Any\b|3389\b|5985\b|5986\b|22\b|445\b))(?=[^;]{0,400}-Action Allow)(?![^;]{0,400}-RemoteAddress (?!Any))/i,
    title: 'The firewall lets everybody in',
  },
  {
    rule: 'public-exposure',
    pattern:
      /\bTrustedHosts\b[^;]{0,60}["']\*["']|AllowUnencrypted[^;]{0,20}\$?true|\bEnable-WSManCredSSP\b[^;]{0,80}DelegateComputer ["']?\*/i,
    title: 'Commands and passwords go to, or come from, any machine',
  },
  {
    rule: 'hard-coded-secret',
    pattern: /\bConvertTo-SecureString\b(?=[^;|]{0,200}-AsPlainText)(?: -String)? ?(?:"[^"$]{4,200}"|'[^']{4,200}')/i,
    title: 'A password stands in the script',
    severity: 'warning',
    confidence: 700,
  },
  {
    rule: 'secret-sent-away',
    pattern:
      /\b(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr|UploadString|UploadData)\b(?=[^;]{0,300}https?:)(?=[^;]{0,500}(?:Get-ChildItem (?:-Path )?env:|gci env:|dir env:|\[Environment\]::GetEnvironmentVariables\(\)))/i,
    title: 'All variables of the machine are sent away',
  },
];

/** Of a statement so many characters are matched. */
const LONGEST_STATEMENT = 2000;

/** Protections that a script switches off, and secrets that it tells. */
export function doorHazards(statements: readonly PowerShellStatement[]): ShellHazard[] {
  return statements.flatMap(({ text, start }): ShellHazard[] => {
    const door = DOORS.find(({ pattern }) => pattern.test(text.slice(0, LONGEST_STATEMENT)));
    if (door === undefined || /\b(?:localhost|127\.0\.0\.1)\b/.test(text)) return [];
    return [
      {
        rule: door.rule,
        identity: text.replaceAll(/\s+/g, '').slice(0, 200),
        start,
        title: door.title,
        explanation:
          'A protection is gone for whatever comes after this line, on every machine that runs the script. Leave it on, and make the one exception that is needed.',
        failureScenario: {
          description: `After \`${brief(text)}\` nothing keeps out who should be kept out, and nobody is told.`,
        },
        severity: door.severity ?? 'warning',
        confidence: door.confidence ?? 750,
      },
    ];
  });
}
