import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { json } from '../support/model-server/reply.ts';
import { DISGUISES } from '../support/secrets/disguises.ts';
import { madeUp } from '../support/secrets/secret-kinds.ts';
import { textOfLog, toldForms } from '../support/secrets/told-forms.ts';
import { askerOf, operatorFile } from './model-review-fixture.ts';
import { World } from './pull-request/world.ts';

// A model that somehow knows what is secret says it in every form, in every field; nothing of it leaves by any way.

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
/** The key that the process was given. */
const KEY = `sk-${madeUp(LETTERS, 40, 301)}`;
/** A token that the change itself holds, told by its form. */
const TOKEN = `gh${'p_'}${madeUp(LETTERS, 36, 302)}`;
/** A password that the change holds, told by the file. */
const PASSWORD = madeUp(LETTERS, 24, 303);

const FORMS = Object.values(DISGUISES);
const LINES = FORMS.map((_, at) => `export const value${at} = compute(${at});`);

let server: ModelServer;
let asked = '';

function findingOf(form: (secret: string) => string, at: number) {
  const other = FORMS[(at + 1) % FORMS.length] ?? form;
  return {
    rule: 'quality/logic-error',
    severity: 'warning',
    confidence: 900,
    path: 'src/lines.js',
    side: 'new',
    startLine: at + 1,
    endLine: at + 1,
    quote: LINES[at],
    title: `Value ${at}: ${KEY.slice(0, 22)}`,
    explanation: `${KEY.slice(22)} then ${form(TOKEN)} and ${other(PASSWORD)}`,
    failureScenario: {
      description: form(KEY),
      command: other(TOKEN).slice(0, 900),
      expected: form(PASSWORD),
      actual: TOKEN,
    },
    replacement: at % 3 === 0 ? `export const value${at} = "${KEY}";` : null,
    references: [TOKEN],
  };
}

beforeAll(async () => {
  server = await startModelServer({
    respond: (request) => {
      asked += request.raw;
      const asker = askerOf(request);
      if (asker !== 'judge') return json({ findings: asker === 'quality' ? FORMS.map(findingOf) : [] });
      const ids = new Set([...request.allText.matchAll(/\bc[1-9]\d*\b/g)].map(([id]) => id));
      return json({ answers: [...ids].map((candidate) => ({ candidate, action: 'keep', reason: `${KEY} ${TOKEN}` })) });
    },
  });
});

afterAll(() => server.close());

/** A program that prints the key, which stands nowhere else that the job is told of. */
function helperIn(folder: string): string {
  const file = join(folder, 'print-it.cjs');
  writeFileSync(file, `process.stdout.write(${JSON.stringify(KEY)})`);
  return JSON.stringify([process.execPath, file]);
}

const CHANGE = {
  'src/lines.js': `${LINES.join('\n')}\n`,
  'src/client.js': `export const client = connect("${TOKEN}");\n`,
  'config/database.yml': `production:\n  password: ${PASSWORD}\n`,
  [`src/${TOKEN}.js`]: 'export const a = 1;\n',
  'docs/notes.md': `${Array.from(TOKEN).toReversed().join('')}\n`,
};

/** What was told of each secret, by the way that it took; nothing is right. */
function told(ways: Readonly<Record<string, string>>): string[] {
  const secrets = { key: KEY, token: TOKEN, password: PASSWORD };
  return Object.entries(ways).flatMap(([way, text]) =>
    Object.entries(secrets).flatMap(([name, secret]) =>
      toldForms(text, secret).map((form) => `the ${name} ${form} in ${way}`),
    ),
  );
}

