/** Whether git's mode is that of a regular file; links (120000), submodules (160000) and folders are not. */
export function isRegular(mode: string): boolean {
  return mode.startsWith('100');
}

export const LINK = '120000';
export const SUBMODULE = '160000';
