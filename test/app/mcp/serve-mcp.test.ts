import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';
import { runs } from '../../support/soak.ts';

const Called = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })).length(1),
});

const UNSAFE = 'export const list = (request) => eval(request.query.text);\n';
const SAFE = 'export const list = (request) => JSON.parse(request.query.text);\n';

/** The official client beside the real program: an agent that somebody else wrote. */
describe.each((['auto', '2025-06-18'] as const).slice(0, runs(1, 2)))(
  'an agent that speaks the protocol of %s',
  (era) => {
    let git: GitRepository;
    const asked: string[] = [];
    let person: 'accept' | 'decline' = 'decline';
    let client: Client;
    const call = async (name: string, args: Record<string, unknown> = {}) => {
      const { isError = false, content } = Called.parse(await client.callTool({ name, arguments: args }));
      return { isError, text: content[0]?.text ?? '' };
    };

    beforeAll(async () => {
      git = new GitRepository();
      git.commit('base', { 'list.js': SAFE });
      writeFileSync(join(git.path, 'list.js'), UNSAFE);
      client = new Client(
        { name: 'scripted', version: '1' },
        {
          capabilities: { elicitation: { form: {} } },
          ...(era === 'auto' ? { versionNegotiation: { mode: 'auto' as const } } : {}),
        },
      );
      client.setRequestHandler('elicitation/create', ({ params }) => {
        asked.push(params.message);
        return person === 'accept' ? { action: 'accept', content: { dismiss: true } } : { action: 'decline' };
      });
      const environment = { ...machineEnvironment(), HOME: git.path };
      await client.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: [DOCKET_ENTRY, 'mcp', '--allow-dismiss'],
          cwd: git.path,
          env: Object.fromEntries(Object.entries(environment).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
        }),
      );
    });
    afterAll(async () => {
      await client.close();
      git.remove();
    });

    it('reviews, mends, reviews again, and has a person dismiss what is left', async () => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        'review',
        'plan',
        'explain',
        'review_begin',
        'review_submit',
        'dismiss',
      ]);
      // Nothing that a tool takes is a path, a configuration, a store or an address.
      const takes = tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}));
      expect([...new Set(takes)].toSorted()).toEqual(['answers', 'finding', 'range', 'reason', 'review', 'staged']);

      const first = await call('review');
      expect(first).toMatchObject({ isError: false });
      expect(first.text).toContain('Verdict: significant_concerns');
      expect(first.text).toContain('Place: list.js:1');
      expect(first.text).toContain('> 1 | export const list = (request) => eval(request.query.text);');
      const id = / id (\S+)\n/.exec(first.text)?.[1] ?? '';

      expect((await call('explain', { finding: id })).text).toContain(id);
      expect(await call('dismiss', { finding: id, reason: 'the text is ours' })).toEqual({
        isError: true,
        text: 'The person did not dismiss it.',
      });
      // The person hears what it says, and nobody is asked about what was never said.
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatch(
        new RegExp(`dismiss the finding ${id} \\(critical: "[^"]+" in "list.js"\\), because: "the text is ours"`),
      );
      expect(await call('dismiss', { finding: 'f-0123456789', reason: 'the text is ours' })).toMatchObject({
        isError: true,
      });
      expect(asked).toHaveLength(1);
      person = 'accept';
      expect(await call('dismiss', { finding: id, reason: 'the text is ours' })).toMatchObject({ isError: false });
      const kept = readFileSync(join(git.path, '.git/docket/dismissals.jsonl'), 'utf8');
      expect(JSON.parse(kept)).toMatchObject({ by: 'agent', reason: 'the text is ours' });

      writeFileSync(join(git.path, 'list.js'), `// As JSON.\n${SAFE}`);
      const last = await call('review');
      expect(last.text).toMatch(/^Verdict: approved /);
    });

    it.runIf(era === 'auto')(
      'plays the specialists itself: what it says is checked, and is recorded as unverified',
      async () => {
        const { text } = await call('review_begin');
        const [, review = ''] = /^review: (\S+)/.exec(text) ?? [];
        const tasks = [...text.matchAll(/^task: (\S+)$/gm)].map(([, task]) => task);
        expect(tasks).toContain('security');
        const [firstMark, lastMark] = ['first', 'last'].map(
          (end) => new RegExp(`^${end} mark: (\\S+)$`, 'm').exec(text)?.[1],
        );
        const finding = {
          rule: 'security/prototype-pollution',
          severity: 'warning',
          confidence: 'high',
          path: 'list.js',
          side: 'new',
          startLine: 2,
          endLine: 2,
          quote: SAFE.trim(),
          title: 'What is parsed is handed on unchecked',
          explanation: 'Callers get whatever a stranger wrote.',
          failureScenario: { description: 'A query of __proto__ changes every object that it is merged into.' },
          replacement: null,
          references: [],
        };
        const invented = { ...finding, quote: 'nothing like this stands anywhere', title: 'An invented one' };
        const answers = tasks.map((task) => ({
          task,
          answer: { firstMark, lastMark, findings: task === 'security' ? [finding, invented] : [] },
        }));
        const said = await call('review_submit', { review, answers });
        expect(said.isError).toBe(false);
        expect(said.text).toContain('warning host-unverified/prototype-pollution');
        expect(said.text).toContain('What is parsed is handed on unchecked');
        expect(said.text).not.toContain('An invented one');
        expect(said.text).not.toContain('unread-answers');
        const id = / host-unverified\/prototype-pollution [^\n]* id (\S+)\n/.exec(said.text)?.[1] ?? '';
        expect((await call('explain', { finding: id })).text).toContain('host-unverified');

        // It is over; another one whose answers are of no use says what is missing.
        expect(await call('review_submit', { review, answers })).toMatchObject({ isError: true });
        const next = /^review: (\S+)/.exec((await call('review_begin')).text)?.[1] ?? '';
        const poor = await call('review_submit', {
          review: next,
          answers: [{ task: 'security', answer: 'all is well' }],
        });
        expect(poor.text).toContain('security: there is no list of findings');
        expect(poor.text).toContain('not answered: ');
      },
    );
  },
);

