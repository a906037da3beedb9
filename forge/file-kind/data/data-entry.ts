/** A key of a document and one value below it; the values of a list stand under the key of the list. */
export interface DataEntry {
  /** Empty where a list or a scalar is the whole document. */
  readonly key: string;
  /** Absent where the value is a table or a list: what is in there has entries of its own. */
  readonly value?: string | number | boolean | null;
}
