/** Something of a file that breaks those who rely on it. */
export interface FileBreak {
  readonly name: string;
  /** Behind its name: `is removed`. */
  readonly what: string;
  readonly line: number;
  /** Where the breaks of several files are told together. */
  readonly path?: string;
}

/** So many are written out; a change that breaks more is read as a whole. */
const MOST_WRITTEN = 20;
const MOST_LINES = 100;

/** Words of one finding for all that breaks in a file, or in a change: the first stands in its title, each of the others with its line behind it. */
export function toldTogether(breaks: readonly FileBreak[]): { readonly more: string; readonly others: string } {
  const [first, ...others] = breaks;
  if (others.length === 0) return { more: '', others: '' };
  const written = others
    .slice(0, MOST_WRITTEN)
    .map(
      ({ name, what, line, path }) =>
        `${name} ${what} (${path === undefined || path === first?.path ? 'line ' : `${path}:`}${line})`,
    );
  const left = others.slice(MOST_WRITTEN).map(({ line }) => line);
  const rest =
    left.length === 0
      ? ''
      : `; and lines ${left.slice(0, MOST_LINES).join(', ')}${left.length > MOST_LINES ? ', …' : ''}`;
  const more = ` and at ${others.length} more ${others.length === 1 ? 'line' : 'lines'}`;
  return { more, others: ` Further: ${written.join('; ')}${rest}.` };
}
