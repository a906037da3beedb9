import type { SLIPS } from '../slips/slip.ts';
import type { DOCKER_SLIPS } from '../docker/docker-slip.ts';
import type { GRAPHQL_SLIPS } from '../graphql/graphql-slip.ts';
import type { STYLE_SLIPS } from '../styles/style-slip.ts';
import type { SHELL_SLIPS } from '../shell/shell-slip.ts';

type Example = readonly [path: string, bad: string, good: string];

const MEMBER = 'async function isMember(id) { return db.has(id); }\n';
const sh = (bad: string, good: string): Example => ['run.sh', `#!/bin/bash\n${bad}`, `#!/bin/bash\n${good}`];

/** One of each mistake that the syntax of a script or of Python shows. */
export const SLIP_EXAMPLES: Readonly<Record<keyof typeof SLIPS, Example>> = {
  'missing-await': [
    'src/a.js',
    `${MEMBER}export async function f(id) {\n  if (isMember(id)) g();\n}`,
    `${MEMBER}export async function f(id) {\n  if (await isMember(id)) g();\n}`,
  ],
  'unreachable-except': [
    'src/a.py',
    'try:\n    f()\nexcept Exception:\n    g()\nexcept ValueError:\n    h()',
    'try:\n    f()\nexcept ValueError:\n    g()\nexcept Exception:\n    h()',
  ],
  'past-the-end': [
    'src/a.js',
    'for (let i = 0; i <= a.length; i++) f(a[i]);',
    'for (let i = 0; i < a.length; i++) f(a[i]);',
  ],
  'parse-int-in-map': [
    'src/a.js',
    "const a = ['1', '2'].map(parseInt);",
    "const a = ['1', '2'].map((x) => parseInt(x, 10));",
  ],
  'numbers-sorted-as-text': [
    'src/a.js',
    'const a = texts.map(Number).sort();',
    'const a = texts.map(Number).sort((x, y) => x - y);',
  ],
  'promises-not-waited-for': [
    'src/a.js',
    'users.forEach(async (user) => {\n  await user.save();\n});\ndone();',
    'async () => {\n  for (const user of users) await user.save();\n};',
  ],
  'promise-as-answer': [
    'src/a.js',
    'const big = files.filter(async (f) => (await stat(f)).size > 9);',
    'const big = files.filter((f) => sizes.get(f) > 9);',
  ],
  'index-as-condition': ['src/a.js', 'if (list.indexOf(x)) f();', 'if (list.indexOf(x) !== -1) f();'],
};

/** One of each mistake of shell scripts. */
export const SHELL_EXAMPLES: Readonly<Record<keyof typeof SHELL_SLIPS, Example>> = {
  'unquoted-removal': sh('d=$1\nrm -rf $d', 'd=$1\nrm -rf -- "$d"'),
  'text-comparison': sh('[[ $n > 90 ]]', '[[ $n -gt 90 ]]'),
  'constant-test': sh('[ "$a"="b" ]', '[ "$a" = "b" ]'),
  'unquoted-test': sh('[ $x = y ]', '[ "$x" = y ]'),
  'unchecked-folder': sh('cd build\nrm -rf out', 'cd build || exit 1\nrm -rf out'),
  'lost-folder': ['Makefile', 'a:\n\tcd out\n\trm -rf x\n', 'a:\n\tcd out && rm -rf x\n'],
  'overwritten-input': sh('sort a > a', 'sort a > b'),
  'lost-in-pipe': sh(
    'n=0\ncat f | while read -r l; do n=$((n+1)); done\necho $n',
    'n=0\nwhile read -r l; do n=$((n+1)); done < f\necho $n',
  ),
  'spaced-assignment': sh('x = 5', 'x=5'),
  'redirected-as-user': sh('sudo echo 1 > /etc/x', 'echo 1 | sudo tee /etc/x'),
  'unsafe-names-removed': sh('find . | xargs rm', 'find . -print0 | xargs -0 rm'),
  'misordered-redirections': sh('make 2>&1 > log', 'make > log 2>&1'),
  'unreachable-command': sh('f() {\n  return 1\n  echo x\n}', 'f() {\n  echo x\n  return 1\n}'),
  'misspelled-variable': sh('target=a\necho "$taget"', 'target=a\necho "$target"'),
  'not-in-sh': ['run.sh', '#!/bin/sh\n[[ -f a ]]', '#!/bin/bash\n[[ -f a ]]'],
};