test('on the command line: every format, a file, the log, a recording and errors', async () => {
  const repository = new GitRepository('docket-secrets-');
  try {
    repository.commit('one', { 'package.json': '{}\n' });
    repository.git('checkout', '--quiet', '-b', `work-${TOKEN}`);
    repository.commit(`two with ${TOKEN}\n\nand ${Buffer.from(TOKEN).toString('base64')}`, CHANGE);
    const config = operatorFile(repository.path, 'anthropic', server.url);
    const run = (...args: string[]) => docket(args, { cwd: repository.path, env: { ANTHROPIC_API_KEY: KEY } });
    const review = (...args: string[]) => run('review', `main...work-${TOKEN}`, '--config', config, ...args);
    const file = join(repository.path, 'review.out');
    const ways: Record<string, string> = {};
    for (const format of ['pretty', 'markdown', 'json', 'sarif']) {
      const { code, stdout, stderr } = await review('--format', format);
      expect([0, 3], stderr).toContain(code);
      expect(stdout).toContain('src/lines.js');
      if (format === 'json' || format === 'sarif') JSON.parse(stdout);
      Object.assign(ways, { [`the output as ${format}`]: stdout, [`the error output of ${format}`]: stderr });
    }
    await review('-o', file);
    const recording = join(repository.path, 'recording.json');
    const record = await run('record', '-o', recording, '--config', config);
    expect(record.code, record.stderr).toBe(0);
    const log = await run('log', '--json');
    const wrong = await run('review', `nowhere-${KEY}`, '--sarif', `${KEY}.sarif`);
    expect(wrong.code).toBe(2);
    expect(
      told({
        ...ways,
        'an error': wrong.stdout + wrong.stderr,
        'the file': readFileSync(file, 'utf8'),
        'the log': textOfLog(join(repository.path, '.git', 'docket', 'history.db')),
        'the printed log': log.stdout,
        'the recording': readFileSync(recording, 'utf8'),
      }),
    ).toEqual([]);
    expect(toldForms(asked, TOKEN).concat(toldForms(asked, PASSWORD))).toEqual([]);
  } finally {
    repository.remove();
  }
});

test.each([
  ['an input', () => ({ inputs: { 'anthropic-api-key': KEY } })],
  ['a program of the operator', (folder: string) => ({ helper: helperIn(folder) })],
])(
  'on a pull request, the key from %s: bodies, check, job log, summary, outputs, SARIF and the history',
  async (_name, from) => {
    const world = await World.open({ 'package.json': '{ "name": "shop", "version": "1.0.0" }\n' });
    try {
      const { inputs = {}, helper }: { inputs?: Record<string, string>; helper?: string } = from(world.folder);
      const usual = readFileSync(operatorFile(world.folder, 'anthropic', server.url), 'utf8');
      const config = helper === undefined ? usual : usual.replace('"kind":"anthropic",', `$&"apiKeyHelper":${helper},`);
      expect(config.includes('apiKeyHelper')).toBe(helper !== undefined);
      const pull = world.pull({
        files: CHANGE,
        title: `About ${TOKEN}`,
        body: `It is ${PASSWORD}`,
        message: `m ${TOKEN}`,
      });
      const history = join(world.folder, 'history.db');
      const end = await world.start(pull, { inputs: { config, ...inputs }, history }).ended;
      expect(end.code, end.log).toBe(0);
      // As it is, or the runner would look for something else.
      expect(end.log).toContain(`::add-mask::${KEY}\n`);
      const texts = world.texts(pull);
      expect(texts.filter(({ where }) => where === 'comment').length).toBeGreaterThanOrEqual(5);
      const masked = (log: string) => log.replaceAll(/^::add-mask::.*$/gm, '');
      expect(
        told({
          ...Object.fromEntries(texts.map(({ where, text }, at) => [`${where} ${at}`, text])),
          'all bodies of the review': texts
            .filter(({ where }) => where === 'comment')
            .map(({ text }) => text)
            .join('\n'),
          'the job log': masked(end.log),
          'the job summary': end.summary,
          'the outputs': end.outputs,
          'the history': textOfLog(history),
        }),
      ).toEqual([]);
      expect(end.summary).not.toContain(world.token);
    } finally {
      await world.close();
    }
  },
);
