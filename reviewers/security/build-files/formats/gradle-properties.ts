import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readProperties } from '../read-properties.ts';
import type { ManifestSetting } from '../setting.ts';
import { buildStepHazard, commandHazard, openHazard, present, registryHazard } from '../words.ts';

const TRUTH = /^(?:true|false)$/;
/** A number, or a word that no build could take for an address, a path or a command. */
const VERSION = /^v?\d[\w.+-]{0,60}$|^$/;
const VERSION_KEY = /version(?:name|code)?$|^version[._]|\.version$|(?:sdk|api)(?:level)?$/i;
/** What machines of Java are given to work with: memory, the letters of texts, how errors are kept. */
export const MEMORY =
  /^(?:\s?(?:-Xm[sx]\d{1,6}[kmg]?|-Xss\d{1,6}[kmg]?|-XX:(?:Max)?(?:MetaspaceSize|ReservedCodeCacheSize|PermSize)=\d{1,6}[kmg]?|-XX:\+(?:HeapDumpOnOutOfMemoryError|UseParallelGC|UseG1GC|UseZGC|UseStringDeduplication)|-Dfile\.encoding=UTF-8|-Duser\.(?:language|country)=[a-zA-Z]{2}|-Dkotlin\.daemon\.jvm\.options="?=?-Xmx\d{1,6}[kmg]?"?|--add-(?:opens|exports)[= ][\w./=,-]{1,120})){0,20}$/i;

/** `gradle.properties`: what every build of a project is given. */
export const gradleProperties: ManifestFormat = {
  // A line that goes on may hide what it says.
  read: (text) =>
    /\\\r?\n/.test(text) || /\\u/i.test(text) ? 'has a line that goes on, or an escape' : readProperties(text),
  plain: [
    [
      'org.gradle.parallel|org.gradle.caching|org.gradle.daemon|org.gradle.configureondemand|org.gradle.configuration-cache|org.gradle.configuration-cache.parallel|org.gradle.unsafe.configuration-cache|org.gradle.vfs.watch|org.gradle.debug|org.gradle.welcome|org.gradle.workers.max|org.gradle.priority|org.gradle.logging.level|org.gradle.console|org.gradle.warning.mode|org.gradle.daemon.idletimeout|org.gradle.configuration-cache.problems|org.gradle.tooling.parallel|org.gradle.java.installations.auto-detect',
      /^[\w.-]{1,40}$/,
    ],
    ['org.gradle.jvmargs|kotlin.daemon.jvmargs', MEMORY],
    ['GROUP|group|POM_ARTIFACT_ID|POM_NAME|POM_PACKAGING', /^[\w.-]{1,120}$/],
    [
      'POM_DESCRIPTION|POM_DEVELOPER_ID|POM_DEVELOPER_NAME|POM_DEVELOPER_URL|POM_INCEPTION_YEAR|POM_LICENCE_DIST|POM_LICENCE_NAME|POM_LICENCE_URL|POM_LICENSE_DIST|POM_LICENSE_NAME|POM_LICENSE_URL|POM_SCM_CONNECTION|POM_SCM_DEV_CONNECTION|POM_SCM_URL|POM_URL',
    ],
    ['kotlin.code.style', /^(?:official|obsolete)$/],
  ],
  isPlain: ({ keys: [key = ''], value }) =>
    (VERSION_KEY.test(key) && VERSION.test(value)) ||
    (/^(?:android|kotlin|kapt|ksp|dokka|org\.jetbrains)\.[\w.-]{1,100}$/.test(key) && TRUTH.test(value)),
  hazards: (settings) => present(settings.map(hazardOf)),
};

const ADDRESS = /repositor|registry|mirror|maven\.?url|artifactory|nexus/i;

function hazardOf(setting: ManifestSetting): SettingHazard | null {
  const { value } = setting;
  const [key = ''] = setting.keys;
  if (key.endsWith('dependency.verification') && /^(?:off|lenient)$/i.test(value))
    return {
      at: setting,
      rule: 'security-check-off',
      identity: `${key} ${value}`,
      title: 'The digests of what the build downloads are not checked any more',
      explanation:
        'Gradle compares each download with the digests of this repository and stops where they differ. So set, it only says so, or not even that.',
      failureScenario: {
        description: 'A package is replaced in a repository or on the way: the build takes it and runs what is in it.',
      },
      severity: 'warning',
      confidence: 800,
    };
  if (/trustAll|insecure|allowInsecure|ssl\.(?:insecure|allowall)/i.test(key) && value === 'true')
    return openHazard(setting);
  if (
    /-javaagent:|-agentpath:|-agentlib:(?!jdwp)|-Xbootclasspath|-XX:OnError|-XX:OnOutOfMemoryError|-XX:Flags=/.test(
      value,
    )
  )
    return buildStepHazard(setting, 'A program that is loaded into the build');
  if (/address=(?:\*|0\.0\.0\.0):/.test(value) || /jmxremote\.authenticate=false/.test(value))
    return openToAll(setting);
  if (/^systemProp\.https?\.proxyHost$/.test(key)) return registryHazard(setting, `http://${value}`);
  if (ADDRESS.test(key) || /services\.gradle\.org|plugins\.gradle\.org/.test(key))
    return registryHazard(setting, value);
  return commandHazard(setting);
}

function openToAll(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'debug-mode',
    identity: at.value,
    title: 'Everybody who reaches this machine can run code in the build',
    explanation: 'A debugger, or a console for management, listens on every network and asks for no password.',
    failureScenario: {
      description:
        'Somebody in the same network attaches to the port and runs what they like, with the rights of the build.',
    },
    severity: 'warning',
    confidence: 750,
  };
}
