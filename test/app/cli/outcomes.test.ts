import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOutcomesFile } from '../../../app/history/read-outcomes-file.ts';
import { openHistory } from '../../../history/log.ts';
import { InputError } from '../../../schemas/problem.ts';
import { temporaryFolder } from '../../history/builders.ts';
import { docket } from '../../support/docket.ts';

const CSV = 'rule,outcome,confidence,path\r\nbot/a,accepted,80,"src/a, b.ts"\r\nbot/a,dismissed,,\r\n';
const JSON_FORM = {
  source: 'old bot',
  outcomes: [{ rule: 'bot/a', outcome: 'accepted', model: 'a/b', origin: 'model' }],
};

function file(name: string, text: string): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), text);
  return { folder, path: name };
}

it('reads CSV and JSON', async () => {
  const csv = file('bot.csv', CSV);
  expect(await readOutcomesFile(csv.folder, csv.path)).toEqual({
    source: 'bot',
    outcomes: [
      { rule: 'bot/a', outcome: 'accepted', origin: 'outside', confidence: 80, path: 'src/a, b.ts' },
      { rule: 'bot/a', outcome: 'dismissed', origin: 'outside' },
    ],
  });
  const json = file('bot.json', JSON.stringify(JSON_FORM));
  expect(await readOutcomesFile(json.folder, json.path)).toEqual(JSON_FORM);
});

it.each([
  ['a.csv', 'rule,outcome\nbot/a,claimed\n', /outcomes\.0\.outcome/],
  ['a.csv', 'rule,outcome\nbot/a\n', /no CSV/],
  ['a.csv', 'rule,outcome,confidence\nbot/a,accepted,much\n', /outcomes\.0\.confidence/],
  ['a.csv', 'rule,outcome\n', /outcomes/],
  ['a.csv', 'rule,rule,outcome\nbot/a,bot/b,accepted\n', /column "rule" is there twice/],
  ['a.csv', `rule,outcome\nbot/${'a'.repeat(1000)},accepted\n`, /outcomes\.0\.rule/],
  ['a.json', '{', /no JSON/],
  ['a.json', JSON.stringify({ ...JSON_FORM, more: 1 }), /more/],
])('refuses %s with %s', async (name, text, message) => {
  const { folder, path } = file(name, text);
  const refused = await readOutcomesFile(folder, path).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  expect(String(refused)).toMatch(message);
});

it('takes a past over, counts it, and lets it go again', async () => {
  const { folder, path } = file('bot.csv', CSV);
  const history = join(folder, 'history.db');
  const run = (...args: string[]) => docket([...args, '--history', history], { cwd: folder });
  expect((await run('outcomes', 'import', path)).code).toBe(0);
  const told = JSON.parse((await run('calibrate', '--json')).stdout) as { imported: number };
  expect(told.imported).toBe(2);
  expect((await run('calibrate', '--check')).stdout).toMatch(/outside bot\/a +0 +0 +0 +2 /);
  expect((await run('outcomes', 'withdraw', 'another')).code).toBe(2);
  expect((await run('outcomes', 'withdraw', 'bot')).code).toBe(0);
  const log = openHistory(history, { readonly: true });
  expect([log.past.outcomeExamples('local'), log.countRuns()]).toEqual([[], 1]);
  log.close();
});
