/**
 * For how many changes the code that proves what was wrong with them stands in the prompt, without and with what is gathered around a change:
 * `node scripts/pack/measure-pack.ts [--each N] [--seed N] [--half even|odd] REPOSITORY…`; `--places FILE` takes those that an earlier run printed. The places are chosen by `proving-places.ts`. Standard output has a
 * line of JSON a place; standard error the table, with every second place apart, so that what is tuned on one half is told by the other.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SecretScanner } from '../../forge/forge.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { openRange } from '../../forge/local/open.ts';
import { evidencePack } from '../../reviewers/model-pass/pack/evidence-pack.ts';
import { withSurroundings } from '../../reviewers/model-pass/prompt/surroundings.ts';
import { recordedReading } from '../../reviewers/model-pass/tools/toolbox.ts';
import { MemoryJournal } from '../../test/support/memory-journal.ts';
import { type ProvingPlace, provingPlaces } from './proving-places.ts';

const { values, positionals } = parseArgs({
  options: {
    places: { type: 'string' },
    each: { type: 'string', default: '6' },
    seed: { type: 'string', default: '17' },
    half: { type: 'string' },
  },
  allowPositionals: true,
});
/** Public code: nothing in it is blanked, and nothing leaves. */
const scanner: SecretScanner = { scan: async (texts) => texts.map(() => ({ kind: 'scanned', spans: [] })) };
const HALVES = ['even', 'odd'] as const;

interface Seen {
  readonly half: (typeof HALVES)[number];
  readonly place: ProvingPlace;
  readonly before: boolean;
  readonly after: boolean;
}

const seen: Seen[] = [];
for (const { half, place } of values.places === undefined ? chosen() : read(values.places)) {
  if (values.half !== undefined && values.half !== half) continue;
  const shown = { half, place, ...(await shownOf(place)) };
  seen.push(shown);
  process.stdout.write(`${JSON.stringify(shown)}\n`);
}
for (const half of [...HALVES, null]) {
  const some = seen.filter((one) => half === null || one.half === half);
  const share = (of: (one: Seen) => boolean) => `${some.filter(of).length}/${some.length}`;
  const relations = ['caller', 'callee', 'sibling'].map((relation) => {
    const these = some.filter(({ place }) => place.relation === relation);
    return `${relation} ${these.filter(({ after }) => after).length}/${these.length}`;
  });
  process.stderr.write(
    `${half ?? 'all'}: without ${share(({ before }) => before)}, with ${share(({ after }) => after)} (${relations.join(', ')})\n`,
  );
}

type Chosen = Pick<Seen, 'half' | 'place'>;

function* chosen(): Generator<Chosen> {
  let at = 0;
  for (const folder of positionals) {
    for (const place of provingPlaces(folder, { each: Number(values.each), seed: Number(values.seed) })) {
      yield { half: HALVES[at % 2] ?? 'even', place };
      at += 1;
    }
  }
}

function read(file: string): Chosen[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Chosen);
}

async function shownOf({ folder, change, path, line }: ProvingPlace): Promise<Pick<Seen, 'before' | 'after'>> {
  const repository = await openRepository(folder);
  const forge = await openRange({ repository, range: `${change}^..${change}`, scanner });
  try {
    const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
    const world = { changeSet, contents: forge.contents, inspection: forge.inspection };
    const files = await withSurroundings(changeSet.files, forge.contents);
    const before = files.some(
      ({ newPath, hunks }) =>
        newPath === path && hunks.some(({ newStart, newLines }) => line >= newStart && line < newStart + newLines),
    );
    const text = await evidencePack({
      world,
      recorded: recordedReading(world, { journal: new MemoryJournal(), step: 'quality' }),
      findings: [],
      sensitivePaths: [],
      capability: { contextTokens: 1_000_000 },
    });
    const places = [...text.matchAll(/ · (\S+):(\d+)-(\d+) \(head\)$/gm)];
    const isPacked = places.some(([, of, first, last]) => of === path && line >= Number(first) && line <= Number(last));
    return { before, after: before || isPacked };
  } finally {
    await forge.close();
    await repository.close();
  }
}
