import type { FileKind } from '../../schemas/judged.ts';

/** Labels that name a thing, which is counted itself. */
const THING =
  /(?:[Ff]ile|Image|Font|Sound|Film|Document|link|Submodule|pointer|workflow|action|hook|chart|manifest|map)$/;

/** `4 Elixir files`, `1 Dockerfile`, `2 Images` */
export function filesOfKind({
  kind: { label },
  files,
}: {
  readonly kind: Pick<FileKind, 'label'>;
  readonly files: number;
}): string {
  if (label === 'Unknown kind') return `${files} ${files === 1 ? 'file' : 'files'} of an unknown kind`;
  return `${files} ${label}${THING.test(label) ? '' : ' file'}${files === 1 ? '' : 's'}`;
}
