/** A part of a source text. White space counts in `literal` only; the marks of a comment are not part of its `body`. */
export type CodePiece =
  | { readonly kind: 'code' | 'literal'; readonly text: string }
  | { readonly kind: 'comment'; readonly text: string; readonly body: string };

/** Takes a text apart. Null where it cannot tell for certain what is a comment. */
export type CodeSplitter = (text: string) => readonly CodePiece[] | null;
