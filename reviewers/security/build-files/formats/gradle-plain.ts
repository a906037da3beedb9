import { isPlainByWords, isPlainHeadByWords } from './gradle-words.ts';

/** A text without anything that is computed in it. */
const TEXT = String.raw`(?:"[^"\\$\n]{0,200}"|'[^'\\\n]{0,200}')`;
/** A version that another line gives: `$koin_version`, `${versions.junit}`. */
const INSERTED = String.raw`(?:\$\w{1,60}|\$\{\w{1,60}(?:\.\w{1,60}){0,6}(?:\(\))?\})`;
const COORDINATES = String.raw`(?:"[\w.-]{1,100}:[\w.-]{1,100}(?::(?:[\w.-]{1,60}|${INSERTED})(?:[:@][\w.-]{1,40})?)?"|'[\w.-]{1,100}:[\w.-]{1,100}(?::[\w.-]{1,60}(?:[:@][\w.-]{1,40})?)?')`;
const PROJECT = String.raw`(?:project\((?:path ?[:=] ?)?${TEXT}(?:, ?configuration ?[:=] ?${TEXT})?\)|projects(?:\.\w{1,60}){1,8})`;
/** A library or a plugin by the name that a catalog, or another script of the build, gives it. */
const LIBRARY = String.raw`(?:[A-Za-z]\w{0,40}(?:\.\w{1,60}){1,10}(?:\.get\(\))?|"\$\{libs(?:\.\w{1,60}){1,10}\.get\(\)\}")`;
const OTHER = String.raw`kotlin\(${TEXT}\)|gradleApi\(\)|localGroovy\(\)|gradleTestKit\(\)`;
const SIMPLE = String.raw`(?:${COORDINATES}|${PROJECT}|${LIBRARY}|${OTHER})`;
const DEPENDENCY = String.raw`(?:${SIMPLE}|(?:platform|enforcedPlatform|testFixtures|dependencies\.platform)\(${SIMPLE}\))`;
/** `testImplementation`, `"commonMainApi"`. */
const CONFIGURATION = String.raw`(?:[a-z]\w{0,80}|"\w{1,80}"|'\w{1,80}')`;
const NUMBER = String.raw`(?:\d[\d_]{0,9}|"[\w.+-]{1,40}"|'[\w.+-]{1,40}'|libs\.versions(?:\.\w{1,60}){1,8}\.get\(\)(?:\.toInt\(\))?)`;