it('gives tasks out where a reviewer of a plugin is configured', async () => {
  const git = new GitRepository();
  onTestFinished(() => git.remove());
  git.commit('base', {
    'list.js': SAFE,
    'own.yml': 'plugins: [./theirs.js]\nreviewers: { theirs: { enabled: true } }\n',
  });
  writeFileSync(join(git.path, 'list.js'), UNSAFE);
  const { code, stdout, stderr } = await docket(['tasks', '--config', 'own.yml'], { cwd: git.path });
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    tasks: expect.arrayContaining([expect.objectContaining({ task: 'security' })]),
  });
});

it.each([
  ['review', { range: '--output=/tmp/x' }],
  ['review', { range: 'HEAD --config x' }],
  ['review', { config: 'docket.yml' }],
  ['review', { cwd: '/' }],
  ['review', { range: 'https://github.com/octo/project/pull/1' }],
  ['plan', { range: '-C/' }],
  ['explain', { finding: '--history=/etc/passwd' }],
  ['explain', { finding: '../x' }],
  ['dismiss', { finding: 'f-1234567', reason: 'no' }],
])('%s with %j is refused before anything runs', async (name, args) => {
  const { mcpServer } = await import('../../../app/mcp/serve-mcp.ts');
  const { InMemoryTransport } = await import('@modelcontextprotocol/client');
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = mcpServer({ entry: '/does/not/exist', cwd: '/', allowDismiss: false });
  await server.connect(ours);
  const client = new Client({ name: 'hostile', version: '1' });
  await client.connect(theirs);
  const outcome = await client.callTool({ name, arguments: args }).catch((error: unknown) => String(error));
  expect(JSON.stringify(outcome)).toMatch(/Invalid arguments|not found|unrecognized/i);
  await client.close();
});
