import { posix } from 'node:path';
import picomatch from 'picomatch';
import { LOADED_BY_NAME } from '../../schemas/file-kinds/loaded-by-name.ts';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import { kindByName } from './kind-by-name.ts';
import { isHidden, speaksToAgents } from './known-place.ts';
import { saysData } from './known-name.ts';
import { isPlainName } from './plain-name.ts';

const isLoadedByName = picomatch([...LOADED_BY_NAME], { dot: true, nocase: true });
/** What a folder may hold, to see whether its place makes something else of that. */
const INSIDE = ['', '/x.py', '/x.md', '/x.json', '/x.yml', '/x.xml', '/x.txt'];
const MOST_CHARACTERS = 1000;

/**
 * Whether a link only gives a second name, of the same kind, to what lies in the repository under a name of its own: whoever looked at that
 * looked at this. A link that leaves the repository, goes into a folder of a tool or makes something else of its target does more.
 */
export function isPlainLink(path: string, target: string): boolean {
  if (target === '' || target.length > MOST_CHARACTERS || /^[/~]|[\\:\r\n]/.test(target)) return false;
  const resolved = posix.join(posix.dirname(path), target).replace(/\/$/, '');
  if (/^\.{1,2}(?:\/|$)/.test(resolved) || resolved === path || isAbove(resolved, path)) return false;
  if ([path, resolved].some((one) => one.split('/').some((part) => !isPlainName(part)))) return false;
  const [link, real] = [path, resolved].map(traits);
  return link !== undefined && link.isOpen && real?.isOpen === true && link.means === real.means;
}

/** Whether a folder holds the link itself: whoever goes down it never comes to an end. */
function isAbove(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** What a name makes of a file, or of what lies in a folder of that name. */
function traits(path: string): { readonly isOpen: boolean; readonly means: string } {
  const name = posix.basename(path);
  const { id: kind, class: danger } = kindByName(path, null);
  // A folder has no ending, and neither has a program: only under the same name is it the same.
  const inside = kind === 'unknown' ? INSIDE : [''];
  const parts = inside.map((one) => {
    const whole = `${path}${one}`;
    return [kindByName(whole, null).id, isSampleCode(whole), isLoadedByName(whole), speaksToAgents(whole)].join(' ');
  });
  return {
    isOpen:
      !isHidden(`${path}/x`) &&
      !path.split('/').some((part) => TOOLS_OWN.test(part)) &&
      // Which of two settings is obeyed is a setting itself.
      (danger === 'data' ? saysData(kind, path) : danger !== 'running-configuration' || kind === 'agent-instructions'),
    means: [kind === 'unknown' ? name : '', ...parts].join('\n'),
  };
}

/** Folders whose files are run, packed or taken for a library's because they lie there. */
const TOOLS_OWN = /^(?:node_modules|bin|sbin|vendor|site-packages|git~\d+)$/i;
