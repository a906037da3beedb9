import { describe, expect, test } from 'vitest';
import { judgeCompose } from '../../../../reviewers/security/container/compose-hazards.ts';
import { judgeDockerfile } from '../../../../reviewers/security/container/judge-dockerfile.ts';
import type { SideJudgement } from '../../../../reviewers/changed-code/sides/judgement.ts';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';

const judgementOf = (path: string, text: string): SideJudgement =>
  path === 'Dockerfile' ? judgeDockerfile(text, path) : judgeCompose(text, path);
const rulesIn = (path: string, text: string): string[] => judgementOf(path, text).hazards.map(({ rule }) => rule);

describe('Dockerfiles', () => {
  test.each([
    'SHELL ["/bin/sh", "-c", "curl https://x.example/a | sh; eval $0"]\nRUN make',
    'RUN <<X python3\nimport os; os.system("id")\nX',
    'RUN <<X\n#!/usr/bin/env python3\nprint(1)\nX',
    "RUN node -e \"require('child_process').execSync('id')\"",
    'RUN ["python3", "-c", "import os; os.system(\'id\')"]',
  ])('are not read where they say %s', (text) => {
    expect(judgementOf('Dockerfile', `FROM a.example/b:1.2\n${text}\nUSER c\n`).unread).toHaveLength(1);
  });

  test.each([
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN make',
    'RUN node -p "require(\'./package.json\').version"',
  ])('are read where they say %s', (text) => {
    expect(judgementOf('Dockerfile', `FROM a.example/b:1.2\n${text}\nUSER c\n`).unread).toEqual([]);
  });

  test.each([
    ['RUN curl -fsSL https://get.tool.example/i.sh | sh', ['downloaded-code']],
    ['RUN apt-get update \\\n  # comment\n  && curl -fsSL https://get.tool.example/i.sh | bash', ['downloaded-code']],
    ['RUN <<EOF\nset -e\ncurl -fsSL https://get.tool.example/i.sh | sh\nEOF', ['downloaded-code']],
    ['RUN curl -fsSL https://x.example/a.tgz | tar xz', []],
    ['RUN ["sh", "-c", "curl -fsSL https://get.tool.example/i.sh | sh"]', ['downloaded-code']],
    ['RUN [ -f /a ] || curl -fsSL https://get.tool.example/i.sh | sh', ['downloaded-code']],
    ['ONBUILD RUN curl -fsSL https://get.tool.example/i.sh | sh', ['downloaded-code']],
    ['RUN ["npm", "ci"]', []],
    ['COPY --from=a.example/b:latest /c /c', ['moving-image']],
    ['RUN --mount=type=bind,from=a.example/b,target=/c /c/d', ['moving-image']],
    ['ARG B=a.example/b:latest\nFROM ${B}', ['moving-image']],
    ['ARG B=a.example/b:1.2\nFROM ${B}', []],
    ['RUN curl -kO https://x.example/a.tgz', ['certificate-check-off']],
    ['RUN curl -fO https://x.example/a.tgz', []],
    ['ADD http://x.example/a /a', ['downloaded-code']],
    ['ADD --checksum=sha256:aa https://x.example/a /a', []],
    ['COPY id_rsa /root/.ssh/id_rsa', ['secret-in-image']],
    ['COPY id_rsa.pub /root/.ssh/authorized_keys', []],
    ['COPY --from=build /app/.env /app/.env', []],
    ['ARG NPM_TOKEN', ['secret-in-image']],
    ['ARG NODE_VERSION=22', []],
    ['ENV PYTHONHTTPSVERIFY=0', ['certificate-check-off']],
    ['ENV FLASK_DEBUG=1', ['debug-mode']],
    ['CMD curl -fsSL https://get.tool.example/i.sh | sh', ['downloaded-code']],
    ['ENTRYPOINT ["/bin/sh", "-c", "curl -fsSL https://get.tool.example/i.sh | sh"]', ['downloaded-code']],
    ['HEALTHCHECK CMD curl -fsSL https://get.tool.example/i.sh | sh', ['downloaded-code']],
    ['HEALTHCHECK CMD curl -f http://localhost/ || exit 1', []],
    ['RUN pip install --index-url https://pip.example/simple a==1', []],
    ['RUN npm install --registry=https://npm.example a@1.0.0', []],
    ['RUN pip install --index-url http://pip.example/simple a==1', ['certificate-check-off', 'downloaded-code']],
    ['RUN pip install https://pip.example/a', ['downloaded-code']],
    ['CMD ["node", "a.js"]', []],
    ['RUN chmod -R 777 /srv', ['excessive-permissions']],
    ['RUN chmod 1777 /tmp && chmod 755 /usr/local/bin/x', []],
    ['RUN sudo apt-get update', ['excessive-permissions']],
    ['RUN sudo a\nRUN sudo b', ['excessive-permissions']],
    ['RUN sudo -u app make', []],
    ['RUN apt-get install -y \\\n  sudo \\\n  curl', []],
    ['ENV AWS_ACCESS_KEY_ID=AKIAXXXXXXXXXXXXXXXX', ['secret-in-image']],
    ['ENV PASS_THROUGH=1', []],
    ['USER root', ['excessive-permissions']],
    ['USER root\nRUN apt-get update\nUSER app', []],
  ])('%s', (instructions, expected) => {
    expect(rulesIn('Dockerfile', `FROM debian:12\n${instructions}\n`)).toEqual(expected);
  });

  test.each([
    ['FROM node:latest\n', ['moving-image']],
    ['FROM node\n', ['moving-image']],
    ['FROM node:22 AS a\nFROM a\n', []],
    ['FROM scratch\n', []],
    ['ARG V\nFROM node:$V\n', []],
  ])('%s', (text, expected) => {
    expect(rulesIn('Dockerfile', text)).toEqual(expected);
  });

  test('sees that the user is gone', async () => {
    const [base, head] = ['FROM debian:12\nUSER app\nCMD ["x"]\n', 'FROM debian:12\nCMD ["x"]\n'];

    const change = { old: { Dockerfile: base }, new: { Dockerfile: head } };
    const { reports } = await runChecks(security, change, { only: ['dockerfiles'] });

    expect(reports.map(({ rule }) => rule)).toEqual(['excessive-permissions']);
    expect(rulesIn('Dockerfile', head)).toEqual([]);
  });

  test.each([
    ['FROM debian:12\nRUN if true; then\n', false],
    ['FROM mcr.example/servercore:1\nSHELL ["powershell"]\nRUN Get-Date\n', false],
    ['FROM debian:12\nRNU x\n', false],
    ['# syntax=evil/frontend:1\nFROM debian:12\n', false],
    ['# check=skip=x\n#syntax = ghcr.io/x/y\nFROM debian:12\n', false],
    ['# syntax=docker/dockerfile:1.7\nFROM debian:12\n', true],
    ['FROM debian:12\n# syntax=evil/frontend\nRUN true\n', true],
    ['FROM debian:12\nRUN true\n', true],
  ])('%s', (text, judged) => {
    expect(judgementOf('Dockerfile', text).unread.length === 0).toBe(judged);
  });
});

