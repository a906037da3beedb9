import type { FileFacts } from './facts.ts';
import { pythonLeads, scriptLeads } from './leads-to.ts';
import { callerLanguage, type World } from './world.ts';

/** Whether a type, as a file names it, is built on another, perhaps over others, as far as the files that are read tell. */
export function isBelow(type: string | null, owner: string | null, file: FileFacts, { files }: World): boolean {
  if (type === null || owner === null || type === owner) return false;
  const start = files.filter((one) => isMeant(type, file, one)).flatMap(({ types }) => basesOf(type, types));
  const all = files.flatMap(({ types }) => types);
  const seen = new Set(start);
  // What is added on the way is gone through as well.
  for (const name of seen) for (const base of basesOf(name, all)) seen.add(base);
  return seen.has(owner);
}

function basesOf(type: string, types: FileFacts['types']): string[] {
  return types
    .filter(({ name }) => name === type)
    .flatMap(({ bases }) => bases.map((base) => base.split('.').at(-1) ?? base));
}

/** Whether a type's name in a file means what another file defines under it. */
function isMeant(type: string, file: FileFacts, other: FileFacts): boolean {
  if (file.path === other.path) return true;
  const language = callerLanguage(file.path);
  const own = file.imports.find(({ local }) => local === type);
  if (language === 'script') return own !== undefined && scriptLeads(file.path, own.module, other.path) === 'yes';
  if (language === 'python') return own !== undefined && pythonLeads(file.path, own.module, other.path) === 'yes';
  if (own !== undefined) return own.module === `${other.package}.${type}`;
  return language === callerLanguage(other.path) && file.package === other.package;
}
