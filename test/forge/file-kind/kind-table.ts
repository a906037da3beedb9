import { fileKind } from '../../../forge/file-kind/file-kind.ts';

/** Class and id of a whole text at a path, as the tables of this folder write them. */
export function kindOfText(path: string, text: string): string {
  const kind = fileKind({ path, mode: '100644', text, extent: 'whole', binary: false, firstBytes: null });
  return `${kind.class} ${kind.id}`;
}

/** Whether a change of such a file has to be judged. */
export function needsJudging(path: string, text: string): boolean {
  return /^(?:code|running-configuration) /.test(kindOfText(path, text));
}
