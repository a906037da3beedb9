import { expect, test } from 'vitest';
import { judgeDockerSlips } from '../../../reviewers/quality/docker/judge-dockerfile.ts';
import { quality } from '../../../reviewers/quality/index.ts';
import { places, runChecks } from '../check-table.ts';

test.each([
  ['CMD ["a"]\nCMD ["b"]', ['replaced-instruction']],
  ['ENTRYPOINT ["a"]\nCMD ["b"]', []],
  ['CMD ["a"]\nFROM debian:12\nCMD ["b"]', []],
  ['HEALTHCHECK CMD a\nHEALTHCHECK NONE', ['replaced-instruction']],
  ['COPY --from=0 /a /b', ['wrong-stage']],
  ['FROM debian:12\nCOPY --from=0 /a /b', []],
  ['FROM debian:12 AS one\nCOPY --from=one /a /b', ['wrong-stage']],
  ['FROM debian:12 AS one\nFROM debian:12\nCOPY --from=ONE /a /b', []],
  ['FROM debian:12 AS one\nFROM debian:12 AS one', ['wrong-stage']],
  ['COPY --from=nginx:1 /a /b', []],
  ['COPY a b /srv', ['copied-into-one-file']],
  ['COPY a b /srv/', []],
  ['COPY a b ./', []],
  ['COPY a b .', []],
  ['COPY a b $HOME', []],
  ['COPY a /srv', []],
  ['ENV A=1 B=$A/x', ['setting-not-yet-set']],
  ['ENV A=1 B=${A:-y}', ['setting-not-yet-set']],
  ['ENV A=1\nENV A=2 B=$A/x', []],
  ['ARG A\nENV A=1 B=$A', []],
  ['ENV A=1 B=$AB', []],
  ['ENV A=1 B=\\$A', []],
  ['ENV PATH=/a:$PATH', []],
  ['ONBUILD FROM debian:12', ['refused-instruction']],
  ['ONBUILD RUN make', []],
  ['EXPOSE 80 70000/tcp', ['refused-instruction']],
  ['EXPOSE 80 65535', []],
  ['RUN apt-get update && apt-get install curl', ['waits-for-answer']],
  ['RUN apt-get update && apt-get install -y curl', []],
  ['RUN apt-get install -qqy curl', []],
  ['RUN apt-get -q -q install curl', []],
  ['RUN apt-get $OPTIONS install curl', []],
  ['RUN yes | apt-get install curl', []],
  ['RUN dnf install git', ['waits-for-answer']],
  ['RUN zypper --non-interactive install git', []],
  ['RUN curl https://x.example/a | tee /a', ['lost-failure']],
  ['RUN set -o pipefail && curl https://x.example/a | tee /a', []],
  ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl https://x.example/a | tee /a', []],
  ['RUN curl https://x.example/a | tar xz', []],
  // These fail where nothing comes.
  ['RUN curl https://x.example/a | apt-key add -', []],
  ['RUN curl https://x.example/a | grep x > /a', []],
  ['RUN curl https://x.example/a | jq -e .x > /a', []],
  ['RUN curl https://x.example/a | jq .x > /a', ['lost-failure']],
  ['RUN cat /a | tee /b', []],
  ['RUN useradd -u 1000123 app', ['sparse-log']],
  ['RUN useradd --no-log-init -u 1000123 app', []],
  ['RUN useradd -u 1000 app', []],
])('%s', (instructions, expected) => {
  expect(judgeDockerSlips(`FROM debian:12\n${instructions}\n`).hazards.map(({ rule }) => rule)).toEqual(expected);
});

test('only what the change brings is told', async () => {
  const old = 'FROM debian:12\nCMD ["a"]\nCMD ["b"]\n';
  const change = { old: { Dockerfile: old }, new: { Dockerfile: `${old}RUN apt-get install curl\n` } };
  const { reports } = await runChecks(quality, change, { only: ['dockerfile-slips'] });

  expect(places(reports)).toEqual(['waits-for-answer Dockerfile:4']);
});

test('what is no Dockerfile is left to the check that says so', () => {
  expect(judgeDockerSlips('LABEL a=b\nFROM debian:12\n').hazards.map(({ rule }) => rule)).toEqual([
    'refused-instruction',
  ]);
  expect(judgeDockerSlips('FROM debian:12\nFETCH x\n')).toEqual({ hazards: [], unread: [] });
});
