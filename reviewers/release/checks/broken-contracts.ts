import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { readAnnouncement } from '../announcement.ts';
import type { ContractBreak, ContractSource } from '../contracts/contract-source.ts';
import { graphqlSchemas } from '../contracts/graphql.ts';
import { jsonSchemas } from '../contracts/json-schema.ts';
import { openapi } from '../contracts/openapi/openapi.ts';
import { protobuf } from '../contracts/protobuf/protobuf.ts';
import { isInternal } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { readSides } from '../read-sides.ts';
import { gapOf } from '../read-text.ts';
import { toldTogether } from '../told-together.ts';

const SOURCES: readonly ContractSource[] = [openapi, graphqlSchemas, protobuf, jsonSchemas];
/** Where neither version nor changelog could have announced it. */
const UNRELEASED_CONFIDENCE = 500;

/** Finds what a described interface no longer takes or gives, where nothing announces a breaking release. */
export const brokenContracts: Check = {
  id: 'broken-contracts',
  comparesSides: true,
  async run(context) {
    for (const source of SOURCES) {
      const sides = (await readSides(context, (path) => source.accepts(path) && !isInternal(path))).filter(
        ({ file }) => file.status !== 'A' || source !== openapi,
      );
      if (sides.length === 0) continue;
      for (const [path, breaks] of Map.groupBy(breaksOf(context, source, sides), (one) => one.path))
        await reportBreaks(context, source, { path, breaks });
    }
  },
};

type Sides = Awaited<ReturnType<typeof readSides>>;

/** What breaks at a line that the change touches. */
function breaksOf(context: CheckContext, source: ContractSource, sides: Sides): ContractBreak[] {
  let all: readonly ContractBreak[];
  try {
    all = source.breaks(sides);
  } catch (cause) {
    const [first] = sides;
    if (first !== undefined) context.unavailable(gapOf(first.file.newPath, cause));
    return [];
  }
  const files = new Map<string, ChangedFile>(
    sides.flatMap(({ file }) => [[`old ${file.oldPath}`, file] as const, [`new ${file.newPath}`, file] as const]),
  );
  const told = new Set<string>();
  return all.flatMap((one) => {
    const file = files.get(`${one.side} ${one.path}`);
    const changed = file === undefined ? new Set<number>() : context.changedLines(file, one.side);
    const line = one.lines.find((at) => changed.has(at));
    // What may stand on either side is told once.
    if (line === undefined || told.has(`${one.name} ${one.what}`)) return [];
    told.add(`${one.name} ${one.what}`);
    return [{ ...one, lines: [line] }];
  });
}

interface Broken {
  readonly path: string;
  readonly breaks: readonly ContractBreak[];
}

async function reportBreaks(context: CheckContext, source: ContractSource, { path, breaks }: Broken): Promise<void> {
  const announcement = await readAnnouncement(context, path);
  const unannounced = breaks
    .filter(({ name }) => !announcement.covers([name]))
    .map(({ lines: [line = 1], ...one }) => ({ ...one, line }));
  // One finding a file, at what is gone where anything is: a client meets that first.
  const first = unannounced.find(({ side }) => side === 'old') ?? unannounced[0];
  if (first === undefined) return;
  const { name, what, side, line } = first;
  const { more, others } = toldTogether([first, ...unannounced.filter((one) => one !== first)]);
  const content = await context.read(path, side);
  context.report({
    rule: 'broken-contract',
    ...quoteLine({ path, side, text: content.kind === 'text' ? content.text : '' }, line),
    title: `${source.noun}: ${name} ${what}${more}`,
    explanation: `${name} ${what}. Who ${source.user} breaks, and nothing tells them: ${announcement.silence}. Keep what they rely on beside the new form until the next major version, or announce it.${others}`,
    failureScenario: {
      description: `A client that ${source.user} meets a server of this version.`,
      expected: 'it goes on working, as a compatible version promises',
      actual: `${name} ${what}`,
    },
    ...(announcement.released ? {} : { confidence: UNRELEASED_CONFIDENCE }),
  });
}
