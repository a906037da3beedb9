import { dirname, join, normalize } from 'node:path/posix';
import type { ModuleImport } from './facts.ts';

/** `maybe`: it names a package, an alias or an index that may hand it on. */
export type Leads = 'yes' | 'maybe' | 'no';

const SCRIPT = /(?:\.d)?\.[cm]?[jt]sx?$/;

/** Whether a module that a file of scripts names is that of a path. */
export function scriptLeads(from: string, module: string, target: string): Leads {
  const wanted = target.replace(SCRIPT, '');
  const folder = /(?:^|\/)index$/.test(wanted) ? dirname(wanted) : wanted;
  if (/^\.{1,2}(?:\/|$)/.test(module)) {
    const named = normalize(join(dirname(from), module))
      .replace(/\/$/, '')
      .replace(SCRIPT, '');
    if (named === wanted || named === folder) return 'yes';
    return `${wanted}/`.startsWith(`${named.replace(/\/index$/, '')}/`) || /(?:^|\/)index$/.test(named)
      ? 'maybe'
      : 'no';
  }
  const alias = /^[@~#]\/(.+)$/.exec(module)?.[1];
  if (alias !== undefined) {
    const bare = alias.replace(SCRIPT, '');
    return wanted.endsWith(`/${bare}`) || folder.endsWith(`/${bare}`) ? 'yes' : 'maybe';
  }
  // What `imports` of a package's own manifest names is never another's.
  if (module.startsWith('#')) return 'maybe';
  // Another package of the same repository: its folder is called like it.
  const parts = module.split('/').filter((part) => !part.startsWith('@'));
  return parts.length > 0 &&
    wanted.split('/').includes(parts[0] ?? '') &&
    module !== parts[0]?.toLowerCase().replace(/[a-z-]/g, '')
    ? 'maybe'
    : 'no';
}

/** The paths that a module of scripts may have which a file names by its place. */
export function scriptPaths(from: string, module: string): string[] {
  const named = normalize(join(dirname(from), module))
    .replace(/\/$/, '')
    .replace(SCRIPT, '');
  return ['ts', 'tsx', 'js', 'jsx', 'mts', 'mjs'].flatMap((ending) => [
    `${named}.${ending}`,
    `${named}/index.${ending}`,
  ]);
}

/** Whether a module that a file of Python names is that of a path. */
export function pythonLeads(from: string, module: string, target: string): Leads {
  const wanted = target.replace(/\.pyi?$/, '').replace(/\/__init__$/, '');
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const named = module.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    const base = join(dirname(from), ...Array.from({ length: dots - 1 }, () => '..'));
    const full = named === '' ? base : join(base, named);
    return full === wanted ? 'yes' : `${wanted}/`.startsWith(`${full}/`) ? 'maybe' : 'no';
  }
  if (wanted === named || wanted.endsWith(`/${named}`))
    return named.includes('/') || !wanted.includes('/') || dirname(from) === dirname(wanted) ? 'yes' : 'maybe';
  return `/${wanted}/`.includes(`/${named}/`) ? 'maybe' : 'no';
}

/** Whether Go's import path is that of a file's folder; `module`: the path that the repository's own manifest gives its root. */
export function goLeads(path: string, target: string, module: string | null): Leads {
  const folder = dirname(target);
  if (module !== null) return path === (folder === '.' ? module : `${module}/${folder}`) ? 'yes' : 'no';
  return folder.includes('/') && path.endsWith(`/${folder}`) ? 'yes' : 'no';
}

/** Whether a class that Java imports is this one. */
export function javaLeads({ module, name }: ModuleImport, owner: string, own: string): Leads {
  const type = name === null ? module : module.slice(0, module.lastIndexOf('.'));
  return type === `${own}.${owner}` || (type.startsWith(`${own}.`) && type.endsWith(`.${owner}`)) ? 'yes' : 'no';
}