/** One of each mistake of a style sheet. */
export const STYLE_EXAMPLES: Readonly<Record<keyof typeof STYLE_SLIPS, Example>> = {
  'ignored-declaration': ['src/a.css', '.a {\n  width: 10 px;\n}', '.a {\n  width: 10px;\n}'],
  'ignored-style-rule': ['src/a.css', '.a:hovr {\n  color: red;\n}', '.a:hover {\n  color: red;\n}'],
  'overridden-declaration': [
    'src/a.css',
    '.a {\n  margin-left: 4px;\n  margin: 0;\n}',
    '.a {\n  margin: 0;\n  margin-left: 4px;\n}',
  ],
  'undefined-style-name': [
    'src/a.scss',
    '$primary: red;\n.a {\n  color: $primry;\n}',
    '$primary: red;\n.a {\n  color: $primary;\n}',
  ],
  'refused-style': [
    'src/a.scss',
    '$primary: red;\n.a {\n  --link: $primary;\n}',
    '$primary: red;\n.a {\n  --link: #{$primary};\n}',
  ],
  'repeated-declaration': [
    'src/a.css',
    '.a {\n  margin: 0;\n  color: red;\n  margin: 0;\n}',
    '.a {\n  margin: 0;\n  color: red;\n  padding: 0;\n}',
  ],
};

/** One of each mistake of a schema or query. */
export const GRAPHQL_EXAMPLES: Readonly<Record<keyof typeof GRAPHQL_SLIPS, Example>> = {
  'undeclared-variable': [
    'src/a.graphql',
    'query A {\n  user(id: $id) { name }\n}',
    'query A($id: ID!) {\n  user(id: $id) { name }\n}',
  ],
  'unused-variable': [
    'src/a.graphql',
    'query A($id: ID!) {\n  user { name }\n}',
    'query A($id: ID!) {\n  user(id: $id) { name }\n}',
  ],
  'undefined-graphql-name': [
    'src/a.graphql',
    'type Query {\n  user: Usr\n}\ntype User {\n  name: String\n}',
    'type Query {\n  user: User\n}\ntype User {\n  name: String\n}',
  ],
  'invalid-schema': [
    'src/a.graphql',
    'type Query {\n  users(first: Int = "10"): Int\n}',
    'type Query {\n  users(first: Int = 10): Int\n}',
  ],
  'invalid-query': [
    'src/a.graphql',
    '{\n  user(id: 1) { name }\n  user(id: 2) { name }\n}',
    '{\n  one: user(id: 1) { name }\n  two: user(id: 2) { name }\n}',
  ],
  'declared-twice': [
    'src/a.graphql',
    'type User {\n  name: String\n  name: Int\n}',
    'type User {\n  name: String\n  age: Int\n}',
  ],
  'endless-fragment': [
    'src/a.graphql',
    'fragment A on User {\n  friends { ...A }\n}',
    'fragment A on User {\n  friends { name }\n}',
  ],
};

const image = (bad: string, good: string): Example => [
  'Dockerfile',
  `FROM debian:12\n${bad}`,
  `FROM debian:12\n${good}`,
];

/** One of each mistake of a Dockerfile. */
export const DOCKER_EXAMPLES: Readonly<Record<keyof typeof DOCKER_SLIPS, Example>> = {
  'replaced-instruction': image('CMD ["migrate"]\nCMD ["serve"]', 'ENTRYPOINT ["run"]\nCMD ["serve"]'),
  'wrong-stage': [
    'Dockerfile',
    'FROM golang:1.24 AS build\nCOPY --from=build /a /b',
    'FROM golang:1.24 AS build\nFROM debian:12\nCOPY --from=build /a /b',
  ],
  'copied-into-one-file': image('COPY a.txt b.txt /srv', 'COPY a.txt b.txt /srv/'),
  'setting-not-yet-set': image('ENV HOME_DIR=/srv BIN=$HOME_DIR/bin', 'ENV HOME_DIR=/srv\nENV BIN=$HOME_DIR/bin'),
  'refused-instruction': image('ONBUILD FROM debian:12', 'ONBUILD RUN make'),
  'waits-for-answer': image('RUN apt-get install curl', 'RUN apt-get install -y curl'),
  'lost-failure': image(
    'RUN curl https://example.com/a.asc | tee /etc/a.asc',
    'RUN curl -fo /etc/a.asc https://example.com/a.asc',
  ),
  'sparse-log': image('RUN useradd -u 1000123 app', 'RUN useradd -l -u 1000123 app'),
};
