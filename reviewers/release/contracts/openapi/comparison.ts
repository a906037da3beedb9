import type { ApiDocument, ApiPart } from './document.ts';

/** Who reads what a schema describes: what a client sends must still be taken, what it gets must still be understood. */
export type Direction = 'request' | 'response';

/** Both ends of the change, and where to write what breaks. */
export interface ApiComparison {
  readonly old: ApiDocument;
  readonly now: ApiDocument;
  /** Pairs that were compared, so that what refers to itself ends. */
  readonly seen: Set<string>;
  readonly say: (broken: SaidBreak) => void;
}

interface SaidBreak {
  readonly name: string;
  readonly what: string;
  readonly side: 'old' | 'new';
  readonly pointer: string;
}

/** A schema on both sides, and what readers call it. */
export interface SchemaPair {
  readonly name: string;
  readonly old: ApiPart;
  readonly now: ApiPart;
  readonly direction: Direction;
  /** The form has no types of its own: XML, text, forms. */
  readonly isText?: boolean;
}
