import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readXmlSettings } from '../read-xml.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import { commandHazard, movingVersionHazard, openHazard, present, sourceHazard } from '../words.ts';
import { isPlainRepository, repositoryHazard } from './jvm-repositories.ts';
import { MEMORY } from './gradle-properties.ts';
import { runnerHazards } from './maven-runners.ts';

const NAME = /^[\w.${}-]{1,200}$/;
const VERSION = /^[\w.${}+,()[\] -]{1,100}$/;
const LOCAL = /^(?!\/|~|[A-Za-z]:|\.\.(?:\/|$))[\w./${}-]{1,200}$/;
const TRUTH = /^(?:true|false)$/;
/** Maven's own plugins that compile, test, pack and describe; they start nothing that this file names and fetch nothing. */
const OWN_PLUGIN =
  /^maven-(?:clean|compiler|resources|surefire|failsafe|surefire-report|jar|source|javadoc|install|deploy|site|war|ear|rar|ejb|enforcer|pmd|checkstyle|jxr|project-info-reports|shade|assembly|toolchains|changes)-plugin$/;
const REPOSITORY = '**/repositories|pluginRepositories/repository|pluginRepository';

/** `pom.xml`. */
export const mavenPom: ManifestFormat = {
  read: (text) => {
    const settings = readXmlSettings(text);
    // Properties have any name: those that hold a version end so.
    return typeof settings === 'string'
      ? settings
      : settings.filter((setting) => !isVersionProperty(setting) && !isOwnParent(setting, settings));
  },
  plain: [
    ['project/modelVersion|groupId|artifactId|version|packaging|name|description|url|inceptionYear'],
    ['project/parent/version', VERSION],
    ['project/parent/relativePath', /^(?:(?:\.\.\/)*(?:[\w-]{1,100}\/)*pom\.xml|)$/],
    ['project/modules|subprojects/module|subproject', LOCAL],
    ['**/dependencies/dependency/groupId|artifactId|type|classifier|scope|optional', NAME],
    ['**/dependencies/dependency/version', VERSION],
    ['**/exclusions/exclusion/groupId|artifactId', /^[\w.*-]{1,200}$/],
    ['**/plugins/plugin/version', VERSION],
    ['**/extensions/extension/version', VERSION],
    ['**/annotationProcessorPaths/path/version', VERSION],
    ['**/signature/groupId|artifactId|version', VERSION],
    [`${REPOSITORY}/id|name`, /^[\w. -]{1,100}$/],
    [`${REPOSITORY}/releases|snapshots/enabled`, TRUTH],
    ['**/profiles/profile/id', NAME],
    ['**/profile/activation/jdk', VERSION],
    ['**/profile/activation/activeByDefault', TRUTH],
    // When a step runs and under which name; `none` is a step that never does.
    ['**/execution/id', NAME],
    ['**/execution/phase', /^(?!none$)[a-z-]{1,40}$/],
    ['**/configuration/source|target|release|testSource|testTarget|testRelease', VERSION],
    // What goes into an archive of the project.
    ['**/artifactSet/includes|excludes/include|exclude', /^[\w.*:${}-]{1,200}$/],
    ['project/properties/argLine', MEMORY],
    ['project/properties/*', /^[\da-f]{40}$/],
    ['project/properties/project.build.sourceEncoding|project.reporting.outputEncoding', NAME],
    ['project/properties/project.build.outputTimestamp', /^(?:\d{4}-\d\d-\d\dT[\d:]{5,12}Z|\d{1,12})$/],
    ['project/properties/maven.compiler.source|maven.compiler.target|maven.compiler.release|java.version', VERSION],
    ['project/licenses|developers|contributors|organization|mailingLists|issueManagement|ciManagement/**'],
    ['project/scm/url|tag'],
    // What Maven 4 says of the place of a project, and how addresses of it are put together.
    [
      'project/@root|@preserve.model.version|@child.project.url.inherit.append.path|@child.scm.url.inherit.append.path|@child.scm.connection.inherit.append.path|@child.scm.developerConnection.inherit.append.path',
      TRUTH,
    ],
    ['**/plugins/plugin/groupId', /^org\.apache\.maven\.plugins$/],
    ['**/plugins/plugin/artifactId', OWN_PLUGIN],
    // Files of the sources that are packed: no key or secret by its name.
    [
      'project/build/resources|testResources/resource|testResource/directory',
      /^(?:\$\{(?:project\.)?basedir\}\/)?(?:src|resources)(?:\/\w[\w-]{0,60}){0,8}\/?$/,
    ],
    ['project/build/resources|testResources/resource|testResource/targetPath', /^(?!.*\.\.)\w[\w./-]{0,100}$/],
    ['project/build/resources|testResources/resource|testResource/filtering', TRUTH],
    [
      'project/build/resources|testResources/resource|testResource/includes|excludes/include|exclude',
      /^(?!\/|~|.*\.\.|.*\.(?:pem|key|p12|pfx|jks|keystore|env)$)[\w.*/${}-]{1,200}$/i,
    ],
    // When a profile counts; what it holds is looked at as everywhere.
    ['**/profile/activation/property/name', /^!?[\w.-]{1,100}$/],
    ['**/profile/activation/property/value', /^!?[\w.-]{1,100}$/],
  ],
  isPlain: (setting) => isRepositoryUrl(setting) && isPlainRepository(setting.value),
  hazards: (settings) => {
    const runners = runnerHazards(settings);
    const told = new Set(runners.map(({ at }) => at));
    return [...runners, ...present(settings.filter((one) => !told.has(one)).map(hazardOf))];
  },
};

