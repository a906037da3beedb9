import type { Command } from 'unbash';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { brief } from '../scenario.ts';
import type { ShellHazard } from './shell-hazard.ts';

/** What runs or installs packages, the words behind it that say so, and options that take a value. */
const INSTALLERS: Readonly<Record<string, RegExp>> = {
  npx: /^/,
  bunx: /^/,
  pnpx: /^/,
  uvx: /^/,
  pipx: /^(?:run|install)$/,
  npm: /^(?:exec|i|install|add)$/,
  pnpm: /^(?:dlx|add|install|i)$/,
  yarn: /^(?:dlx|add)$/,
  bun: /^(?:x|add|install)$/,
  pip: /^install$/,
  pip3: /^install$/,
  uv: /^(?:pip|tool|add)$/,
  gem: /^install$/,
  cargo: /^install$/,
};
/** Those that run what they fetch, and keep nothing. */
const RUNNERS = /^(?:npx|bunx|pnpx|uvx|pipx)$|^(?:dlx|exec|x)$/;
const MOVING = /^(?:@[\w.-]{1,100}\/)?[\w.-]{1,100}@(?:latest|next|canary|beta|nightly|main|master)$/;
const ADDRESS =
  /^(?:[\w.[\]-]{1,100}\s?@\s?)?(?:git\+(?:https?|ssh|git)|https?|git|ssh):\/\/|^(?:github|gitlab|gist|bitbucket):|^git@[\w.-]{1,200}:/;
/** A commit, a digest or a released version in the address. */
const PINNED =
  /[@#][\da-f]{40}\b|sha(?:256|512)|[@#/]v?\d{1,4}\.\d{1,4}[\w.-]{0,40}(?:[/#]|$)|\d\.\d[\w.-]{0,60}\.(?:whl|tar\.gz|tgz|zip|gem)/;
/** The same by an option of Cargo. */
const PINNED_BY_OPTION = /\s--(?:rev[=\s]["']?[\da-f]{40}|tag[=\s]["']?v?\d{1,4}\.\d{1,4})/;
const VARIABLE = /\$/;

/** Packages that a script takes from an address, or in whatever version is newest, instead of one that was looked at. */
export function foreignPackages(script: ShellScript): ShellHazard[] {
  return script.nodes.flatMap((node) => (isCommand(node) ? packagesOf(node, script) : []));
}

function packagesOf(command: Command, script: ShellScript): ShellHazard[] {
  const program = programOf(command);
  const wanted = program === null ? undefined : INSTALLERS[program.name];
  if (program === null || wanted === undefined) return [];
  const words = withoutRegistry(program.args.map(({ value }) => value)).filter(
    (word) => !word.startsWith('-') || word.includes('://'),
  );
  if (wanted.source !== '^' && !words.some((word) => wanted.test(word))) return [];
  const text = script.text.slice(command.pos, command.end).replaceAll(/\s+/g, ' ');
  const address = [...words, ...options(program.args.map(({ value }) => value))].find(
    (word) => ADDRESS.test(word) && !/\.git@\$|localhost|127\.0\.0\.1/.test(word),
  );
  const isPinned = PINNED.test(address ?? '') || (program.name === 'cargo' && PINNED_BY_OPTION.test(text));
  if (address !== undefined && !isPinned && !VARIABLE.test(address)) return [hazardOf(command.pos, text, 'address')];
  const runs = RUNNERS.test(program.name) || words.some((word) => RUNNERS.test(word));
  // Only the first word is the package; what follows is for it.
  const first = words.find((word) => !wanted.test(word) || wanted.source === '^');
  return runs && first !== undefined && MOVING.test(first) ? [hazardOf(command.pos, text, 'moving')] : [];
}

/** A registry of one's own, in the place of the usual one: no package, and whoever chose it trusts it. A further one is another matter. */
const REGISTRY = /^(?:--(?:index-url|default-index|registry|source)|-i)$/;

function withoutRegistry(words: readonly string[]): readonly string[] {
  return words.filter(
    (word, at) =>
      !/^--(?:index-url|default-index|registry|source)=https:/.test(word) &&
      !(word.startsWith('https:') && REGISTRY.test(words[at - 1] ?? '')),
  );
}

/** Values of `--from`, `--git`, `--package`. */
function options(words: readonly string[]): string[] {
  return words.flatMap((word, at) =>
    /^--(?:from|git|package|with|spec)$/.test(word)
      ? (words[at + 1] ?? [])
      : (/^--(?:from|git|package|with|spec)=(.{1,400})$/.exec(word)?.[1] ?? []),
  );
}

function hazardOf(start: number, text: string, why: 'address' | 'moving'): ShellHazard {
  const isMoving = why === 'moving';
  return {
    rule: 'downloaded-code',
    identity: `${why} ${text.replaceAll(/\s+/g, '').slice(0, 200)}`,
    start,
    title: isMoving
      ? 'Runs whatever version of a package is the newest'
      : 'Installs a package from an address that others can change',
    explanation: isMoving
      ? 'A version that was published a minute ago runs at once, before anybody has looked at it. Name the version.'
      : 'What stands at the address can change any day. Name a released version, or the full hash of a commit.',
    failureScenario: {
      description: `Somebody takes over the account that publishes what \`${brief(text)}\` fetches, and the next run executes it with the tokens and rights of this script.`,
    },
    severity: 'suggestion',
    confidence: isMoving ? 450 : 550,
  };
}
