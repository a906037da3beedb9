import { brief } from '../../../scenario.ts';
import type { SettingHazard } from '../../manifest-format.ts';
import type { ManifestSetting } from '../../setting.ts';
import { buildStepHazard, commandHazard, openHazard, registryHazard, sourceHazard } from '../../words.ts';
import { heldSecret } from './weaknesses.ts';

/** No more of a command or program is looked at. */
const LONGEST = 4000;
const FETCHES =
  /\b(?:curl|wget|bitsadmin|certutil\b.{0,80}-urlcache|Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer|iwr|irm|DownloadFile|DownloadString)\b/i;
/** A step behind a download that starts a file. */
const STARTS =
  /(?:&&?|;|\n|\|)\s{0,20}(?:start |call |& ?|\.[\\/]|(?:power)?sh\b|pwsh\b|bash\b|cmd\b|python\d?\b|node\b|dotnet (?:exec )?[\w.\\/%$()-]{1,200}\.dll|msiexec\b|chmod \S{1,20}x|(?:["']?[\w.:%$()\\/-]{1,200}\.(?:exe|bat|cmd|ps1|msi|sh)\b))|\bStart-Process\b|\bExpression\b|\biex\b/i;
const UNCHECKED =
  /\bcurl\b.{0,200}\s(?:-[a-zA-Z]{0,6}k\b|--insecure\b)|--no-check-certificate\b|-SkipCertificateCheck\b|sslVerify[= ]"?false|NODE_TLS_REJECT_UNAUTHORIZED=["']?0|ServerCertificateValidationCallback|strict-ssl[= ]false|--trusted-host\b/i;
const OPEN_SOURCE =
  /(?:--?source|--?add-source|-s|nuget (?:sources add|add source))[\s=].{0,80}?["']?(http:\/\/[^\s"'&;]{1,300})/i;
const HELD =
  /(?:--?api-?key|(?<=\bpush\b.{0,300})-k|(?<=\bsigntool\b.{0,300})[/-]p|--?certificate-?password|--?password|-storepass|-keypass)[\s=:]["']?((?![$%]|-)[^\s"'$%]{6,200})/i;
const SENT =
  /(?:\s(?:-d|-F|--data\S{0,12}|--form|-Body|--upload-file|-T)[\s=].{0,200}?|https?:\/\/[^\s"']{0,200}?)(?:\$\(|%|\$env:|\$\{?)\w{0,40}(?:TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIALS?|_PAT)\b/i;
const HELD_FILES =
  /\.(?:npmrc|netrc|git-credentials|ssh[\\/]|aws[\\/]|azure[\\/]|nuget[\\/]NuGet[\\/]?|docker[\\/]config)|\bNuGet\.Config\b.{0,80}https?:|\bid_(?:rsa|ed25519)\b/i;
const POWERSHELL_FROM_NETWORK =
  /\b(?:powershell|pwsh)(?:\.exe)?\b.{0,200}(?:-File\s+["']?(?:\\\\|https?:)|\bhttp:\/\/)/i;
/** Guards of the machine itself. */
const DISARMS =
  /Set-MpPreference\b.{0,80}Disable|Add-MpPreference\b.{0,80}Exclusion|netsh advfirewall\b.{0,80}\boff\b|\bschtasks\b.{0,20}\/create|\breg(?:\.exe)? add\b.{0,80}\\Run\b|\bnet (?:user|localgroup)\b.{0,80}\/add/i;

/** What a command of the build does; at least it runs on every machine. */
export function stepHazard(setting: ManifestSetting, what: string): SettingHazard {
  return knownCommand(setting) ?? buildStepHazard(setting, what);
}

/** A command that takes code from elsewhere, sends credentials away or lowers a guard; null where it does none of that. */
export function knownCommand(setting: ManifestSetting): SettingHazard | null {
  const value = setting.value.slice(0, LONGEST);
  const known = commandHazard(setting);
  if (known !== null) return known;
  if (FETCHES.test(value) && (SENT.test(value) || HELD_FILES.test(value))) return sent(setting);
  if ((FETCHES.test(value) && STARTS.test(value)) || POWERSHELL_FROM_NETWORK.test(value) || DISARMS.test(value))
    return grave(
      setting,
      DISARMS.test(value) ? 'lowers the guards of the machine' : 'downloads a program and runs it unseen',
    );
  const source = OPEN_SOURCE.exec(value)?.[1];
  if (source !== undefined) return registryHazard(setting, source);
  if (UNCHECKED.test(value)) return openHazard(setting, 'and programs come from whoever answers');
  return HELD.test(value) ? heldSecret(setting, 'A password or key of a command') : null;
}

const REACHES = /\b(?:HttpClient|WebClient|WebRequest|TcpClient|Socket|DownloadString|DownloadFile|DownloadData)\b/;
const RUNS =
  /\bProcess\s{0,5}\.\s{0,5}Start\b|\bProcessStartInfo\b|\bnew\s+Process\b|\bAssembly\s{0,5}\.\s{0,5}Load\w*|\bCSharpScript\b|FromBase64String/;
const READS_SECRETS = /\bGetEnvironmentVariables?\b|\.ssh\b|\.npmrc\b|\.aws\b|NuGet\.Config/;

/** The program of a task that stands in the file: compiled and run by whoever builds. */
export function inlineTask(setting: ManifestSetting): SettingHazard {
  const program = setting.value.slice(0, LONGEST * 4);
  if (REACHES.test(program) && RUNS.test(program)) return grave(setting, 'downloads a program and runs it unseen');
  if (REACHES.test(program) && READS_SECRETS.test(program)) return sent(setting);
  return buildStepHazard(setting, 'A program inside of the build file');
}

/** A file that the build downloads. */
export function downloadHazard(setting: ManifestSetting): SettingHazard {
  const open = /^(?:http|ftp):/i.test(setting.value)
    ? sourceHazard(setting, { name: 'A download of the build', address: setting.value, isPinned: false })
    : null;
  return open ?? { ...buildStepHazard(setting, 'A download'), rule: 'downloaded-code' };
}

function grave(at: ManifestSetting, what: string): SettingHazard {
  return {
    at,
    rule: 'downloaded-code',
    identity: at.value,
    title: `The build ${what}`,
    explanation:
      'It happens by itself on every machine that builds, and no review sees what comes. Keep the program in the repository, or take it from a package of a fixed version.',
    failureScenario: {
      description: `Whoever controls what \`${brief(at.value)}\` asks for runs a program with the tokens of CI.`,
    },
    severity: 'critical',
    confidence: 850,
  };
}

function sent(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'secret-sent-away',
    identity: at.value,
    title: 'The build sends credentials of the machine away',
    explanation: 'No build needs that. Take the command out, and replace what was sent.',
    failureScenario: { description: `With each build \`${brief(at.value)}\` hands out what the machine may do.` },
    severity: 'critical',
    confidence: 800,
  };
}