const VERSION_PROPERTY = /version$|^version\./i;
/** What Maven itself puts into the version of the project, and nothing else. */
const OWN_VERSION = /^(?:revision|changelist|sha1)$/;
const PART = /^[\w.+-]{0,60}$/;
const isVersionProperty = ({ keys, value }: ManifestSetting): boolean =>
  standsAt(keys, 'project/properties/*') &&
  (VERSION_PROPERTY.test(keys[2] ?? '') ? VERSION.test(value) : OWN_VERSION.test(keys[2] ?? '') && PART.test(value));

/** A project of the same build: only there a parent can have the version that the build gives all of them, or a place in the repository. */
function isOwnParent({ keys }: ManifestSetting, settings: readonly ManifestSetting[]): boolean {
  if (!standsAt(keys, 'project/parent/groupId|artifactId')) return false;
  return settings.some(
    (one) =>
      (standsAt(one.keys, 'project/parent/version') &&
        /^\$\{(?:revision|changelist|project\.version)\}/.test(one.value)) ||
      (standsAt(one.keys, 'project/parent/relativePath') && one.value.endsWith('pom.xml')),
  );
}

const isRepositoryUrl = ({ keys }: ManifestSetting): boolean =>
  keys.at(-1) === 'url' && /repositor(?:y|ies)$/i.test(keys.at(-2) ?? '');

/** A program that is debugged, or watched, from wherever somebody asks. */
const OPEN_TO_ALL = /\baddress=(?:\*|0\.0\.0\.0):|-Dcom\.sun\.management\.jmxremote\.authenticate=false/;

function hazardOf(setting: ManifestSetting): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  if (isRepositoryUrl(setting)) return repositoryHazard(setting, value);
  // The digests come from the same host, so that TLS says as much.
  if (last === 'checksumPolicy' && value === 'ignore')
    return { ...openHazard(setting, 'be other than what was published'), severity: 'warning' };
  if (/^maven\.wagon\.http\.ssl\.(?:insecure|allowall)$/.test(last) && value === 'true') return openHazard(setting);
  if (last === 'systemPath')
    return sourceHazard(setting, {
      name: 'A dependency',
      address: value,
      isPinned: /^\$\{(?:project\.)?basedir\}\/(?!.*\.\.)/.test(value),
    });
  if (
    standsAt(keys, '**/dependencies|plugins/dependency|plugin/version') &&
    /^(?:LATEST|RELEASE|[[(][^,]{0,40},\s?\))$/.test(value)
  )
    return movingVersionHazard(setting, null);
  return OPEN_TO_ALL.test(value) ? openToAll(setting) : commandHazard(setting);
}

function openToAll(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'debug-mode',
    identity: at.value,
    title: 'Everybody who reaches this machine can run code in the program',
    explanation:
      'A debugger, or a console for management, listens on every network and asks for no password. Let it listen on this machine alone.',
    failureScenario: {
      description:
        'Somebody in the same network attaches to the port and calls whatever method they like, with the rights of the program.',
    },
    severity: 'warning',
    confidence: 750,
  };
}
