import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../support/git-repository.ts';
import type { ServedRequest } from '../support/model-server/served-request.ts';
import { json, type Reply, toolCalls } from '../support/model-server/reply.ts';

/** The seven specialists, in the order of the review. */
export const SPECIALISTS = ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'];

/** A repository with a change that touches a sensitive path, and a document beside guidance, so that all seven model halves look at it. */
export function sensitiveChange(): GitRepository {
  const repository = new GitRepository('docket-model-');
  repository.commit('one', {
    'src/auth/login.js': 'export function login(user, password) {\n  return check(user, password);\n}\n',
    'src/total.js': 'export const total = (items) => items.reduce((sum, item) => sum + item.price, 0);\n',
    'README.md': '# Shop\n',
    'AGENTS.md': '# For assistants\n\nKeep functions short.\n',
  });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit('Log in without a password', {
    'src/auth/login.js':
      'export function login(user, password) {\n  if (user.isGuest) return true;\n  return check(user, password);\n}\n',
    'src/total.js': 'export const total = (items) => items.reduce((sum, item) => sum + item.price * item.count, 0);\n',
    'README.md': '# Shop\n\nGuests are welcome.\n',
  });
  return repository;
}

/** Which specialist a request speaks for; `judge` for the judge. */
export function askerOf(request: ServedRequest): string {
  return /# Your brief: (\S+)/.exec(request.raw.replaceAll('\\n', '\n'))?.[1] ?? 'judge';
}

const GUEST = {
  rule: 'security/authorization-bypass',
  severity: 'critical',
  confidence: 900,
  path: 'src/auth/login.js',
  side: 'new',
  startLine: 2,
  endLine: 2,
  quote: '  if (user.isGuest) return true;',
  title: 'Guests are logged in without a password',
  explanation: 'The flag comes with the request and is not checked.',
  failureScenario: {
    description: 'A request with isGuest: true is logged in.',
    command: null,
    expected: null,
    actual: null,
  },
  replacement: null,
  references: ['CWE-287'],
};

/** Each specialist reads a file first and then answers; security finds the open door, the others nothing. */
export function specialist(request: ServedRequest): Reply {
  const asker = askerOf(request);
  if (asker === 'judge') {
    const ids = [...request.raw.matchAll(/\bc[1-9]\d*\b/g)].map(([id]) => id);
    return json({
      answers: [...new Set(ids)].map((candidate) => ({ candidate, action: 'keep', reason: 'It is real.' })),
    });
  }
  const hasRead = request.turns.some((turn) => turn.toolResults.length > 0);
  if (!hasRead) return toolCalls([{ name: 'read_file', input: { path: 'src/total.js' } }]);
  return json({ findings: asker === 'security' ? [GUEST] : [] });
}

/** The operator's file that sends every model to a server on this machine. */
export function operatorFile(folder: string, kind: 'anthropic' | 'openai-compatible', baseUrl: string): string {
  const path = join(folder, `${kind}.yml`);
  writeFileSync(
    path,
    JSON.stringify({
      providers: { here: { kind, baseUrl } },
      models: { deep: 'here/deep-1', standard: 'here/standard-1', light: 'here/light-1' },
      capabilities: Object.fromEntries(['deep-1', 'standard-1', 'light-1'].map((id) => [`here/${id}`, CAPABILITY])),
    }),
  );
  return path;
}

/** The same with models whose batches cost half. */
export function batchedOperator(folder: string, protocol: 'anthropic' | 'openai', baseUrl: string): string {
  const path = operatorFile(folder, protocol === 'openai' ? 'openai-compatible' : protocol, baseUrl);
  const config = JSON.parse(readFileSync(path, 'utf8')) as { capabilities: Record<string, object> };
  const capabilities = Object.entries(config.capabilities).map(([name, facts]) => [
    name,
    { ...facts, batchFactor: 0.5 },
  ]);
  writeFileSync(path, JSON.stringify({ ...config, capabilities: Object.fromEntries(capabilities) }));
  return path;
}

const CAPABILITY = {
  family: 'scripted',
  contextTokens: 200_000,
  outputTokens: 8_000,
  price: { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
  tools: true,
  schemas: 'strict',
};
