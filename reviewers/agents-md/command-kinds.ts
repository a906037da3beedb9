import { z } from 'zod';
import { memberNames, sectionKeys } from './toml-lines.ts';

/** A kind of command that a repository defines itself, and where. */
export interface CommandKind {
  readonly id: string;
  /** How the thing that is missing is called. */
  readonly noun: string;
  /** Where such things are defined. */
  readonly manifest: RegExp;
  /** As a manifest is called in sentences. */
  readonly manifestName: string;
  /** Each match is a command; its first group is the name, or several with white space or commas between. */
  readonly command: RegExp;
  /** What a name is without the path before it. */
  readonly bare?: (name: string) => string;
  /** Nothing but a manifest can define the name, so that one that never was is wrong as well as one that goes. */
  readonly complete: boolean;
  /** The names that a manifest defines; null where that cannot be told. */
  readonly names: (text: string, path: string) => Iterable<string> | null;
  /** Whether a line of a manifest defines the name; null: the file itself is what the name means. */
  readonly definesOn: ((line: string, name: string) => boolean) | null;
  readonly error: (name: string) => string;
}

/** Where a command begins: in a code span, after a prompt, after another command; words of plain sentences are none. */
const BEGIN = String.raw`(?:^\s*[$>]\s+|\x60\s*(?:\$\s+)?|&&\s*)`;
const NAME = String.raw`[A-Za-z_][\w.:-]*`;
/** Options that name no other folder or file. */
const OPTIONS = String.raw`(?:\s+-{1,2}[a-z][\w-]*)*`;

function starts(text: string): RegExp {
  return new RegExp(BEGIN + text, 'g');
}

const Scripts = z.object({ scripts: z.record(z.string(), z.unknown()).optional() });

/** The scripts of a manifest in JSON; what is none tells nothing, and its own tool says so. */
function scriptNames(text: string): readonly string[] | null {
  try {
    const manifest = Scripts.safeParse(JSON.parse(text)).data;
    return manifest === undefined ? null : Object.keys(manifest.scripts ?? {});
  } catch {
    return null;
  }
}

const isMember = (line: string, name: string): boolean => line.trim().startsWith(`"${name}":`);
const key = (line: string, name: string): boolean => memberNames([line]).includes(name);

