import { onTestFinished } from 'vitest';
import { openRange } from '../../../forge/local/open.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import type { ToolWorld } from '../../../reviewers/model-pass/tools/tool.ts';
import { createToolbox, type Toolbox, type ToolCache } from '../../../reviewers/model-pass/tools/toolbox.ts';
import { sandbox, type Sandbox } from '../../forge/local/sandbox.ts';
import { NO_SETTINGS, scanner } from '../../forge/local/scanner.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Reads a committed range of a sandbox as a model's tools see it. */
export async function worldOf(box: Sandbox, range = 'HEAD~1..HEAD'): Promise<ToolWorld> {
  const forge = await openRange({ repository: await box.open(), range, scanner });
  onTestFinished(() => forge.close());
  return { changeSet: await forge.changeSet(NO_SETTINGS), contents: forge.contents, inspection: forge.inspection };
}

/** A real repository of two commits. */
export async function worldOfFiles(old: Files, now: Files): Promise<ToolWorld> {
  const box = await sandbox();
  await box.commit('before', old);
  await box.commit('the change', now);
  return worldOf(box);
}

export function toolboxOf(
  world: ToolWorld,
  options: { readonly cache?: ToolCache; readonly step?: string } = {},
): { readonly toolbox: Toolbox; readonly journal: MemoryJournal } {
  const journal = new MemoryJournal();
  return { journal, toolbox: createToolbox(world, { journal, step: 'security', ...options }) };
}

/** The text between delimiters, block by block. */
export function dataOf(text: string): string[] {
  return [...text.matchAll(/<docket-data kind="\w+" id="(\w+)">\n([^]*?)\n<\/docket-data id="\1">/g)].map(
    (match) => match[2] ?? '',
  );
}
