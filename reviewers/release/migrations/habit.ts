import type { CheckContext } from '../../reviewer.ts';
import { goesBack, migrationForm } from './places.ts';

/** What the migrations that stood at the base do about locks: let others go on, do not, or are too few to say. */
type Habit = 'gentle' | 'plain' | 'unknown';

/** How the ways that let others go on are written in SQL, Rails, Alembic and Django. A view is refreshed CONCURRENTLY everywhere. */
const GENTLE = {
  index: [
    'INDEX CONCURRENTLY',
    'index concurrently',
    ': :concurrently',
    'postgresql_concurrently',
    'IndexConcurrently',
  ],
  check: ['NOT VALID', 'not valid', 'validate: false', 'postgresql_not_valid'],
} as const;
/** So few migrations are no habit yet. */
const FEW = 5;
/** What counts is how it was done of late: among so many, one in so many. */
const LATE = 50;
const ONE_IN = 10;
const MOST_HITS = 1000;

export interface Habits {
  readonly index: Habit;
  readonly check: Habit;
}

/** How the repository's own migrations do it: whoever reviews there asks for no more than what stands there. */
export async function readHabits(context: CheckContext): Promise<Habits> {
  const tree = await context.list('old');
  const all = (tree ?? []).filter((path) => migrationForm(path) !== null && !goesBack(path));
  if (all.length < FEW) return { index: 'unknown', check: 'unknown' };
  // Numbers and dates come first in a name, and sort the same in most tools.
  const late = new Set(all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)).slice(-LATE));
  const habitOf = async (texts: readonly string[]): Promise<Habit> => {
    const paths = new Set<string>();
    for (const text of texts) {
      const found = await context.search({ text, side: 'old', limit: MOST_HITS });
      if (found.kind === 'ok') for (const { path } of found.value) if (late.has(path)) paths.add(path);
    }
    return paths.size * ONE_IN >= late.size ? 'gentle' : 'plain';
  };
  return { index: await habitOf(GENTLE.index), check: await habitOf(GENTLE.check) };
}

function nameOf(path: string): string {
  return path
    .split('/')
    .slice(/\/(?:up|migration)\.sql$/i.test(path) ? -2 : -1)
    .join('/');
}
