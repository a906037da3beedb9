import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askerOf, operatorFile } from '../../test/e2e/model-review-fixture.ts';
import { docket } from '../../test/support/docket.ts';
import { GitRepository } from '../../test/support/git-repository.ts';
import { startModelServer } from '../../test/support/model-server.ts';
import { faults, json, type Reply } from '../../test/support/model-server/reply.ts';
import type { ServedRequest } from '../../test/support/model-server/served-request.ts';
import { judged, said, type Said } from './said.ts';

const CACHE = `const entries = new Map();

export async function cached(key, load) {
  if (entries.has(key)) return entries.get(key);
  const value = await load(key).catch(() => null);
  entries.set(key, value);
  return value;
}
`;
const rows = Array.from({ length: 40 }, (_, at) => `  row${at}: (value) => String(value).padEnd(${at + 4}),`);
const LIST = (limit: string) => `export const limit = (request) => ${limit};

export const columns = {
${rows.join('\n')}
};
`;

const BASE = {
  '.github/docket.yml': 'comments: { maxInline: 3 }\nignore: ["docs/generated/**"]\n',
  'package.json': '{ "name": "shop", "version": "1.0.0" }\n',
  'README.md': '# Shop\n\nPeople log in with a password.\n',
  'docs/generated/api.md': '# API\n',
  'src/auth/login.js': 'export function login(user, password) {\n  return check(user, password);\n}\n',
  'src/items.js': 'export const itemsOf = (cart) => cart.items ?? [];\n',
  'src/list.js': LIST('50'),
  'src/total.js': 'export const total = (items) => items.reduce((sum, item) => sum + item.price, 0);\n',
};
const CHANGE = {
  'README.md': '# Shop\n\nPeople log in with a password. Guests need none.\n',
  'docs/generated/api.md': '# API\n\n## total\n',
  'src/auth/login.js':
    'export function login(user, password) {\n  if (user.isGuest) return true;\n  return check(user, password);\n}\n',
  'src/cache.js': CACHE,
  'src/list.js': LIST('Number(request.query.limit)'),
  'src/run.js': 'export function run(request) {\n  return eval(request.query.code);\n}\n',
  'src/total.js':
    "import { itemsOf } from './items.js';\n\nexport const total = (cart) => itemsOf(cart).reduce((sum, item) => sum + item.price * item.count);\n",
};
const MORE = { 'src/cache.js': `${CACHE}\nexport const forget = (key) => void entries.delete(key);\n` };

const GUEST = { path: 'src/auth/login.js', quote: '  if (user.isGuest) return true;' };
const LOAD = '  const value = await load(key).catch(() => null);';

/** What each specialist says; the titles tell what becomes of it. */
const FINDINGS: Readonly<Record<string, readonly Said[]>> = {
  security: [
    {
      ...GUEST,
      rule: 'security/authorization-bypass',
      severity: 'critical',
      title: 'Guests are logged in without a password',
      text: 'The flag isGuest comes with the request, and nobody checks it before login returns true.',
    },
  ],
  quality: [
    {
      ...GUEST,
      rule: 'quality/logic-error',
      confidence: 700,
      title: 'A guest logs in without the password being checked',
      text: 'login returns true for isGuest, a flag of the request, before the password is checked.',
    },
    {
      path: 'src/cache.js',
      quote: LOAD,
      rule: 'quality/error-handling',
      title: 'A failed load is swallowed',
      text: 'catch turns every error of load into null, so that callers never hear of it.',
    },
    {
      path: 'src/cache.js',
      quote: '  entries.set(key, value);',
      rule: 'quality/inconsistent-state',
      severity: 'suggestion',
      title: 'Null stays in the map for ever',
      text: 'After an outage the key answers nothing until the process ends.',
    },
    {
      path: 'src/total.js',
      quote: 'export const total = (cart) => itemsOf(cart).reduce((sum, item) => sum + item.price * item.count);',
      rule: 'quality/missing-value',
      title: 'A cart without items throws',
      text: 'items may be undefined, and reduce is called on it.',
    },
    {
      path: 'src/list.js',
      quote: 'export const limit = (request) => Number(request.query.limit);',
      rule: 'quality/broken-contract',
      title: 'The limit may be NaN',
      text: 'A query without a limit becomes NaN, which the callers compare with.',
    },
  ],
  performance: [
    {
      path: 'src/cache.js',
      quote: 'const entries = new Map();',
      rule: 'performance/unbounded-growth',
      title: 'The map grows without bound',
      text: 'Entries are added for every key and never evicted.',
    },
    {
      path: 'src/list.js',
      quote: '  row30: (value) => String(value).padEnd(34),',
      rule: 'performance/repeated-work',
      title: 'Each row is padded anew',
      text: 'The column pads its value each time it is shown.',
    },
  ],
  documentation: [
    {
      path: 'README.md',
      quote: 'People log in with a password. Guests need none.',
      rule: 'documentation/missing-warning',
      severity: 'suggestion',
      confidence: 150,
      title: 'The document could say what guests may do',
      text: 'A reader does not learn what a guest may see.',
    },
  ],
  release: [
    {
      path: 'src/total.js',
      quote: 'export const total = (items, currency) => convert(items);',
      rule: 'release/breaking-behaviour',
      title: 'total takes a currency now',
      text: 'Callers that pass none get another amount.',
    },
  ],
  policy: [
    {
      ...GUEST,
      rule: 'policy/no-such-rule',
      title: 'A rule that nobody wrote',
      text: 'It is not in the vocabulary of the reviewer.',
    },
  ],
};

