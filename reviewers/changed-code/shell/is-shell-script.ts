import { posix } from 'node:path';
import type { ChangedFile, FilteredFile } from '../../../schemas/change-set.ts';

/** Their names are read by a tool with functions and variables of its own (direnv, makepkg, abuild, portage), which nobody here knows. */
const OF_A_TOOL = /^(?:\.envrc|PKGBUILD|APKBUILD)$|\.(?:ebuild|eclass)$/;

/** Whether a file is a script of the shell by itself. */
export function isShellScript({ kind, newPath }: ChangedFile | FilteredFile): boolean {
  if (OF_A_TOOL.test(posix.basename(newPath))) return false;
  return kind === undefined ? /\.(?:ba)?sh$/.test(newPath) : kind.id === 'shell';
}
