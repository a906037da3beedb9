import type { SettingHazard } from '../../manifest-format.ts';
import type { ManifestSetting } from '../../setting.ts';
import { openHazard } from '../../words.ts';
import { checkOff, heldSecret, runtimeOff, unencrypted, unsafeFormatter } from './weaknesses.ts';

type Told = (at: ManifestSetting) => SettingHazard;
type Switch = readonly [name: RegExp, value: RegExp, told: Told];

const OFF = /^(?:false|no|off|disable[d]?|0)$/i;
const ON = /^(?:true|yes|on|enable[d]?|1)$/i;
const less =
  (what: string, severity: 'warning' | 'suggestion' = 'warning'): Told =>
  (at) =>
    checkOff(at, what, { identity: `${at.keys.at(-1)} ${at.value.toLowerCase()}`, severity });
/** People write so every day with a reason: folded. */
const mildly =
  (what: string): Told =>
  (at) => ({ ...less(what, 'suggestion')(at), confidence: 200 });

/** Properties that switch a check off, by name and value. */
const SWITCHES: readonly Switch[] = [
  [/^NuGetAudit$/, OFF, less('Packages with known holes are not told any more')],
  [/^NuGetAuditLevel$/, /^critical$/i, less('Packages with grave known holes are not told any more')],
  [/^NuGetAuditLevel$/, /^high$/i, less('Packages with moderate known holes are not told any more', 'suggestion')],
  [/^NuGetAuditMode$/, /^direct$/i, less('Known holes in packages of packages are not told any more', 'suggestion')],
  [/^RestoreLockedMode$/, OFF, less('A restore may take other packages than the lockfile says', 'suggestion')],
  [/^RestorePackagesWithLockFile$/, OFF, less('No lockfile pins the packages', 'suggestion')],
  [
    /^RestoreIgnoreFailedSources$/,
    ON,
    less('A source that fails is passed over, and another may answer', 'suggestion'),
  ],
  [
    /^(?:EnableNETAnalyzers|RunAnalyzers|RunAnalyzersDuringBuild|RunCodeAnalysis)$/,
    OFF,
    less('The analysers do not run', 'suggestion'),
  ],
  [/^Nullable$/, OFF, mildly('The compiler no longer looks for null')],
  [/^Analysis(?:Mode|Level)Security$/, /(?:^|-)none$/i, less('No security rule of the analysers runs')],
  [/^AnalysisMode$/, /^(?:None|AllDisabledByDefault)$/i, less('No rule of the analysers runs', 'suggestion')],
  [
    /^(?:BufferSecurityCheck|RandomizedBaseAddress|DataExecutionPrevention|ControlFlowGuard|SDLCheck|CETCompat|HighEntropyEntryPoint)$/,
    OFF,
    less('A protection of the compiler against overwritten memory is off'),
  ],
  [/^EnableUnsafeBinaryFormatterSerialization$/, ON, unsafeFormatter],
  [
    /^EnableUnsafeUTF7Encoding$/,
    ON,
    (at) => runtimeOff(at, 'EnableUnsafeUTF7Encoding', 'lets text in UTF-7 hide markup and commands'),
  ],
  [/^AllowUntrustedCertificate$/, ON, (at) => openHazard(at, 'go to whoever answers, whatever their certificate')],
];

/** Names under which .NET keeps a switch, and what it does. */
const RUNTIME: readonly (readonly [name: RegExp, value: RegExp, what: string])[] = [
  [/EnableUnsafeUTF7Encoding$/, ON, 'lets text in UTF-7 hide markup and commands'],
  [
    /DontEnable(?:SchUseStrongCrypto|SystemDefaultTlsVersions|Tls\w{1,40})$|DisableUsingServicePointManagerSecurityProtocols$/,
    ON,
    'lets broken versions of TLS be used',
  ],
  [/NoRevocationCheckByDefault$|DontCheckCertificate\w{1,40}$/, ON, 'takes certificates that were revoked'],
  [
    /(?:Disable|Skip|Ignore|Bypass)\w{0,40}(?:Certificate|Ssl|Tls)\w{0,40}$|(?:Allow|Accept|Trust)(?:Any|Invalid|Untrusted|Insecure|All)\w{0,40}Certificate\w{0,40}$/,
    ON,
    'takes certificates unchecked',
  ],
  [/(?:Validate|Check|Verify|Require)\w{0,40}(?:Certificate|Ssl|Tls)\w{0,40}$/, OFF, 'takes certificates unchecked'],
  [/Http2UnencryptedSupport$/, ON, 'lets HTTP/2 go without TLS'],
  [/UseInsecureHashAlgorithms$|UseLegacy\w{0,40}Crypto\w{0,40}$/, ON, 'takes signatures over broken hashes'],
  [
    /XmlResolver\.IsNetworkingEnabledByDefault$|AllowDefaultResolver$/,
    ON,
    'lets XML that is read fetch addresses and files',
  ],
  [
    /(?:Disable|Skip)\w{0,40}(?:Signature|Validation|Authentication|Authorization)\w{0,40}$/,
    ON,
    'skips a check of what comes from outside',
  ],
];

