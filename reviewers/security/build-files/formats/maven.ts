import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readXmlSettings } from '../read-xml.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import {
  buildStepHazard,
  commandHazard,
  movingVersionHazard,
  present,
  registryHazard,
  sourceHazard,
} from '../words.ts';

const NAME = /^[\w.${}-]{1,200}$/;
const VERSION = /^[\w.${}+,()[\] -]{1,100}$/;
const LOCAL = /^(?!\/|~|[A-Za-z]:|\.\.(?:\/|$))[\w./${}-]{1,200}$/;
/** Plugins that run programs, or text of the file as one. */
const RUNNERS =
  /^(?:exec-maven-plugin|maven-antrun-plugin|gmavenplus-plugin|groovy-maven-plugin|frontend-maven-plugin|download-maven-plugin|wagon-maven-plugin|jshell-maven-plugin|beanshell-maven-plugin)$/;

/** `pom.xml`. */
export const mavenPom: ManifestFormat = {
  read: (text) => {
    const settings = readXmlSettings(text);
    // Properties have any name: those that hold a version end so.
    return typeof settings === 'string' ? settings : settings.filter((setting) => !isVersionProperty(setting));
  },
  plain: [
    ['project/modelVersion|groupId|artifactId|version|packaging|name|description|url|inceptionYear'],
    ['project/parent/version', VERSION],
    ['project/parent/relativePath', /^(?:(?:\.\.\/)*(?:[\w-]{1,100}\/)*pom\.xml|)$/],
    ['project/modules/module', LOCAL],
    ['**/dependencies/dependency/groupId|artifactId|type|classifier|scope|optional', NAME],
    ['**/dependencies/dependency/version', VERSION],
    ['**/exclusions/exclusion/groupId|artifactId', /^[\w.*-]{1,200}$/],
    ['**/plugins/plugin/version', VERSION],
    ['**/extensions/extension/version', VERSION],
    ['**/annotationProcessorPaths/path/version', VERSION],
    ['**/signature/groupId|artifactId|version', VERSION],
    ['project/properties/project.build.sourceEncoding|project.reporting.outputEncoding', NAME],
    ['project/properties/maven.compiler.source|maven.compiler.target|maven.compiler.release|java.version', VERSION],
    ['project/licenses|developers|contributors|organization|mailingLists|issueManagement|ciManagement/**'],
    ['project/scm/url|tag'],
  ],
  hazards: (settings) => present(settings.map(hazardOf)),
};

const isVersionProperty = ({ keys, value }: ManifestSetting): boolean =>
  standsAt(keys, 'project/properties/*') && /version$|^version\./i.test(keys[2] ?? '') && VERSION.test(value);

function hazardOf(setting: ManifestSetting): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  if (/repositor(?:y|ies)$/i.test(keys.at(-2) ?? '') && last === 'url') return registryHazard(setting, value);
  if (last === 'systemPath')
    return sourceHazard(setting, {
      name: 'A dependency',
      address: value,
      isPinned: /^\$\{(?:project\.)?basedir\}\/(?!.*\.\.)/.test(value),
    });
  if (standsAt(keys, '**/dependencies/dependency/version') && /^(?:LATEST|RELEASE|\[?0?,\))$/.test(value))
    return movingVersionHazard(setting, 'A dependency');
  if (standsAt(keys, '**/plugins/plugin/artifactId') && RUNNERS.test(value))
    return buildStepHazard(setting, `What \`${value}\` starts`);
  return commandHazard(setting);
}
