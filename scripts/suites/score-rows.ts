import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { readRows, reviewRow, type PlantedRow, type ScoredRow } from '../../test/planted/rows.ts';
import { openUnjudgeable, unjudgeableRepository } from '../../test/planted/unjudgeable/repository.ts';

/** Ways to write the same text that hide it from readers. */
const DRESSES: Readonly<Record<string, (text: Buffer) => Buffer>> = {
  crlf: (text) => Buffer.from(text.toString().replaceAll('\n', '\r\n')),
  cr: (text) => Buffer.from(text.toString().replaceAll('\n', '\r')),
  bom: (text) => Buffer.concat([Buffer.from('\ufeff'), text]),
  utf16: (text) => Buffer.from(`\ufeff${text.toString()}`, 'utf16le'),
  comment: (text) => Buffer.from(`<!--\n${text.toString()}`),
  empty: (text) => Buffer.from(`<!-->\n${text.toString()}<p>x</p><!-- -->\n`),
  script: (text) => Buffer.from(`<script>\n${text.toString()}`),
  front: (text) => Buffer.from(`---\ntitle: x\n---\n${text.toString()}`),
  quote: (text) => Buffer.from(`<p title="\n${text.toString()}`),
};
const told = ({ open, folded }: ScoredRow): boolean => open.length + folded.length > 0;

/**
 * What the checks say of the rows of `test/planted/pages-2` and `pages-3`, each a change of its own. Found: something is said, folded or not.
 * Green: nothing is said and the verdict is an approval. `each` prints every row, `dress` writes it another way.
 */
export async function scoreRows(options: {
  readonly each: boolean;
  readonly dress: string;
  readonly groups: readonly string[];
}): Promise<void> {
  const rows = ['pages-2', 'pages-3']
    .flatMap((folder) => readRows(new URL(`../../test/planted/${folder}`, import.meta.url).pathname))
    .filter(({ group }) => options.groups.length === 0 || options.groups.includes(group));
  const dress = (text: Buffer): Buffer => DRESSES[options.dress]?.(text) ?? text;
  const made = unjudgeableRepository(
    rows.map((row) => ({ ...row, head: { ...row.head, content: dress(Buffer.from(row.head.content)) } })),
  );
  const repository = await openRepository(made.path);
  const pool = createAnalyserPool();
  const scored: (readonly [PlantedRow, ScoredRow])[] = [];
  try {
    const scanner = createSecretScanner(pool);
    for (const row of rows) {
      const one = await reviewRow(await openUnjudgeable({ repository, change: row, scanner }), pool);
      scored.push([row, one]);
      if (!options.each) continue;
      const said = `${one.open.join(' ')}${one.folded.length === 0 ? '' : ` (folded: ${one.folded.join(' ')})`}`;
      process.stdout.write(`${row.name} | ${one.verdict} | ${said}\n`);
    }
  } finally {
    await repository.close();
    await pool.close();
    made.remove();
  }
  process.stdout.write(
    '\n| rows | family | found | green | good told openly | good told folded |\n|---|---|---|---|---|---|\n',
  );
  for (const [name, cell] of Map.groupBy(scored, ([{ group, family }]) => `${group} | ${family}`)) {
    const bad = cell.filter(([row]) => row.bad).map(([, one]) => one);
    const good = cell.filter(([row]) => !row.bad).map(([, one]) => one);
    const green = bad.filter((one) => !told(one) && one.verdict.startsWith('approved')).length;
    const openly = good.filter(({ open }) => open.length > 0).length;
    const folded = good.filter((one) => told(one)).length - openly;
    process.stdout.write(
      `| ${name} | ${bad.filter(told).length}/${bad.length} | ${green} | ${openly}/${good.length} | ${folded} |\n`,
    );
  }
}
