import type { Brief, Rule } from '../reviewer.ts';

/** What a model looks for in how cost grows. */
export const PERFORMANCE_BRIEF: Brief = {
  version: 2,
  focus:
    'You are the performance reviewer. Look for cost that grows with what grows in operation: rows, users, requests, file sizes, time since the start. A finding says what grows, how the cost follows, and at which ordinary size it hurts.',
  flag: [
    'Cost that is the product of two growing sizes: a scan, sort, copy or parse in a loop over a list of the same order; name both.',
    'A round trip per element behind a function, getter, serialiser or resolver where one request could carry all; show loop and call.',
    'A query past an index that the repository shows: function on the column, leading wildcard, other column order, a filter moved into the program.',
    'All loaded to use a part: rows to count or take one, a file for its head, an unbounded response.',
    'A collection that only grows while the process lives: unbounded cache, listeners or timers per request, a map keyed by user input.',
    'A cache, batch, index, memo or lazy load taken away or defeated: a key never the same twice, cleared on each request.',
    'Blocking work on a thread that serves others: hashing, compression, large parsing, a lock across a remote call.',
    'Fan-out that data sets: all at once against a database, service or file system.',
    'Retries or polling without pause or end on what is failing already.',
    'Dear work repeated on a hot path with the same answer: pattern compiled, client opened, configuration read per request.',
  ],
  doNotFlag: [
    'Loops with awaits and blocking calls reported by the checks.',
    'Small constants: an allocation, spread against push, `for` against `map`.',
    'Code that runs once: start-up, migrations, scripts, builds, command line tools, tests.',
    'Collections bounded to something small by code, type or limit.',
    'Awaits that depend on each other: cursors, retries, transactions, intended rate limits.',
    'A cost the change does not raise.',
    'An index, cache, batch, worker or paging that would be nice, without a size at which it is missed.',
    'Memory in proportion to one request, for its length.',
    'What a database, compiler or engine might do badly, version unknown.',
    'Bundle size, images, style sheets, unless a whole library comes for one function on a first page.',
    'Slower code for correctness or safety that the change states.',
  ],
  rules: [
    'growing-cost',
    'round-trip-per-element',
    'unindexed-query',
    'unbounded-read',
    'unbounded-growth',
    'lost-cache',
    'blocking-work',
    'unbounded-fan-out',
    'retry-storm',
    'repeated-work',
  ],
  severity: {
    critical: [
      'Each request adds a listener to the shared emitter and none is removed: memory climbs with traffic until the process is killed.',
      'The start page now loads every order of a customer with its items; for the largest customers that is gigabytes and the server falls over.',
    ],
    warning: [
      'The resolver of `author` asks the database once for each of up to 100 posts on a page, where the list before joined them.',
      'For every imported row `rows.find` walks all rows again: an import of 50,000 rows, which the tests call typical, takes minutes.',
      'The cache key now contains `Date.now()`: each request misses and recomputes a report of several seconds.',
    ],
    suggestion: [
      'The date formatter is made anew for each of a few hundred table cells; one outside the loop would do.',
      'The export reads the file whole although it streams it out; files are a few megabytes today.',
    ],
  },
};

/** What only a model can report: it needs understanding, not syntax. */
export const PERFORMANCE_MODEL_RULES = {
  'growing-cost': { summary: 'The cost grows with the product of two sizes.', severity: 'warning', confidence: 650 },
  'round-trip-per-element': {
    summary: 'Each element costs a round trip that one request could carry.',
    severity: 'warning',
    confidence: 700,
  },
  'unindexed-query': { summary: 'A query cannot use the index it needs.', severity: 'warning', confidence: 600 },
  'unbounded-read': { summary: 'Everything is loaded although a part is used.', severity: 'warning', confidence: 650 },
  'unbounded-growth': {
    summary: 'A collection only grows while the process lives.',
    severity: 'warning',
    confidence: 700,
  },
  'lost-cache': { summary: 'A cache, batch or index is taken away or defeated.', severity: 'warning', confidence: 650 },
  'blocking-work': { summary: 'Long work blocks a thread that serves others.', severity: 'warning', confidence: 650 },
  'unbounded-fan-out': { summary: 'As much runs at once as the data says.', severity: 'warning', confidence: 600 },
  'retry-storm': {
    summary: 'Retries or polling multiply load on what is failing.',
    severity: 'warning',
    confidence: 650,
  },
  'repeated-work': {
    summary: 'A hot path repeats work that gives the same answer.',
    severity: 'suggestion',
    confidence: 600,
  },
} as const satisfies Readonly<Record<string, Rule>>;
