/** One value of a manifest, and where it stands. */
export interface ManifestSetting {
  /** The keys that lead to it, from the outside in; entries of lists are counted, elements of XML are not. */
  readonly keys: readonly string[];
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** Tells it from its neighbours of the same keys; the keys where absent. */
  readonly place?: string;
}

/** Keys joined by slashes, where a star is any key, two at an end any number, and a bar means or, and what a value looks like that is understood there. */
export type Plain = readonly [keys: string, value?: RegExp];

/** Whether a setting stands at these keys and its value is understood there. */
export function isPlain({ keys, value }: ManifestSetting, plain: readonly Plain[]): boolean {
  return plain.some(([pattern, shape]) => standsAt(keys, pattern) && shape?.test(value) !== false);
}

/** Whether keys are of this form. */
export function standsAt(keys: readonly string[], pattern: string): boolean {
  const parts = pattern.split('/');
  if (parts[0] === '**') {
    const rest = parts.slice(1);
    return keys.length >= rest.length && agree(keys.slice(keys.length - rest.length), rest);
  }
  if (parts.at(-1) === '**')
    return keys.length >= parts.length && agree(keys.slice(0, parts.length - 1), parts.slice(0, -1));
  return keys.length === parts.length && agree(keys, parts);
}

function agree(keys: readonly string[], parts: readonly string[]): boolean {
  return parts.every((part, index) => part === '*' || part.split('|').includes(keys[index] ?? ''));
}
