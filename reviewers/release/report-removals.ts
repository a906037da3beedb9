import type { CheckContext } from '../reviewer.ts';
import { readAnnouncement } from './announcement.ts';
import { listed } from './listed.ts';
import { placesOf, type Removal } from './places.ts';
import { quoteLine } from './quote.ts';

/** How one kind of removal is told. */
export interface RemovalWords {
  readonly rule: string;
  /** `CLI flag` */
  readonly noun: string;
  /** Continues "Whoever …": `runs the command with --x`. */
  user(name: string): string;
  readonly expected: string;
  readonly actual: string;
}

/** Without version and changelog nothing could have announced it; the claim is weaker then. */
const UNRELEASED_CONFIDENCE = 500;

/** Reports removals that no version and no changelog announces. */
export async function reportRemovals(
  context: CheckContext,
  removals: readonly Removal[],
  words: RemovalWords,
): Promise<void> {
  for (const place of placesOf(removals)) {
    const announcement = await readAnnouncement(context, place.path);
    const names = [...new Set(place.removals.map(({ name }) => name))].filter(
      (name) => !announcement.covers([name, lastPart(name)]),
    );
    const [first] = names;
    if (first === undefined) continue;
    const content = await context.read(place.path, 'old');
    const text = content.kind === 'text' ? content.text : '';
    const what = listed(names.map((name) => `\`${name}\``));
    context.report({
      rule: words.rule,
      ...quoteLine({ path: place.path, side: 'old', text }, place.line),
      title: `${words.noun}${names.length === 1 ? '' : 's'} ${what} removed without a breaking release`,
      explanation: `${what} ${names.length === 1 ? 'is' : 'are'} gone or renamed, and nothing tells those who use ${names.length === 1 ? 'it' : 'them'}: ${announcement.silence}. Keep the old name working until the next major version, or announce the removal.`,
      failureScenario: {
        description: `Whoever ${words.user(first)} takes the next compatible release and changes nothing else.`,
        expected: words.expected,
        actual: words.actual,
      },
      ...(announcement.released ? {} : { confidence: UNRELEASED_CONFIDENCE }),
    });
  }
}

/** People write `port` for `server.port`, and the bare name for `input name`. */
function lastPart(name: string): string {
  return name.split(/[ .]/).at(-1) ?? name;
}
