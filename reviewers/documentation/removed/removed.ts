/** Something that the change takes away and that a document may name. */
export interface Removed {
  readonly kind: RemovedKind;
  /** As people write it: `--dry-run`, `GET /users`'s path, `npm run build`'s `build`. */
  readonly name: string;
  /** Where it stood; a file as a whole has no line. */
  readonly path: string;
  readonly line: number | null;
  readonly evidence: string | null;
}

export type RemovedKind =
  | 'file'
  | 'folder'
  | 'name'
  | 'flag'
  | 'variable'
  | 'script'
  | 'target'
  | 'endpoint'
  | 'key'
  | 'member';

/** What a deleted line declared. */
export type DeclaredThing = Pick<Removed, 'kind' | 'name'>;

/** One deleted line of a file, with the line above it at the base. */
export interface OldLine {
  readonly path: string;
  readonly text: string;
  readonly above: string;
}

/** Words that also mean something in running text are no sign of a name: it needs an inner capital, an underscore or a digit. */
export const DISTINCTIVE = /^(?=.{5,200}$)(?:[A-Za-z$]*[a-z0-9][A-Z]\w*|\w+_\w+|[A-Z]{2,}[a-z]\w*)$/;
