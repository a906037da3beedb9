import { dirname } from 'node:path/posix';
import type { FileFacts } from './facts.ts';
import { type Leads, pythonLeads, scriptLeads } from './leads-to.ts';
import { callerLanguage, type World } from './world.ts';

/** Whether the module that a file names is that of another, in scripts and in Python. */
export function namedLeads(module: string, file: FileFacts, after: FileFacts, world: World): Leads {
  const language = callerLanguage(file.path);
  const isScript = language === 'script';
  if ((!isScript && language !== 'python') || callerLanguage(after.path) !== language) return 'no';
  const leadsTo = (path: string): Leads =>
    isScript ? moduleLeadsTo(file.path, module, path, world) : pythonLeads(file.path, module, path);
  const leads = leadsTo(after.path);
  if (leads === 'no' && isScript && isHandedOn(module, file.path, after, world)) return 'maybe';
  if (leads !== 'yes' || module.startsWith('.') || (isScript && world.aliased(file.path, module) !== null))
    return leads;
  // A name from a root that is not known here fits the ends of several paths: `~/utils/files` is the application's, or what is shared.
  const isElsewhere = ({ path }: FileFacts): boolean => path !== after.path && leadsTo(path) === 'yes';
  return world.files.some(isElsewhere) ? 'maybe' : leads;
}

/** By what configuration and manifests say of a name, where they say something, else by the name alone. */
function moduleLeadsTo(from: string, module: string, target: string, world: World): Leads {
  const places = world.aliased(from, module);
  if (places === null) return scriptLeads(from, module, target);
  const wanted = target.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const folder = /(?:^|\/)index$/.test(wanted) ? dirname(wanted) : wanted;
  if (places.some((one) => one === wanted || one === folder)) return 'yes';
  return places.some((one) => `${wanted}/`.startsWith(`${one.replace(/\/index$/, '')}/`)) ? 'maybe' : 'no';
}

/** Files that hand on what another hands on. */
const MOST_HANDS = 3;

/** Whether a module of scripts is that of a file which hands on all that another exports. */
function isHandedOn(module: string, from: string, after: FileFacts, world: World, hands = 1): boolean {
  const barrel = world.files.find(
    ({ path, handsOn }) => handsOn.length > 0 && moduleLeadsTo(from, module, path, world) === 'yes',
  );
  return (barrel?.handsOn ?? []).some(
    (one) =>
      moduleLeadsTo(barrel?.path ?? '', one, after.path, world) === 'yes' ||
      (hands < MOST_HANDS && isHandedOn(one, barrel?.path ?? '', after, world, hands + 1)),
  );
}

const HOMES = new WeakMap<World, Map<string, readonly FileFacts[]>>();

/** The other files of which a module that a file names is certainly that. */
export function homesOf(module: string, file: FileFacts, world: World): readonly FileFacts[] {
  const known = HOMES.get(world) ?? new Map<string, readonly FileFacts[]>();
  HOMES.set(world, known);
  const key = `${file.path}\n${module}`;
  const homes =
    known.get(key) ?? world.files.filter((one) => one !== file && namedLeads(module, file, one, world) === 'yes');
  known.set(key, homes);
  return homes;
}