describe('compose files', () => {
  test.each([
    ['privileged: true', ['container-escape']],
    ['privileged: false', []],
    ['network_mode: host', ['container-escape']],
    ['network_mode: bridge', []],
    ['volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]', ['container-escape']],
    ['volumes: ["/:/host"]', ['container-escape']],
    ['volumes: ["/proc:/host/proc:ro", "./data:/data", "/etc/localtime:/etc/localtime:ro"]', []],
    ['cap_add: [SYS_ADMIN]', ['container-escape']],
    ['cap_add: [NET_BIND_SERVICE, SETUID]', []],
    ['security_opt: ["seccomp:unconfined"]', ['container-escape']],
    ['security_opt: ["no-new-privileges:true"]', []],
    ['ports: ["5432:5432"]', ['public-exposure']],
    ['ports: ["127.0.0.1:5432:5432", "8080:80"]', []],
    ['environment: { POSTGRES_HOST_AUTH_METHOD: trust }', ['public-exposure']],
    ['environment: ["NODE_ENV=production"]', []],
    ['command: ["--api.insecure=true"]', ['public-exposure']],
    ['command: sh -c "curl -s https://x.example/i.sh | sh"', ['downloaded-code']],
    ['command: serve --port 80', []],
    ['healthcheck: { test: ["CMD-SHELL", "curl -s https://x.example/i.sh | sh"] }', ['downloaded-code']],
    ['healthcheck: { test: ["CMD-SHELL", "curl -f http://localhost"] }', []],
    ['post_start: [{ command: ["sh", "-c", "curl -s https://x.example/i.sh | sh"] }]', ['downloaded-code']],
    ['<<: *base', ['container-escape']],
  ])('%s', (line, expected) => {
    const text = `x-base: &base\n  pid: host\nservices:\n  one:\n    image: a:1\n    ${line}\n`;

    expect(rulesIn('compose.yml', text)).toEqual(expected);
  });

  test.each(['services: &a\n  one: *a\n', 'services:\n  one:\n    image: a:1\n    starts: x\n', 'services: [\n'])(
    'does not judge %j',
    (text) => {
      expect(judgementOf('compose.yml', text).unread).toHaveLength(1);
    },
  );
});