/** Findings of tools that only say something: shared by too few, on lines nobody touched, in files left out. */
const BOTS = {
  findings: [
    { reviewer: 'Bot One', text: 'login trusts a flag of the request.', path: 'src/auth/login.js', line: 2 },
    { reviewer: 'Bot Two', text: 'login trusts a flag of the request, isGuest.', path: 'src/auth/login.js', line: 2 },
    { reviewer: 'Bot Two', text: 'The name of this export is vague.', path: 'src/run.js', line: 1, severity: 'nit' },
    { reviewer: 'Bot Three', text: 'An item may lack a price.', path: 'src/items.js', line: 1 },
    { reviewer: 'Bot Three', text: 'The heading is too short.', path: 'docs/generated/api.md', line: 3 },
  ],
};

/** Records two reviews of one branch: a whole one with a judge of every kind of answer, and one in which a specialist failed. */
export async function recordJudgedReview(keep: (history: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-recorded-'));
  let round = 1;
  const server = await startModelServer({ respond: (request) => answer(request, round) });
  const repository = new GitRepository('docket-recorded-');
  const history = join(folder, 'history.db');
  const bots = join(folder, 'bots.json');
  writeFileSync(bots, JSON.stringify(BOTS));
  const config = operatorFile(folder, 'anthropic', server.url);
  const review = async () => {
    const args = ['review', 'main...work', '--config', config, '--history', history, '--findings', bots];
    const { stderr } = await docket(args, { cwd: repository.path });
    if (/unexpected failure/.test(stderr)) throw new Error(stderr);
  };
  try {
    repository.commit('Shop', BASE);
    repository.git('checkout', '--quiet', '-b', 'work');
    repository.commit('Guests, a cache and a limit', CHANGE);
    await review();
    repository.commit('The cache can forget', MORE);
    round = 2;
    await review();
    await keep(history);
  } finally {
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  }
}

function answer(request: ServedRequest, round: number): Reply {
  const asker = askerOf(request);
  if (asker === 'judge') return judge(request, round);
  if (asker === 'performance' && round === 2) return faults.badRequest('This model does not like the request.');
  return json({ findings: (FINDINGS[asker] ?? []).map(said) });
}

function judge(request: ServedRequest, round: number): Reply {
  return judged(request, (title, idOf) => {
    switch (title) {
      case 'A cart without items throws':
        // What is not in the file refutes nothing.
        return [
          drop('itemsOf never answers undefined.', {
            path: 'src/items.js',
            quote: round === 1 ? 'export const itemsOf = (cart) => cart.items ?? [];' : 'return cart.items || [];',
          }),
        ];
      case 'Computed text is run as code':
        // A check found it: it cannot be talked away.
        return [drop('Only we send code.', { path: 'src/run.js', quote: 'export function run(request) {' })];
      case 'Null stays in the map for ever':
        return [{ action: 'merge', into: idOf('A failed load is swallowed'), reason: 'Both are gone with the catch.' }];
      case 'The map grows without bound':
        return [{ action: 'regrade', severity: 'suggestion', confidence: 500, reason: 'There are few keys.' }];
      case 'The limit may be NaN':
        return [{ action: 'keep' }, { action: 'regrade', severity: 'suggestion', reason: 'Callers look at it.' }];
      case 'Each row is padded anew':
        return [];
      default:
        return [{ action: 'keep', reason: 'It is real.' }];
    }
  });
}

function drop(reason: string, proof: { readonly path: string; readonly quote: string }): object {
  return { action: 'drop', reason, ...proof, side: 'new', startLine: 1, endLine: 1 };
}
