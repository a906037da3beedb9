import type { Removed } from '../removed/removed.ts';

/** Commands of the runners themselves: `yarn add` runs no script. */
const OWN_COMMANDS = new Set(
  'add audit bin cache ci config create dedupe dlx dump-autoload exec global home import info init install licenses link list node outdated owner pack patch plugin prune publish rebuild remove require run search set show store unlink update upgrade validate version versions why workspace workspaces'.split(
    ' ',
  ),
);

/** How people and pipelines start a script of a manifest. */
function runsOf(name: string, manifest: string): string[] {
  const isShort = !OWN_COMMANDS.has(name);
  if (manifest.endsWith('composer.json')) {
    return ['composer run', 'composer run-script', ...(isShort ? ['composer'] : [])].map((one) => `${one} ${name}`);
  }
  const long = ['npm run', 'npm run-script', 'yarn run', 'pnpm run', 'bun run'];
  const short = isShort ? ['yarn', 'pnpm', ...(/^(?:test|start|stop|restart)$/.test(name) ? ['npm'] : [])] : [];
  return [...long, ...short].map((one) => `${one} ${name}`);
}

/** The texts under which git looks for something: where none of them stands, nobody names it. */
export function searchedForms({ kind, name, path }: Removed): string[] {
  switch (kind) {
    case 'flag': {
      const bare = name.slice(2);
      const camel = bare.replace(/[-.]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      // A program may write a flag as a field, or in quotes.
      return camel === bare ? [name, `"${bare}"`, `'${bare}'`] : [bare, camel, bare.replaceAll(/[-.]/g, '_')];
    }
    case 'script':
      return runsOf(name, path);
    case 'target':
      return [`make ${name}`, `just ${name}`];
    case 'endpoint':
      return [name, name.slice(name.lastIndexOf('/'))];
    case 'folder':
      return [`${name}/`];
    case 'file':
    case 'key':
    case 'member':
    case 'name':
    case 'variable':
      return [name];
  }
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** What a text looks like that names it, and nothing longer. */
export function mentionPattern(removed: Removed): RegExp {
  const { kind, name } = removed;
  const word = escaped(name);
  switch (kind) {
    case 'file':
      return new RegExp(String.raw`(?<![\w$./@-])(?:\./)?${word}(?![\w$/-]|\.\w)`);
    case 'folder':
      return new RegExp(String.raw`(?<![\w$./@-])(?:\./)?${word}/(?![\w*{<.])`);
    case 'flag':
      return new RegExp(String.raw`(?<![\w-])${word}(?![\w-])`);
    case 'script':
    case 'target': {
      const runs = searchedForms(removed).map(escaped).join('|');
      return new RegExp(String.raw`(?<![\w./-])(?:${runs})(?![\w:./=-])`);
    }
    case 'endpoint':
      return new RegExp(String.raw`${word}(?![\w/-])`);
    case 'key':
      return new RegExp(String.raw`(?<![\w$/@-])${word}(?![\w$/(-])`);
    case 'variable':
      return new RegExp(String.raw`(?<!\w)${word}(?!\w)`);
    case 'member':
    case 'name':
      return new RegExp(
        String.raw`(?<![\w$/@-])${word}(?![\w$/-]|\.(?:md|rst|[cm]?[jt]sx?|py|go|java|kt|cs|php|rb|rs|html|json|ya?ml)\b)`,
      );
  }
}
