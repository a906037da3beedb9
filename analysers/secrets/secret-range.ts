/** A secret in a text: UTF-16 offsets, `end` exclusive, and which rule told it. The message never carries the secret. */
export interface SecretRange {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly message: string;
}
