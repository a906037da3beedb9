import type { CheckContext } from '../../reviewer.ts';
import { migrationForm } from './places.ts';

/** What the migrations that stood at the base do about locks: let others go on, do not, or are too few to say. */
export type Habit = 'gentle' | 'plain' | 'unknown';

/** Words of the ways that let others go on, as they are written in SQL, Rails, Alembic and Django. */
const GENTLE = {
  index: ['CONCURRENTLY', 'concurrently', 'Concurrently'],
  check: ['NOT VALID', 'not valid', 'validate: false', 'postgresql_not_valid'],
} as const;
/** So few migrations are no habit yet. */
const FEW = 5;
/** One in so many is an exception, and so are fewer than three. */
const ONE_IN = 10;
const AT_LEAST = 3;
const MOST_HITS = 200;

export interface Habits {
  readonly index: Habit;
  readonly check: Habit;
}

/** How the repository's own migrations do it: whoever reviews there asks for no more than what stands there. */
export async function readHabits(context: CheckContext): Promise<Habits> {
  const tree = await context.list('old');
  const all = (tree ?? []).filter((path) => migrationForm(path) !== null).length;
  if (tree === null || all < FEW) return { index: 'unknown', check: 'unknown' };
  const habitOf = async (texts: readonly string[]): Promise<Habit> => {
    const paths = new Set<string>();
    for (const text of texts) {
      const found = await context.search({ text, side: 'old', limit: MOST_HITS });
      if (found.kind === 'ok') for (const { path } of found.value) if (migrationForm(path) !== null) paths.add(path);
    }
    return paths.size >= Math.min(AT_LEAST, all / ONE_IN) ? 'gentle' : 'plain';
  };
  return { index: await habitOf(GENTLE.index), check: await habitOf(GENTLE.check) };
}
