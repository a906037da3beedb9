import { z } from 'zod';
import type { CheckContext } from '../../reviewer.ts';
import type { Removed } from '../removed/removed.ts';
import { JUSTFILE, MAKEFILE, SCRIPT_MANIFEST, targetsOf } from '../removed/scripts.ts';

/** Manifests or makefiles that are read; in a tree with more of them, nothing is known of a script. */
const MOST_READ = 60;
const Manifest = z.looseObject({ scripts: z.record(z.string(), z.unknown()).optional() });

/** Whether any manifest, makefile or justfile of the head still declares it. Unsure counts as there. */
export async function isStillDeclared(context: CheckContext, one: Removed, tree: readonly string[]): Promise<boolean> {
  const declares = one.kind === 'script' ? SCRIPT_MANIFEST : new RegExp(`${MAKEFILE.source}|${JUSTFILE.source}`);
  const paths = tree.filter((path) => declares.test(path));
  if (paths.length > MOST_READ) return true;
  for (const path of paths) {
    const content = await context.read(path, 'new');
    if (content.kind !== 'text') return true;
    if (one.kind === 'script' ? hasScript(content.text, one.name) : hasTarget(path, content.text, one.name))
      return true;
  }
  return false;
}

function hasScript(text: string, name: string): boolean {
  try {
    return Manifest.parse(JSON.parse(text)).scripts?.[name] !== undefined;
  } catch {
    // Broken, or material for a test: it may say anything.
    return text.includes(JSON.stringify(name));
  }
}

/** A pattern or a variable in a target may stand for any name. */
function hasTarget(path: string, text: string, name: string): boolean {
  return text
    .split('\n')
    .some(
      (line) =>
        targetsOf(path, line).includes(name) ||
        /^[^#\t:=]{0,200}[%$][^:=]{0,200}:(?!=)/.test(line) ||
        (line.startsWith('.PHONY') && line.split(/[\s:]+/).includes(name)),
    );
}
