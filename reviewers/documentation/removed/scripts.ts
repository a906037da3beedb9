import { z } from 'zod';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { CheckContext } from '../../reviewer.ts';
import type { Removed } from './removed.ts';

const Manifest = z.looseObject({ scripts: z.record(z.string(), z.unknown()).optional() });
export const SCRIPT_MANIFEST = /(?:^|\/)(?:package|composer)\.json$/;
export const MAKEFILE = /(?:^|\/)(?:GNU)?[Mm]akefile[^/]*$|\.mk$/;
export const JUSTFILE = /(?:^|\/)\.?justfile$|\.just$/i;
/** Several targets may share a line; a variable is no target. */
const TARGETS = /^([A-Za-z][\w.-]*(?:\s+[A-Za-z][\w.-]*)*)\s*::?(?![=:])/;
const RECIPE = /^@?([A-Za-z][\w-]*)(?:\s+[^:=]{1,200})?:(?!=)/;

/** Scripts of package.json and composer.json, targets of make, recipes of just that the change takes away. */
export async function removedScripts(context: CheckContext, files: readonly ChangedFile[]): Promise<Removed[]> {
  const found: Removed[] = [];
  for (const file of files) {
    if (file.status !== 'M' && file.status !== 'R') continue;
    if (SCRIPT_MANIFEST.test(file.oldPath)) found.push(...(await ofManifest(context, file)));
    else if (MAKEFILE.test(file.oldPath) || JUSTFILE.test(file.oldPath)) found.push(...ofRules(file));
  }
  return found;
}

async function ofManifest(context: CheckContext, file: ChangedFile): Promise<Removed[]> {
  const before = await scriptsOf(context, file.oldPath, 'old');
  const now = await scriptsOf(context, file.newPath, 'new');
  if (before === null || now === null) return [];
  return before
    .filter((name) => !now.includes(name))
    .flatMap((name) => {
      const line = deleted(file).find(({ text }) => text.trimStart().startsWith(`${JSON.stringify(name)}:`));
      if (line === undefined) return [];
      return [{ kind: 'script' as const, name, path: file.oldPath, line: line.number, evidence: line.text.trim() }];
    });
}

async function scriptsOf(context: CheckContext, path: string, side: 'old' | 'new'): Promise<string[] | null> {
  const content = await context.read(path, side);
  if (content.kind !== 'text') return null;
  try {
    return Object.keys(Manifest.parse(JSON.parse(content.text)).scripts ?? {});
  } catch {
    // Not a manifest that a tool would read: nothing is known of it.
    return null;
  }
}

function ofRules(file: ChangedFile): Removed[] {
  return deleted(file).flatMap(({ number, text }) =>
    targetsOf(file.oldPath, text).map((name) => ({
      kind: 'target' as const,
      name,
      path: file.oldPath,
      line: number,
      evidence: text.trim(),
    })),
  );
}

/** The targets or recipes that a line begins. */
export function targetsOf(path: string, text: string): string[] {
  if (JUSTFILE.test(path)) return [RECIPE.exec(text)?.[1] ?? []].flat();
  return TARGETS.exec(text)?.[1]?.split(/\s+/) ?? [];
}

function deleted(file: ChangedFile): { readonly number: number; readonly text: string }[] {
  return file.hunks
    .flatMap(({ lines }) => lines)
    .flatMap(({ kind, oldLine, text }) =>
      kind === 'deleted' && oldLine !== null ? [{ number: oldLine, text: text.replace(/\r$/, '') }] : [],
    );
}
