import { describe, expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { judgeWorkflow } from '../../../../reviewers/security/workflow/judge-workflow.ts';
import { runChecks } from '../../check-table.ts';
import { workflow } from './workflow-table.ts';

const PIN = 'a0853c24544627f65ddf259abe73b1d18a591444';
const rules = (text: string): string[] =>
  judgeWorkflow(text).hazards.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim());
const build = (action: string, input = ''): string =>
  `- uses: ${action}@${PIN}${input === '' ? '' : `\n  with:\n    ${input}`}\n- run: goreleaser release`;
const CACHE = ['cache-poisoning suggestion'];
const KEY = ['secrets-exposed suggestion'];

describe('what workflows are built from, and publish with', () => {
  test.each<readonly [string, string, Parameters<typeof workflow>[1], readonly string[]]>([
    ['a cache that is on by itself', build('actions/setup-go'), { on: 'release' }, CACHE],
    ['switched off', build('actions/setup-go', 'cache: false'), { on: 'release' }, []],
    ['where nothing is published', build('actions/setup-go').replace('goreleaser', 'make'), { on: 'release' }, []],
    ['on another event', build('actions/setup-go'), { on: 'pull_request' }, []],
    ['on a branch of releases', build('actions/setup-go'), { on: 'push: { branches: [release/v1] }' }, CACHE],
    ['on any branch', build('actions/setup-go'), { on: 'push: { branches: [main, release/v1] }' }, []],
    ['a cache that is asked for', build('actions/setup-java', 'cache: maven'), { on: 'release' }, CACHE],
    ['that is not asked for', build('actions/setup-java', "java-version: '21'"), { on: 'release' }, []],
    ['that the lockfile is compared with', build('actions/setup-node', 'cache: npm'), { on: 'release' }, []],
    ['a lookup', build('actions/cache', 'lookup-only: true'), { on: 'release' }, []],

    ['a key for npm', '- run: npm publish --access public', { on: 'release' }, KEY],
    ['a key over two lines', '- run: |\n    python -m twine \\\n      upload dist/*', { on: 'release' }, KEY],
    ['the identity of the run', '- run: npm publish', { on: 'release', job: 'permissions: { id-token: write }' }, []],
    ['another registry', '- run: npm publish --registry https://npm.example', { on: 'release' }, []],
    [
      'the usual registry by its address',
      `- run: npm publish --registry https://${'registry'}.npmjs.org`,
      { on: 'release' },
      KEY,
    ],
    [
      'a registry beside the usual one',
      `- run: npm publish --registry https://${'npmjs'}.org.example`,
      { on: 'release' },
      [],
    ],
    [
      'a key for a package of .NET',
      `- run: nuget push *.nupkg --source https://api.${'nuget'}.org/v3/index.json`,
      { on: 'release' },
      KEY,
    ],
    ['by another tool', '- run: poetry publish --build', { on: 'release' }, KEY],
    ['elsewhere by it', '- run: poetry publish -r internal', { on: 'release' }, []],
    ['a script that is called so', '- run: pnpm publish:site', { on: 'release' }, []],
    ['a rehearsal', '- run: cargo publish --dry-run', { on: 'release' }, []],
    [
      'a password for PyPI',
      `- uses: pypa/gh-action-pypi-publish@${PIN}\n  with:\n    password: \${{ secrets.P }}`,
      { on: 'release', job: 'permissions: { id-token: write }' },
      KEY,
    ],
    ['none', `- uses: pypa/gh-action-pypi-publish@${PIN}`, { on: 'release' }, []],

    ['an image without a version', '- run: x', { on: 'push', job: 'container: node' }, ['moving-image']],
    ['with one', '- run: x', { on: 'push', job: 'container: node:22' }, []],
    ['one that is computed', '- run: x', { on: 'push', job: 'container: ${{ matrix.image }}' }, []],
    ['a service', '- run: x', { on: 'push', job: 'services: { db: { image: postgres:latest } }' }, ['moving-image']],
    ['a step', '- uses: docker://alpine', { on: 'push' }, ['moving-image']],
    ['a step by its digest', '- uses: docker://alpine@sha256:aa', { on: 'push' }, []],

    ['a slip in an owner', `- uses: action/checkout@${PIN}`, { on: 'push' }, ['look-alike-dependency']],
    ['its own spelling', `- uses: actions/checkout@${PIN}`, { on: 'push' }, []],
    ['a neighbour of the same owner', `- uses: actions/caches@${PIN}`, { on: 'push' }, []],
    ['somebody else', `- uses: acme/checkout@${PIN}`, { on: 'push' }, []],

    ['a part of a secret', '- run: x\n  env:\n    P: ${{ fromJSON(secrets.KEYS).password }}', { on: 'push' }, KEY],
    ['a part of anything else', '- run: x\n  env:\n    P: ${{ fromJSON(needs.a.outputs.b).c }}', { on: 'push' }, []],
    [
      'an app everywhere',
      `- uses: actions/create-github-app-token@${PIN}\n  with:\n    owner: acme`,
      { on: 'push' },
      ['excessive-permissions suggestion'],
    ],
    [
      'an app in one repository',
      `- uses: actions/create-github-app-token@${PIN}\n  with:\n    owner: acme\n    repositories: shop`,
      { on: 'push' },
      [],
    ],
    [
      'an app of the organisation',
      `- uses: actions/create-github-app-token@${PIN}\n  with:\n    owner: acme\n    permission-members: read`,
      { on: 'push' },
      [],
    ],
    [
      'a token that stays',
      `- uses: actions/create-github-app-token@${PIN}\n  with:\n    skip-token-revoke: true`,
      { on: 'push' },
      KEY,
    ],
    ['the latest scanner', `- uses: aquasecurity/setup-trivy@${PIN}`, { on: 'push' }, ['unpinned-action suggestion']],
    ['a scanner', `- uses: aquasecurity/setup-trivy@${PIN}\n  with:\n    version: v0.69.3`, { on: 'push' }, []],

    [
      'a bot, where it guards nothing yet',
      "- run: x\n  if: github.actor == 'dependabot[bot]'",
      {},
      ['spoofable-actor suggestion'],
    ],
    ['a bot by its number', "- run: x\n  if: github.actor_id == '49699333'", {}, ['spoofable-actor suggestion']],
    ['somebody by number', "- run: x\n  if: github.actor_id == '1'", {}, []],
    [
      'a title that becomes lines',
      '- run: |\n    m=$(echo "$T" | grep -oP "[a-z]+")\n    echo "m=$m" >> $GITHUB_ENV\n  env:\n    T: ${{ github.event.pull_request.title }}',
      {},
      ['workflow-injection'],
    ],
    [
      'a title that stays one',
      '- run: |\n    m=$(echo "$T" | head -1)\n    echo "m=$m" >> $GITHUB_ENV\n  env:\n    T: ${{ github.event.pull_request.title }}',
      {},
      [],
    ],
    [
      'a checkout by another path',
      `- uses: actions//checkout/.@${PIN}\n  with:\n    ref: \${{ github.head_ref }}\n- run: make`,
      {},
      ['untrusted-code warning'],
    ],
  ])('%s', (_, steps, options, expected) => {
    expect(rules(workflow(steps, options))).toEqual(expected);
  });

  const jobs = (permissions: string, second = ''): string =>
    `on: push\n${permissions}\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: a }]\n  b:\n    runs-on: x\n${second}    steps: [{ run: b }]\n`;

  test.each([
    ['for two jobs', jobs('permissions: { contents: write }'), ['excessive-permissions suggestion']],
    ['for one of them', jobs('permissions: { contents: write }', '    permissions: { contents: read }\n'), []],
    ['to read', jobs('permissions: { contents: read }'), []],
    ['to comment', jobs('permissions: { pull-requests: write }'), []],
    ['by default', jobs(''), []],
    [
      'by default, for strangers',
      jobs('').replace('on: push', 'on: pull_request_target'),
      ['excessive-permissions suggestion'],
    ],
    ['none, for strangers', jobs('permissions: {}').replace('on: push', 'on: pull_request_target'), []],
  ])('rights %s', (_, text, expected) => {
    expect(rules(text)).toEqual(expected);
  });

  test('a secret for an action by its version is told where the repository takes no others so', async () => {
    const text = workflow('- uses: someone/deploy@v2\n  with:\n    key: ${{ secrets.DEPLOY }}', { on: 'push' });
    const told = async (other: string): Promise<string[]> => {
      const tree = { '.github/workflows/other.yml': workflow(`- uses: ${other}`, { on: 'push' }) };
      const change = { old: tree, new: { ...tree, '.github/workflows/t.yml': text } };
      const { reports } = await runChecks(security, change, { only: ['workflows'] });
      return reports.map(({ rule }) => rule);
    };

    expect(await told(`other/thing@${PIN}`)).toEqual(['unpinned-action']);
    expect(await told('actions/checkout@v4')).toEqual(['unpinned-action']);
    expect(await told('other/thing@v3')).toEqual([]);
  });
});
