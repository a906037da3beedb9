import type { ManifestFormat } from '../manifest-format.ts';
import { readJsonSettings, readTomlSettings } from '../read-trees.ts';
import { readXmlSettings } from '../read-xml.ts';
import { standsAt } from '../setting.ts';
import { isWithin } from '../words.ts';

const NAME = /^[\w.]{1,200}$/;
/** Tasks, and files within the repository, by their names. */
const GLOB = /^(?!(?:.*\/)?!?\.\.(?:\/|$))[!^$]?[\w@#*{}.:$-][\w@#*{},.:/$-]{0,200}$/;

/** What an app for Android says of itself: nothing but its name is known here, for every right and every door stands in it. */
export const androidManifest: ManifestFormat = {
  read: readXmlSettings,
  plain: [
    ['manifest', /^$/],
    ['manifest/@package', NAME],
    ['manifest/@android:versionCode|@android:versionName', /^[\w.-]{1,60}$/],
    ['manifest/application', /^$/],
    ['manifest/application/@android:label|@android:icon|@android:theme|@android:roundIcon', /^@?[\w+/.: -]{1,100}$/],
  ],
  hazards: () => [],
};

/** `turbo.json`: which scripts of the packages, by their names, run before which. What it runs stands in the manifests of the packages. */
export const turboJson: ManifestFormat = {
  read: readJsonSettings,
  plain: [
    ['$schema|ui', /^[\w:/.-]{1,200}$/],
    ['cacheDir', /^(?!\/|.*\.\.)[\w/.-]{1,200}$/],
    ['extends/*', /^\/\/$/],
    ['tasks|pipeline/*', /^\{\}$/],
    ['tasks|pipeline/*/dependsOn|outputs|inputs|with/*', GLOB],
    // With nothing before it a task may run what was tested no more.
    ['tasks|pipeline/*/outputs|inputs', /^\[\]$/],
    ['tasks|pipeline/*/cache|persistent|interactive|interruptible', /^(?:true|false)$/],
    ['tasks|pipeline/*/outputLogs|outputMode', /^[a-z-]{1,20}$/],
    ['globalDependencies/*', GLOB],
  ],
  hazards: () => [],
};

/** A module of the repository by its path: no test's, and nothing that was installed. */
export const MODULE =
  /^\.\/(?!.*(?:\.\.|node_modules|(?:^|\/)(?:tests?|__tests__|fixtures?|examples?|\.[\w-]+)\/))[\w@/.-]{1,200}\.(?:[cm]?[jt]sx?|json)$/;

/** `rust-toolchain.toml`: which release of Rust builds. A path would be a compiler of somebody's own. */
export const rustToolchain: ManifestFormat = {
  read: readTomlSettings,
  plain: [
    ['toolchain/channel', /^(?:stable|beta|nightly|1\.\d{1,3}(?:\.\d{1,3})?)(?:-\d{4}-\d\d-\d\d)?$/],
    ['toolchain/components|targets/*', /^[a-z][\w.-]{1,60}$/],
    ['toolchain/profile', /^(?:minimal|default|complete)$/],
  ],
  hazards: () => [],
};

/** Solutions of .NET in XML: which projects of the repository are built together. What is left out of a build is not known here. */
export const solutionXml: ManifestFormat = {
  read: readXmlSettings,
  plain: [
    ['Solution', /^$/],
    ['Solution/Configurations/Platform|BuildType/@Name', /^[\w .-]{1,60}$/],
    ['Solution/Folder/@Name', /^\/[\w ./-]{1,200}$/],
    ['Solution/Folder/@Id', /^[\da-f-]{36}$/i],
    ['**/Project/@Id', /^[\da-f-]{36}$/i],
    ['**/Project/Platform/@Project|@Solution', /^[\w .*|]{1,60}$/],
  ],
  isPlain: ({ keys, value }, path) =>
    (standsAt(keys, '**/Project/@Path') &&
      /\.(?:cs|fs|vb|vcx|sql|sh)proj$/i.test(value) &&
      isWithin(path, slashed(value))) ||
    (standsAt(keys, 'Solution/Folder/File/@Path') && isWithin(path, slashed(value))),
  hazards: () => [],
};

const slashed = (path: string): string => path.replaceAll('\\', '/');

/** `jsr.json`: what a package publishes. Its name, what else it holds, imports, tasks and locks are Deno's, and not known here. */
export const jsrJson: ManifestFormat = {
  read: readJsonSettings,
  plain: [
    ['version|license|$schema', /^[\w@:/.+-]{1,200}$/],
    ['exports', MODULE],
    ['exports/*', MODULE],
  ],
  hazards: () => [],
};

/** Tools that mise knows itself, by their short names. */
const TOOLS =
  'node|pnpm|npm|yarn|bun|deno|python|uv|go|java|kotlin|rust|ruby|php|erlang|elixir|zig|gradle|maven|terraform|helm|kubectl';

const VERSION = /^(?:lts|latest|(?:[a-z]{1,20}-)?\d[\w.+-]{0,40})$/;

/** `mise.toml`: versions of tools that it installs from their makers. What it runs or sets is not known here. */
export const miseToml: ManifestFormat = {
  read: readTomlSettings,
  plain: [
    ['min_version', /^[\w.-]{1,40}$/],
    [`tools/${TOOLS}`, VERSION],
    [`tools/${TOOLS}/version`, VERSION],
  ],
  hazards: () => [],
};