/** Commands of tools whose names a repository gives itself; each row with what its manifest says of them. */
export const COMMAND_KINDS: readonly CommandKind[] = [
  {
    id: 'script',
    noun: 'script',
    manifest: /(?:^|\/)package\.json$/,
    manifestName: 'package.json',
    command:
      /(?<![\w-])(?:npm|pnpm|yarn|bun)\s+run(?:-script)?\s+(?:(?:-s|--silent)\s+)?([A-Za-z0-9][\w:.-]*)(?![\w:*<[{$-])/g,
    complete: true,
    names: scriptNames,
    definesOn: isMember,
    error: (name) => `Missing script: "${name}"`,
  },
  {
    id: 'target',
    noun: 'target',
    manifest: /(?:^|\/)(?:GNUm|m|M)akefile$/,
    manifestName: 'Makefile',
    command: starts(String.raw`make\s+([a-z][\w.-]*)(?![\w.*<[{$=%/-])`),
    complete: true,
    names: targetsOf,
    definesOn: (line, name) => line.split(':', 1)[0]?.split(/\s+/).includes(name) === true,
    error: (name) => `No rule to make target '${name}'`,
  },
  {
    id: 'just',
    noun: 'recipe',
    manifest: /(?:^|\/)\.?justfile$|\.just$/i,
    manifestName: 'justfile',
    command: starts(String.raw`just\s+(${NAME})(?![\w.*<[{$=%/:-])`),
    complete: true,
    names: (text) =>
      /^(?:import|mod)\b/m.test(text)
        ? null
        : found(
            text,
            /^(?:@?([A-Za-z_][\w-]{0,80})(?:[ \t][^\n:]{0,300})?:(?!=)|alias[ \t]{1,9}([\w-]{1,80})[ \t]{0,9}:=)/gm,
          ),
    definesOn: (line, name) =>
      new RegExp(String.raw`^@?${escaped(name)}(?:[ \t].*)?:(?!=)|^alias\s+${escaped(name)}\s*:=`).test(line),
    error: (name) => `Justfile does not contain recipe \`${name}\``,
  },
  {
    id: 'composer',
    noun: 'script',
    manifest: /(?:^|\/)composer\.json$/,
    manifestName: 'composer.json',
    command: starts(String.raw`composer(?:\s+run(?:-script)?)?${OPTIONS}\s+(${NAME})(?![\w*<[{$/:-])`),
    complete: false,
    names: scriptNames,
    definesOn: isMember,
    error: (name) => `Command "${name}" is not defined.`,
  },
  {
    id: 'gradle',
    noun: 'task',
    manifest: /\.gradle(?:\.kts)?$|(?:^|\/)(?:buildSrc|build-logic)\//,
    manifestName: 'build script of Gradle',
    command: starts(String.raw`(?:(?:\./)?gradlew|gradle)${OPTIONS}((?:\s+:?[A-Za-z][\w:-]*)+)`),
    bare: (name) => name.slice(name.lastIndexOf(':') + 1),
    complete: false,
    names: (text) => found(text, GRADLE_TASK),
    definesOn: (line, name) => [...found(line, GRADLE_TASK)].includes(name),
    error: (name) => `Task '${name}' not found in root project.`,
  },
  {
    id: 'dotnet',
    noun: 'project',
    manifest: /\.(?:cs|fs|vb)proj$|\.slnx?$/,
    manifestName: 'project file',
    command: starts(
      String.raw`dotnet\s+(?:build|test|run|publish|pack|restore|format)${OPTIONS}\s+"?((?:[\w.-]+/)*[\w.-]+)"?`,
    ),
    complete: false,
    names: (_, path) => [path, path.slice(0, Math.max(0, path.lastIndexOf('/')))],
    definesOn: null,
    error: (name) => `MSB1009: Project file does not exist. ${name}`,
  },
  {
    id: 'python',
    noun: 'script',
    manifest: /(?:^|\/)pyproject\.toml$/,
    manifestName: 'pyproject.toml',
    command: starts(String.raw`(?:uv|poetry|pdm|hatch|rye)\s+run${OPTIONS}\s+(?:[\w-]+:)?(${NAME})(?![\w.*<[{$=/:-])`),
    complete: false,
    names: (text) =>
      sectionKeys(
        text,
        /^(?:project\.(?:gui-)?scripts|tool\.(?:poetry\.scripts|pdm\.scripts|rye\.scripts|hatch\.envs\.[\w-]+\.scripts))$/,
      ),
    definesOn: key,
    error: (name) => `Failed to spawn: \`${name}\`: No such file or directory`,
  },
  {
    id: 'tox',
    noun: 'environment of tox',
    manifest: /(?:^|\/)(?:tox\.ini|tox\.toml|setup\.cfg|pyproject\.toml)$/,
    manifestName: 'configuration of tox',
    command: starts(
      String.raw`(?:(?:uvx|python3?\s+-m|pipx\s+run|uv\s+run)\s+)?tox(?:\s+(?:run|r|p|-q|-r|--))*\s+-e\s*([A-Za-z][\w.,-]*)`,
    ),
    complete: false,
    names: toxEnvironments,
    definesOn: (line, name) => TOX_SECTION.exec(line)?.[1] === name || toxList(line).includes(name),
    error: (name) => `unknown environment '${name}'`,
  },
  {
    id: 'nox',
    noun: 'session of nox',
    manifest: /(?:^|\/)noxfile\.py$/,
    manifestName: 'noxfile.py',
    command: starts(
      String.raw`(?:(?:uvx|python3?\s+-m|pipx\s+run|uv\s+run)\s+)?nox(?:\s+-r)?\s+(?:-s|-e|--sessions?)[\s=]+([A-Za-z_][\w.-]*)(?![\w(])`,
    ),
    complete: false,
    names: (text) => found(text, NOX_SESSION),
    definesOn: (line, name) => [...found(line, NOX_SESSION)].includes(name),
    error: (name) => `Sessions not found: ${name}`,
  },
  {
    id: 'cargo-alias',
    noun: 'alias of cargo',
    manifest: /(?:^|\/)\.cargo\/config(?:\.toml)?$/,
    manifestName: '.cargo/config.toml',
    command: starts(String.raw`cargo\s+([a-z][\w-]*)(?![\w.*<[{$=/:-])`),
    complete: false,
    names: (text) => sectionKeys(text, /^alias$/),
    definesOn: key,
    error: (name) => `error: no such command: \`${name}\``,
  },
  {
    id: 'cargo-package',
    noun: 'package',
    manifest: /(?:^|\/)Cargo\.toml$/,
    manifestName: 'Cargo.toml',
    command: starts(
      String.raw`cargo\s+[a-z][\w-]*${OPTIONS}\s+(?:-p|--package)[\s=]+([A-Za-z_][\w-]*)(?![\w@*<[{$/:-])`,
    ),
    complete: false,
    names: (text) =>
      found(
        text,
        /^[ \t]{0,40}(?:name[ \t]{0,9}=[ \t]{0,9}"([\w-]{1,80})"|"?([\w-]{1,80})"?[ \t]{0,9}(?:\.\w{1,40}[ \t]{0,9})?=|\[(?:[\w-]{1,80}\.){0,4}(?:[\w-]{1,40}-)?dependencies\.([\w-]{1,80})\])/gm,
      ),
    definesOn: (line, name) => new RegExp(String.raw`^\s*name\s*=\s*"${escaped(name)}"`).test(line),
    error: (name) => `error: package ID specification \`${name}\` did not match any packages`,
  },
];

const GRADLE_TASK =
  /\b(?:tasks\s{0,9}\.\s{0,9}(?:register|create)\s{0,9}(?:<[\w.]{1,80}>)?\s{0,9}\(\s{0,40}["']([\w-]{1,80})["']|task\s{1,9}["']?([A-Za-z][\w-]{0,80})|val\s{1,9}`?([\w-]{1,80})`?\s{1,9}by\s{1,9}tasks\.(?:registering|creating))/g;
const NOX_SESSION = /^(?:def\s+(\w+)\s*\(\s*session\b|.*\bname\s*=\s*["']([\w.-]+)["'])/gm;
const TOX_SECTION = /^\[(?:testenv:|(?:tool\.tox\.)?env\.)([\w.-]+)\]/;

function toxList(line: string): readonly string[] {
  return line.replace(/^\s*env_?list\s*=/i, '').split(/[\s,"'[\]]+/);
}

/** Sections, and every word of lists: more than there are, so that only what is nowhere any more counts as gone. */
function toxEnvironments(text: string): readonly string[] | null {
  // Factors in braces may make any name.
  if (/^\[testenv:[^\]\n{]{0,200}\{/m.test(text)) return null;
  return text.split('\n').flatMap((line) => [TOX_SECTION.exec(line)?.[1] ?? [], toxList(line)].flat());
}

/** Includes, patterns and computed names may make a target that is not written there. */
function targetsOf(text: string): readonly string[] | null {
  const computed =
    /^-?s?include\s|^[^\t#\n\r\u2028\u2029%]*%[^\n\r\u2028\u2029:]*:|^\$\(|^[^\S\n\r\u2028\u2029]*\$\(eval|^\.DEFAULT\s*:/m;
  if (computed.test(text)) return null;
  return found(text, /^([A-Za-z0-9_./ \t-]+)::?(?!=)/gm).flatMap((names) => names.split(/\s+/));
}

function found(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match.slice(1).filter((name) => name !== undefined));
}

function escaped(name: string): string {
  return name.replace(/[.-]/g, String.raw`\$&`);
}