const DEPENDENCIES: readonly RegExp[] = [
  new RegExp(String.raw`^${CONFIGURATION}(?: ?\( ?${DEPENDENCY} ?\)| ${DEPENDENCY})$`),
  new RegExp(String.raw`^exclude ?\(?(?:(?:group|module) ?[:=] ?${TEXT},? ?){1,2}\)?$`),
  new RegExp(String.raw`^because ?\(?${TEXT}\)?$`),
  new RegExp(String.raw`^version ?\(?${NUMBER}\)?$`),
];
const PLUGINS: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:id ?\(?(?:${TEXT}|${LIBRARY})\)?|kotlin\(${TEXT}\)|alias ?\(${LIBRARY}\)|\x60[\w-]{1,60}\x60|[a-z]\w{0,40})(?: version(?: ${TEXT}| "${INSERTED}"| ?\(${TEXT}\)))?(?: apply (?:false|true)|\.apply\(false\))?$`,
  ),
];
const REPOSITORIES: readonly RegExp[] = [/^(?:mavenCentral|google|gradlePluginPortal)\(\)$/];

/** What only says how something is called, which version it is, and for which version it is compiled. */
const ANYWHERE: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:group|version|description|rootProject\.name|namespace|applicationId|versionName|testNamespace|archivesName|moduleName|displayName) ?=? ?(?:${TEXT}|libs\.versions(?:\.\w{1,60}){1,8}\.get\(\))$`,
  ),
  new RegExp(
    String.raw`^(?:compileSdk|minSdk|targetSdk|compileSdkVersion|minSdkVersion|targetSdkVersion|versionCode|buildToolsVersion|ndkVersion|jvmTarget|jvmToolchain)(?: ?= ?| |\()${NUMBER}\)?$`,
  ),
  /^(?:sourceCompatibility|targetCompatibility|jvmTarget|languageVersion|release)(?: ?= ?|\.set\(| )(?:JavaVersion\.VERSION_\w{1,5}|JvmTarget\.JVM_\w{1,5}|JavaLanguageVersion\.of\(\d{1,3}\)|\d{1,3}|["']\d[\w.]{0,6}["'])\)?$/,
  /^(?:withSourcesJar|withJavadocJar|useJUnitPlatform|explicitApi|mavenPublishing|jvm|js|wasmJs|mingwX64|macosX64|macosArm64|linuxX64|linuxArm64|iosX64|iosArm64|iosSimulatorArm64|tvos\w{0,20}|watchos\w{0,20})\(\)$/,
  /^enableFeaturePreview ?\(?["'](?:TYPESAFE_PROJECT_ACCESSORS|STABLE_CONFIGURATION_CACHE|VERSION_CATALOGS)["']\)?$/,
  new RegExp(String.raw`^include ?\(? ?(?:${TEXT},? ?){1,400}\)?$`),
  /^languageSettings\.optIn\(["'][\w.]{1,200}["']\)$|^optIn\.add\(["'][\w.]{1,200}["']\)$/,
  // Versions and libraries under names of their own.
  new RegExp(
    String.raw`^(?:(?:val|def) \w{1,40}[vV]ersion|(?:ext\.)?versions\.\w{1,60}|(?:ext\.)?\w{1,40}Version) ?= ?(?:"[\w.+-]{1,60}"|'[\w.+-]{1,60}')$`,
  ),
  new RegExp(String.raw`^(?:ext\.)?(?:libraries|deps)\.\w{1,60} ?= ?${COORDINATES}$`),
  // A script of the repository, by its ending one, which is looked at by itself.
  /^apply ?\(? ?from ?[:=] ?"\$(?:rootDir|projectDir|\{rootDir\}|\{projectDir\}|\{rootProject\.projectDir\})\/(?!.*\.\.)[\w./-]{1,200}\.gradle(?:\.kts)?" ?\)?$/,
  /^apply ?\(? ?plugin ?[:=] ?["'][\w.-]{1,100}["'] ?\)?$/,
  /^import [\w.*]{1,200}(?:`[\w-]{1,60}`)?(?: as \w{1,60})?$/,
  /^@file:Suppress\((?:"\w{1,60}",? ?){1,8}\)$/,
  /^consumerProguardFiles ?\(?["'][\w./-]{1,100}["']\)?$/,
  /^(?:unitTests\.)?(?:isI|i)ncludeAndroidResources ?=? ?(?:true|false)$|^(?:nodejs|browser|binaries\.executable|binaries\.library)\(\)$/,
  // A folder that the build makes, a text of the repository, a set of packages: by names of the script's own.
  /^val \w{1,60}(?: ?: ?[\w<>]{1,60})? ?= ?(?:(?:rootProject|project)\.)?layout\.buildDirectory\.(?:dir|file)\("(?!.{0,200}\.\.)[\w./-]{1,200}"\)$/,
  /^val licenseHeader\w{0,20} ?= ?rootProject\.file\("(?!.{0,200}\.\.)[\w./-]{1,200}"\)$/,
  /^(?:val|def) \w{1,60} ?= ?configurations\.(?:create|maybeCreate)\(["']\w{1,60}["']\)$/,
  /^val \w{1,60} ?: ?Configuration by configurations\.(?:creating|getting|registering)$/,
  // Another script of the repository, by its ending one; it is looked at by itself.
  /^(?:apply ?\(? ?)?from ?(?:[:=] ?|\()(?:rootProject|project)\.file\(["'](?!.{0,200}\.\.)[\w./-]{1,200}\.gradle(?:\.kts)?["']\) ?\)?$/,
  /^(?:isTransitive|transitive|isCanBeConsumed|isCanBeResolved|buildConfig|viewBinding|compose|isMinifyEnabled|minifyEnabled|isShrinkResources) ?=? ?(?:true|false)$/,
  // Which parts of a library are published: its own, with documents.
  /^configure\( ?(?:KotlinMultiplatform|KotlinJvm|JavaLibrary)\( ?(?:(?:javadocJar ?= ?JavadocJar\.(?:Empty|Javadoc)\(\)|javadocJar ?= ?(?:JavadocJar\.)?Dokka\("\w{1,40}"\)|sourcesJar ?= ?true),? ?){0,2}\),? ?\)$/,
  // What a package for people is called, and which modules of Java are in it.
  new RegExp(String.raw`^(?:packageName|packageVersion|vendor|copyright|menuGroup|bundleID|dockName) ?= ?${TEXT}$`),
  /^modules\((?:["'](?:java|jdk)\.[\w.]{1,60}["'],? ?){1,20}\)$/,
  // A property of the build under a name of the script's own.
  /^(?:val|def) \w{1,60} ?= ?(?:(?:project|rootProject)\.)?(?:property|findProperty|providers\.gradleProperty)\(["'][\w.]{1,80}["']\)(?:\.(?:toString|get|orNull)\(\)|\.orNull)?$/,
  /^(?:publishLibraryVariants|singleVariant)\(["']\w{1,40}["'](?:, ?["']\w{1,40}["']){0,5}\)$/,
];

/** A function of the repository's own build, outside of all blocks, with words, names of libraries and switches: no address, no command, and no word of Gradle's own. */
const OWN_NAME =
  /^(?!default|depends|finalized|must|should|exclude|include|use|set|evaluation|before|after|jvm|system|test|task|artifact|configure)[a-z][a-z\d]{1,20}[A-Z]\w{1,60}$/;
const OWN_WORD =
  /^(?:[a-z]\w{0,40} = )?(?:true|false|"[A-Za-z][\w-]{0,40}(?:\.[A-Za-z][\w-]{0,40}){0,6}"|libs(?:\.[A-Za-z]\w{0,60}){1,6})$/;
const LONGEST_CALL = 300;

function isOwnCall(value: string): boolean {
  const open = value.indexOf('(');
  if (open === -1 || value.length > LONGEST_CALL || !value.endsWith(')') || TELLING.test(value)) return false;
  const given = value.slice(open + 1, -1).trim();
  return (
    OWN_NAME.test(value.slice(0, open)) && (given === '' || given.split(',').every((one) => OWN_WORD.test(one.trim())))
  );
}

/** What starts a program, loads code or takes a guard away has such a word in its name; of those nothing is taken for plain by its form. */
const TELLING =
  /exec|command|shell|script|process|runtime|eval|load|class|agent|args|insecure|trust|verif|lenient|debug|protocol|password|secret|token|unsafe|allow|ignore|skip|disable|enable|fail|sign|repositor|maven|jcenter|ivy|flatdir|include(?:Build|Flat)|file|lock|url|uri|proxy|download|do(?:First|Last)/i;
/** A name, or what hangs on it: `libs.versions.jacoco.get()`, `JavaVersion.VERSION_1_8.toString()`. Of calls only those that read a value. */
const REFERENCE = String.raw`[A-Za-z]\w{0,60}(?:\.\w{1,60}){0,6}(?:\.(?:get|toString|toInt)\(\))?`;
const WORD = String.raw`(?:\d[\d_]{0,9}|"[\w.+-]{1,60}"|'[\w.+-]{1,60}'|${REFERENCE})`;
/** Statements that give a version by its name, and properties of the build or sets of files by the name that they have here. */
const BY_FORM: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:(?:val|def|var) )?(?:\w{1,60}\.){0,5}(?:\w{0,60}(?:[vV]ersion|Sdk|SDK)|jvmTarget)(?: ?: ?\w{1,40})? ?= ?${WORD}$`,
  ),
  new RegExp(
    String.raw`^val \w{1,60} ?(?:: ?[\w<>]{1,60} ?)?by (?:project|settings|extra|(?:configurations|sourceSets)\.(?:creating|getting|registering))$`,
  ),
  /^(?:withJava\(\)|unitTests\.(?:isI|i)ncludeAndroidResources ?= ?(?:true|false))$/,
];
/** In a block of names of their own (`ext`) each one is only a word. */
const OF_EXTRA = new RegExp(String.raw`^\w{1,60} ?= ?(?:"[\w.+-]{1,60}"|'[\w.+-]{1,60}')$`);
const VALUE = String.raw`(?:["'][\w.-]{1,60}["']|[A-Z][\w.]{0,80}(?:::class)?)`;
/** A block of settings: `tasks.named("jar", Jar)`, `withType<Test>().configureEach`, `plugins.withType(JavaPlugin::class)`. */
const BLOCK = new RegExp(
  String.raw`^(?:val \w{1,60} by )?[a-z]\w{0,60}(?:\.\w{1,60}){0,5}(?:<[\w.]{1,100}(?:<\*>)?>)?(?:\((?:${VALUE}(?:, ?${VALUE}){0,2})?\))?(?:\.(?:configureEach|configure|all))?$`,
);

/** Whether a statement or the head of a block is plain by its form alone, and has no name in it that does more. */
function isPlainByForm(value: string, forms: readonly RegExp[]): boolean {
  // Of a task's type the word "class" tells nothing.
  return forms.some((form) => form.test(value)) && !TELLING.test(value.replaceAll('::class', ''));
}

const HEADS =
  /^(?:dependencies|plugins|repositories|kotlin|java|android|sourceSets|compilerOptions|kotlinOptions|defaultConfig|buildTypes|release|debug|compileOptions|buildFeatures|pluginManagement|dependencyResolutionManagement|toolchain|publishing|testing|constraints|maven|mavenPublishing|buildscript|allprojects|subprojects|lint|packaging|testOptions|testFixtures|\w{1,40}(?:Main|Test)(?:\.dependencies)?|\w{1,40}\.dependencies|main|test|val \w{1,60} by (?:getting|creating)|(?:getByName|named|create|register|singleVariant) ?\(["'][\w.-]{1,60}["']\)|configurations|androidLibrary|js|jvm|all|withHostTest|androidMain|allprojects|license|scm)$/;

/** What acts at once although a block stands behind it. */
const ACTS = /(?:^|\.)(?:delete|mkdir|exit|remove\w*|clear|ant)\b/i;

/** Whether the head of a block only says which settings stand in it. */
export function isPlainHead(value: string, keys: readonly string[]): boolean {
  return (
    HEADS.test(value) ||
    (!keys.includes('repositories') &&
      !value.includes('..') &&
      !ACTS.test(value) &&
      (isPlainByForm(value, [BLOCK]) || (keys.length <= 1 && isOwnCall(value)))) ||
    (!keys.includes('repositories') && !keys.includes('plugins') && isPlainHeadByWords(value)) ||
    DEPENDENCIES.slice(0, 1).some((one) => one.test(value)) ||
    PLUGINS.some((one) => value !== '' && /^(?:id|kotlin|alias)\b/.test(value) && one.test(value))
  );
}

const NAME_LIST =
  /^(?:val|def) (?!\w{0,60}(?:[cC]md|run|Run|call|Call))\w{1,60} ?= ?(?:listOf|setOf)\(([^()]{0,8000})\)$/;
const LISTED_NAME = /^(?:"[\w.:-]{1,80}"|'[\w.:-]{1,80}')?$/;

/** A list of names: of projects, of packages, of files of the repository. */
function isNameList(value: string): boolean {
  const names = NAME_LIST.exec(value)?.[1]
    ?.split(',')
    .map((one) => one.trim());
  return (
    names !== undefined &&
    !TELLING.test(value.split('(', 1).join()) &&
    names.every((one) => LISTED_NAME.test(one) && !/^.(?:ba|z|da|k)?sh.$/.test(one))
  );
}

/** Whether a statement only names packages, projects, places that everybody uses, versions and names. */
export function isPlainStatement(value: string, keys: readonly string[]): boolean {
  const within = (block: string): boolean => keys.some((key) => key === block || key.endsWith(`.${block}`));
  if (within('dependencies')) return DEPENDENCIES.some((one) => one.test(value));
  if (within('plugins')) return PLUGINS.some((one) => one.test(value));
  if (within('repositories')) return REPOSITORIES.some((one) => one.test(value));
  // Documents that nobody writes; every other task may be a check.
  if (/^(?:isE|e)nabled ?= ?false$/.test(value) && keys.at(-2) === 'tasks.javadoc') return true;
  if (keys.at(-2) === 'compileSdk' && /^version ?= ?release\(\d{1,3}\)(?: \{)?$/.test(value)) return true;
  const forms = keys.at(-2) === 'ext' ? [...BY_FORM, OF_EXTRA] : BY_FORM;
  return (
    ANYWHERE.some((one) => one.test(value)) ||
    isPlainByForm(value, forms) ||
    isNameList(value) ||
    (keys.length <= 1 && isOwnCall(value)) ||
    isPlainByWords(value)
  );
}
