import { MODULE } from '../build-files/formats/plain-builds.ts';
import { unknownCommands } from './install-commands.ts';
import type { ManifestChange, ManifestHazard } from './manifest-hazard.ts';

/** What only describes, or chooses versions and never programs. */
const INERT: ReadonlySet<string> = new Set(
  `description keywords author contributors maintainers version license licenses homepage repository bugs funding engines types typings
  typesVersions readme`.split(/\s+/),
);
const WISHES: ReadonlySet<string> = new Set(
  'dependencies devDependencies optionalDependencies peerDependencies overrides resolutions pnpm.overrides'.split(' '),
);
/** A range of versions, a tag, another name of a released version, a package of the repository, a reference to a wish beside it. */
const FROM_REGISTRY =
  /^(?:npm:(?:@[\w.-]{1,200}\/)?[\w.-]{1,200}(?:@|$))?(?:workspace:|catalog:)?(?:\$?[@\w./-]{1,100}|[\^~<>=|*xX\w.+ -]{0,200})$/;
const REPOSITORY = /^[^/:]+\/[^/:]+$|^(?:\.|~\/)/;
const TAME: Readonly<Record<string, RegExp>> = {
  packageManager:
    /^"(?:npm|pnpm|yarn|bun)@\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[\w.]{1,40})?(?:\+sha\d{1,3}\.[\w=+/-]{1,200})?"$/,
  private: /^true$/,
  // Whose scripts run when the package is installed: none that did not before.
  allowScripts: /^(?:|\{(?:"[^"\\]{1,214}":false,?)*\})$/,
  devEngines:
    /^\{(?:"(?:packageManager|runtime)":\{"name":"(?:npm|pnpm|yarn|bun|node|deno)"(?:,"version":"[\w.^~<>=|+ -]{1,60}")?(?:,"onFail":"(?:warn|error|ignore|download)")?\},?){1,2}\}$/,
  peerDependenciesMeta: /^\{(?:"[^"\\]{1,214}":\{"optional":(?:true|false)\},?)*\}$/,
  'publishConfig.access': /^"(?:public|restricted)"$/,
  'publishConfig.provenance': /^true$/,
};

/** Changed keys that no rule has looked at and that are not known to run nothing, as paths. What is gone from a table of wishes does nothing. */
export function unjudgedKeys({ base, head }: ManifestChange, hazards: readonly ManifestHazard[]): string[] {
  const told = new Set(hazards.map(({ keys }) => keys.join('\n')));
  const names = new Set(Object.keys(isTable(head['scripts']) ? head['scripts'] : {}));
  const look = (old: unknown, now: unknown, keys: readonly string[]): string[] => {
    const place = keys.join('.');
    // What comes first counts in conditions of `exports`, so that the order is a part of the value.
    if (JSON.stringify(old) === JSON.stringify(now) || INERT.has(place)) return [];
    const table = keys.length === 0 || WISHES.has(place) || /^(?:scripts|pnpm|publishConfig)$/.test(place);
    const inWishes = WISHES.has(keys[0] ?? '') || keys.slice(0, 2).join('.') === 'pnpm.overrides';
    if ((table || (inWishes && isTable(now))) && isEmptyOrTable(old) && isEmptyOrTable(now)) {
      const [before, after] = [old ?? {}, now ?? {}] as Readonly<Record<string, unknown>>[];
      const all = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
      return [...all].flatMap((key) => look(ownOf(before, key), ownOf(after, key), [...keys, key]));
    }
    if (told.has(keys.join('\n')) && keys.length > 1) return [];
    // A new manifest has to say what it is.
    if (old === undefined && /^(?:name|type)$/.test(place)) return [];
    if (place === 'exports' && onlyMoreModules(old, now)) return [];
    if (TAME[place]?.test(JSON.stringify(now) ?? '') === true) return [];
    if (inWishes) return now === undefined || isFromRegistry(now) ? [] : [place];
    if (keys[0] === 'scripts' && keys.length === 2) return isTameScript(now, names) ? [] : [place];
    return [place];
  };
  return look(base, head, []);
}

/** Whether the package only has more modules: files of it under paths that nothing stood for. What stood there before is the same, in its order. */
function onlyMoreModules(old: unknown, now: unknown): boolean {
  if (!isTable(old) || !isTable(now)) return false;
  const kept = Object.entries(now).filter(([path]) => Object.hasOwn(old, path));
  const added = Object.entries(now).filter(([path]) => !Object.hasOwn(old, path));
  return (
    JSON.stringify(Object.fromEntries(kept)) === JSON.stringify(old) &&
    added.every(([path, value]) => /^\.\/[\w@/-]{1,200}(?:\.\w{1,10})?$/.test(path) && isTameEntry(value))
  );
}

function isTameEntry(value: unknown): boolean {
  return typeof value === 'string' ? MODULE.test(value) : isTable(value) && Object.values(value).every(isTameEntry);
}

const isFromRegistry = (wish: unknown): boolean =>
  typeof wish === 'string' &&
  FROM_REGISTRY.test(wish.trim()) &&
  !REPOSITORY.test(wish.trim().replace(/^(?:npm:@[^/]+\/|workspace:)/, ''));

const isTameScript = (script: unknown, names: ReadonlySet<string>): boolean =>
  script === undefined || (typeof script === 'string' && unknownCommands(script, names).length === 0);

const ownOf = (table: Readonly<Record<string, unknown>> | undefined, key: string): unknown =>
  table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isEmptyOrTable = (value: unknown): boolean => value === undefined || isTable(value);