const SECRET =
  /^@?(?:\w{0,60}(?:Password|Passwd|UserPWD|KeyPass|StorePass|ApiKey|AccessKey|AccessToken|AuthToken|ClientSecret|PersonalAccessToken)|PAT|PWD)$/i;
const CONNECTION = /\b(?:Password|Pwd|AccountKey|SharedAccessKey)\s?=\s?(?![$%{<*;]|$)[^;\s]{4}/i;
/** What stands for a value, or says that there is none. */
const PLACEHOLDER =
  /[$%#@]\(|\$\{|%\w+%|^(?:env|file):|^[*x.]+$|^<.*>$|^(?:true|false|null|none|\d|TODO\b.*|your[-_ ].*|change[-_ ]?me)?$/i;
const ADDRESSES =
  /^(?:PublishUrl|InstallUrl|UpdateUrl|MSDeployServiceURL|ComponentsUrl|BootstrapperComponentsUrl|PublishProviderUrl)$/;

/** What a property does to the safety of the program or of its build; null where it does nothing of the kind. */
export function propertyHazard(setting: ManifestSetting, path: string): SettingHazard | null {
  const name = setting.keys.at(-1) ?? '';
  const value = setting.value.trim();
  const told = SWITCHES.find(([known, shape]) => known.test(name) && shape.test(value))?.[2];
  if (told !== undefined) return told(setting);
  if ((SECRET.test(name) && value.length >= 4 && !PLACEHOLDER.test(value)) || CONNECTION.test(value))
    return heldSecret(setting, name.replace('@', ''));
  if (ADDRESSES.test(name) && /^(?:http|ftp):\/\/(?!localhost\b|127\.0\.0\.1)/i.test(value))
    return unencrypted(
      setting,
      name === 'MSDeployServiceURL' ? 'The program is published' : 'The program, or its update, comes',
    );
  if (name === 'EnvironmentName' && path.endsWith('.pubxml') && /^Development$/i.test(value)) return debugging(setting);
  return null;
}

/** Of a name the last so many characters are matched. */
const LONGEST_NAME = 200;

/** A switch of the runtime by the name that the program asks for. */
export function runtimeHazard(at: ManifestSetting, name: string, value: string): SettingHazard | null {
  if (name.endsWith('EnableUnsafeBinaryFormatterSerialization')) return ON.test(value) ? unsafeFormatter(at) : null;
  const end = name.slice(-LONGEST_NAME);
  const what = RUNTIME.find(([known, shape]) => known.test(end) && shape.test(value))?.[2];
  return what === undefined ? null : runtimeOff(at, name, what);
}

/** Codes that tell of holes, and what they tell. */
const CODES: readonly (readonly [code: RegExp, what: string])[] = [
  [/^NU190[0-5]$/i, 'packages with known holes'],
  [/^NU30\d\d$/i, 'packages whose signature is wrong'],
  [/^NU1507$/i, 'packages that several sources may serve'],
  [/^NU130[23]$|^NU1803$/i, 'sources without TLS'],
  [/^CA(?:2100|2109|2119|2153|23\d\d|30\d\d|3147|53\d\d|54\d\d)$/i, 'security holes in the code'],
  [/^SYSLIB00(?:01|11|39)$/i, 'formats and protocols that cannot be used safely'],
  [/^SCS00\d\d$/i, 'security holes in the code'],
];
/** What it says of random numbers that need not be secret is passed over with good reason every day. */
const PASSED_OVER = /^CA5394$/i;

/** Warnings about holes that nobody sees any more. */
export function silencedHazard(setting: ManifestSetting): SettingHazard | null {
  const codes = setting.value.split(/[;,\s]+/).filter((code) => !PASSED_OVER.test(code));
  const what = CODES.map(([code, said]) => ({ said, codes: codes.filter((one) => code.test(one)) })).filter(
    (one) => one.codes.length > 0,
  );
  const [first] = what;
  if (first === undefined) return null;
  const all = what.flatMap((one) => one.codes).toSorted();
  const stillWarns = setting.keys.at(-1)?.endsWith('NotAsErrors') === true;
  const title = `${all.slice(0, 4).join(', ')}: ${stillWarns ? 'the build goes on with' : 'nobody is told of'} ${first.said}`;
  return checkOff(setting, title, {
    identity: `${setting.keys.at(-1)} ${all.join(' ')}`,
    severity: stillWarns ? 'suggestion' : 'warning',
  });
}

function debugging(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'debug-mode',
    identity: 'EnvironmentName',
    title: 'What is published runs as on a developer’s machine',
    explanation: 'Pages of errors then show sources, settings and secrets to whoever asks. Publish as Production.',
    failureScenario: { description: 'A visitor makes a request fail, and reads the settings of the server.' },
    severity: 'warning',
    confidence: 750,
  };
}
