import { dangerOf } from '../../manifest/remote-code.ts';
import { brief } from '../../scenario.ts';
import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readGradle } from '../read-gradle.ts';
import type { ManifestSetting } from '../setting.ts';
import {
  buildStepHazard,
  commandHazard,
  movingVersionHazard,
  openHazard,
  registryHazard,
  sourceHazard,
} from '../words.ts';
import { isPlainHead, isPlainStatement } from './gradle-plain.ts';
import { isPlainRepository, repositoryHazard } from './jvm-repositories.ts';

/** `build.gradle`, `build.gradle.kts`, `settings.gradle` and kin: programs, of which statements with nothing but names, versions and places are known. */
export const gradleScript: ManifestFormat = {
  read: readGradle,
  plain: [],
  isPlain: ({ keys, value }) => {
    const address = addressOf(value);
    if (keys.includes('repositories') && address !== null)
      return isPlainRepository(address) && /^(?:maven|url|setUrl)\b/.test(value);
    return keys.at(-1) === 'head' ? isPlainHead(value, keys) : isPlainStatement(value, keys);
  },
  hazards: (settings) => settings.flatMap((setting) => hazardOf(setting) ?? []),
};

/** The first address in quotes. */
function addressOf(value: string): string | null {
  return /["']([a-z][a-z+]{1,10}:\/\/[^"']{1,300})["']/i.exec(value)?.[1] ?? null;
}

const OF_REPOSITORY = /^(?:(?:this\.)?url\b|(?:this\.)?setUrl\b)/;
const MOVES = /:(?:\d[\w.]{0,20}\.)?(?:\+|latest\.\w{1,20})(?:[:@][\w.-]{1,60})?["']/;
const UNPROTECTED = /\b(?:isAllowInsecureProtocol ?=|allowInsecureProtocol ?=?|setAllowInsecureProtocol\() ?true/;
const UNVERIFIED =
  /dependency[.-]?verification["' ,=:]{1,6}(?:off|lenient)|javax\.net\.ssl\.trustAll|(?:setDefault)?HostnameVerifier\b.{0,60}\btrue\b|X509TrustManager/i;
const STARTS = /\.execute\(\)|Runtime\.getRuntime\(\)\.exec\(|\bProcessBuilder\(/;
const EVALUATES = /\bGroovyShell\(|\bEval\.(?:me|x|xy)\(|\bGroovyScriptEngine\b|\bScriptEngineManager\(/;
const FETCHES =
  /\b(?:URL|URI\.create|uri)\(? ?["'][^"']{1,300}["']\)?[^;"']{0,40}\.(?:openStream|readText|readBytes|getText|text|openConnection)\b|\bant\.get\b|["']\.toURL\(\)/;
const SHELL =
  /["'](?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh["'] ?, ?["']-\w{0,4}c["']|["']cmd(?:\.exe)?["'] ?, ?["']\/c["']|["'](?:powershell|pwsh)(?:\.exe)?["']/i;
const OPEN_TO_ALL = /\baddress=(?:\*|0\.0\.0\.0):|jmxremote\.authenticate=false/;

function hazardOf(at: ManifestSetting): SettingHazard | null {
  const { keys, value } = at;
  const address = addressOf(value);
  if (/^apply\b/.test(value) && /\bfrom\b/.test(value) && address !== null) return appliedHazard(at, address);
  const isRepository =
    keys.includes('repositories') || (keys.includes('maven') && OF_REPOSITORY.test(value)) || /^maven ?\(/.test(value);
  if (isRepository && address !== null && /^https?:/.test(address)) return repositoryHazard(at, address);
  if (UNPROTECTED.test(value)) return { ...openHazard({ ...at, keys: ['allowInsecureProtocol'] }), at };
  if (UNVERIFIED.test(value)) return { ...openHazard({ ...at, keys: [brief(value)] }, 'come unchecked'), at };
  if (keys.includes('dependencies') && MOVES.test(value))
    return { ...movingVersionHazard(at, brief(value)), identity: value };
  if (OPEN_TO_ALL.test(value) || isDebuggableRelease(at)) return debugHazard(at);
  return commandHazardOf(at, address);
}

/** Of a statement so many characters are matched. */
const LONGEST_VALUE = 2000;

/** What starts a program, evaluates a text or loads something. */
function commandHazardOf(at: ManifestSetting, address: string | null): SettingHazard | null {
  const { value } = at;
  const words = [...value.slice(0, LONGEST_VALUE).matchAll(/"((?:[^"\\]|\\.){0,500})"|'((?:[^'\\]|\\.){0,500})'/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  const isCommand = /\b(?:commandLine|executable|args|exec|setCommandLine)\b/.test(value) || STARTS.test(value);
  if (isCommand && dangerOf(words.join(' ')) !== null)
    return named(commandHazard({ ...at, value: words.join(' ') }), at, 'A command of the build');
  if (STARTS.test(value) || (isCommand && SHELL.test(value)))
    return named(buildStepHazard(at, 'A command of the build'), at, 'A command of the build');
  if (EVALUATES.test(value))
    return named(buildStepHazard(at, 'A text that the build evaluates'), at, 'A text that the build evaluates');
  if (FETCHES.test(value) && address !== null)
    return sourceHazard(at, { name: 'what the build loads', address, isPinned: false });
  return null;
}

/** Names of blocks say little in a title. */
function named(hazard: SettingHazard | null, at: ManifestSetting, what: string): SettingHazard | null {
  return hazard && { ...hazard, at, title: hazard.title.replace(/^`[^`]*`/, what) };
}

/** A script from an address that runs with every build. */
function appliedHazard(at: ManifestSetting, address: string): SettingHazard | null {
  const isOpen = registryHazard(at, address)?.severity === 'critical';
  const found = sourceHazard(at, { name: 'A script of the build', address, isPinned: /\/[\da-f]{40}\//.test(address) });
  return (
    found && {
      ...found,
      rule: 'downloaded-code',
      title: isOpen ? 'The build runs a script that comes without TLS' : 'The build runs a script from an address',
      severity: isOpen ? 'critical' : 'warning',
    }
  );
}

function isDebuggableRelease({ keys, value }: ManifestSetting): boolean {
  return keys.includes('release') && /^(?:isDebuggable ?= ?true|debuggable ?=? ?true)$/.test(value);
}

function debugHazard(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'debug-mode',
    identity: at.value,
    title: 'What is released, or started here, can be debugged by others',
    explanation:
      'A debugger runs any code in the program. Leave it off in releases, and let it listen on this machine alone.',
    failureScenario: {
      description:
        'Somebody attaches a debugger, reads what the program holds in memory and calls whatever method they like.',
    },
    severity: 'warning',
    confidence: 750,
  };
}
