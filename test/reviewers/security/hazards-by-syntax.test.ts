import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';

/** What is told of a new file, as rule and severity. */
async function told(path: string, text: string): Promise<string[]> {
  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } });
  return reports.map(({ rule, severity }) => (severity === undefined ? rule : `${rule} ${severity}`));
}

type Row = readonly [expected: string, bad: string, good: string];

const PYTHON: readonly Row[] = [
  [
    'archive-traversal suggestion',
    'import tarfile\ntarfile.extractall(path, filter="fully_trusted")',
    'import tarfile\ntarfile.extractall(path, filter="data")',
  ],
  [
    'unsafe-deserialisation suggestion',
    'import pickle\nstate = pickle.load(stream)',
    'import json\nstate = json.load(stream)',
  ],
  [
    'unsafe-deserialisation suggestion',
    'import marshal\nstate = marshal.load(stream)',
    'import json\nstate = json.load(stream)',
  ],
  [
    'weak-cipher suggestion',
    'from cryptography.hazmat.primitives.ciphers import algorithms\ncipher = algorithms.ARC4(value)',
    'from cryptography.hazmat.primitives.ciphers import algorithms\ncipher = algorithms.AES(value)',
  ],
  [
    'cross-site-scripting suggestion',
    'from django.utils.safestring import mark_safe\ndef f(text):\n  return mark_safe(text)',
    'from django.utils.safestring import mark_safe\nshown = mark_safe("<b>x</b>")',
  ],
  [
    'cross-site-scripting suggestion',
    'from markupsafe import Markup\ndef f(text):\n  return Markup(text)',
    'from markupsafe import Markup\nshown = Markup(render(text))',
  ],
  [
    'unencrypted-data suggestion',
    'import ftplib\nhost = ftplib.FTP(name)',
    'import ftplib\nhost = ftplib.FTP_TLS(name)',
  ],
  [
    'external-entities suggestion',
    'import flask\nimport xml.etree.ElementTree as ET\ntree = ET.fromstring(body)',
    'import flask\nimport defusedxml.ElementTree as ET\ntree = ET.fromstring(body)',
  ],
  [
    'weak-hash suggestion',
    'from Crypto.Hash import MD5\nsigned = signer.sign(MD5.new(message))',
    'from cryptography.hazmat.primitives import hashes\nsigned = signer.sign(message, hashes.SHA1())',
  ],
  [
    'weak-hash suggestion',
    'import hashlib\nsigned = hashlib.md5(message).hexdigest()',
    'import hashlib\nchecksum = hashlib.md5(message).hexdigest()',
  ],
  [
    'weak-cipher warning',
    'import ssl\nssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_TLSv1)',
    'import ssl\nssl.create_default_context().wrap_socket(s)',
  ],
  [
    'weak-cipher suggestion',
    'from Cryptodome.PublicKey import DSA as d\npair = d.generate(bits=1024)',
    'from Cryptodome.PublicKey import DSA as d\npair = d.generate(bits=2048)',
  ],
  [
    'unsafe-deserialisation warning',
    'import yaml\nsettings = yaml.load(text)',
    'import yaml\nsettings = yaml.load(text, Loader=yaml.SafeLoader)',
  ],
  [
    'certificate-check-off warning',
    'from paramiko import client\nc = client.SSHClient()\nc.set_missing_host_key_policy(client.AutoAddPolicy)',
    'from paramiko import client\nc = client.SSHClient()\nc.set_missing_host_key_policy(client.RejectPolicy)',
  ],
  [
    'code-injection warning',
    'import logging.config\nlogging.config.listen(9999)',
    'import logging.config\nlogging.config.dictConfig(settings)',
  ],
  [
    'cross-site-scripting suggestion',
    'import jinja2\npages = jinja2.Environment(loader=loader)\npage = pages.get_template("home.html")',
    'import jinja2\nqueries = jinja2.Environment(loader=loader)\nquery = queries.get_template("users.sql")',
  ],
  ['hard-coded-secret suggestion', 'password = "kd83hf7Gq2"', 'password = "change-me-123"'],
];

const JAVA: readonly Row[] = [
  [
    'weak-cipher suggestion',
    'SecretKeyFactory.getInstance("DES");',
    'SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");',
  ],
  ['weak-cipher suggestion', 'Cipher.getInstance("AES/CBC/PKCS5Padding");', 'Cipher.getInstance("AES/GCM/NoPadding");'],
  [
    'weak-hash suggestion',
    'byte[] signed = MessageDigest.getInstance("MD5").digest(message);',
    'byte[] checksum = MessageDigest.getInstance("MD5").digest(message);',
  ],
  [
    'weak-cipher suggestion',
    'KeyPairGenerator g = KeyPairGenerator.getInstance("RSA"); g.initialize(1024);',
    'KeyPairGenerator g = KeyPairGenerator.getInstance("RSA"); g.initialize(3072);',
  ],
  [
    'weak-cipher suggestion',
    'SSLContext c = SSLContext.getInstance("SSLv3");',
    'SSLContext c = SSLContext.getInstance("TLS");',
  ],
  [
    'certificate-check-off suggestion',
    'mail.setSSLOnConnect(true);',
    'mail.setSSLOnConnect(true); mail.setSSLCheckServerIdentity(true);',
  ],
  [
    'cors-with-credentials suggestion',
    'resp.addHeader("Access-Control-Allow-Origin", "*");',
    'resp.addHeader("Access-Control-Allow-Origin", "https://example.com");',
  ],
  ['unencrypted-data suggestion', 'Cookie c = make(); c.setSecure(false);', 'Cookie c = make(); c.setSecure(true);'],
  [
    'public-exposure suggestion',
    'Cookie cookie = make(); cookie.setMaxAge(60 * 60 * 24 * 365);',
    'Cookie cookie = make(); cookie.setMaxAge(60 * 60);',
  ],
  [
    'unsafe-deserialisation suggestion',
    'config.setEnabledForExtensions(true);',
    'config.setEnabledForExtensions(false);',
  ],
  ['unsafe-deserialisation suggestion', 'controls.setReturningObjFlag(true);', 'controls.setReturningObjFlag(false);'],
  [
    'public-exposure suggestion',
    'Files.setPosixFilePermissions(p, PosixFilePermissions.fromString("rw-rw-rw-"));',
    'Files.setPosixFilePermissions(p, PosixFilePermissions.fromString("rw-rw-r--"));',
  ],
  [
    'weak-hash suggestion',
    'Mac m = mac(token); return hmac.equals(given);',
    'Mac m = mac(token); return MessageDigest.isEqual(hmac, given);',
  ],
  ['hard-coded-secret suggestion', 'map.put("password", "kd83hf7Gq2");', 'map.put("password", "changeme2024");'],
  [
    'query-injection suggestion',
    'DirContext context = open(); context.search("dc=x", "(uid=" + name + ")", controls);',
    'DirContext context = open(); context.search("dc=x", "(uid={0})", new Object[] {name}, controls);',
  ],
  [
    'query-injection suggestion',
    'XPath xpath = make(); xpath.evaluate("//user[@name=\'" + name + "\']", doc);',
    'XPath xpath = make(); xpath.evaluate("//user[@name=$name]", doc);',
  ],
  [
    'code-injection suggestion',
    'ScriptEngine engine = make(); engine.eval("x=" + name);',
    'ScriptEngine engine = make(); engine.eval("x=1");',
  ],
  [
    'sql-injection suggestion',
    'criteria.add(Restrictions.sqlRestriction("name = " + name));',
    'criteria.add(Restrictions.sqlRestriction("name = ?", name, type));',
  ],
];

const RUBY: readonly Row[] = [
  ['mass-assignment suggestion', 'Service.call(params.permit!)', 'Service.call(params.permit(:name))'],
  ['mass-assignment suggestion', 'User.create(values, :without_protection => true)', 'User.create(values)'],
  ['unsafe-deserialisation suggestion', 'Oj.object_load(text, mode: :strict)', 'Oj.load(text, mode: :strict)'],
  ['weak-cipher suggestion', 'OpenSSL::PKey::RSA.new(1024)', 'OpenSSL::PKey::RSA.new(3072)'],
  [
    'weak-cipher suggestion',
    'pair.private_decrypt(data, OpenSSL::PKey::RSA::NO_PADDING)',
    'pair.private_decrypt(data, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)',
  ],
  ['weak-hash suggestion', 'signed = Digest::MD5.hexdigest(message)', 'checksum = Digest::MD5.hexdigest(message)'],
  [
    'guard-removed suggestion',
    'class Pages < Base\n  skip_before_action :verify_authenticity_token\nend',
    'class Pages < Base\n  skip_before_action :verify_authenticity_token, only: :show\nend',
  ],
  [
    'hard-coded-secret warning',
    'class Pages < Base\n  http_basic_authenticate_with name: "x", password: "y"\nend',
    'class Pages < Base\n  http_basic_authenticate_with name: "x", password: ENV["PAGES"]\nend',
  ],
  [
    'unencrypted-data suggestion',
    'App.config.session_store :cookie_store, :httponly => false',
    'App.config.session_store :cookie_store, :httponly => true',
  ],
  [
    'guard-removed suggestion',
    'class User < Base\n  validates_format_of :name, :with => /^[a-z]+$/\nend',
    'class User < Base\n  validates_format_of :name, :with => /\\A[a-z]+\\z/\nend',
  ],
  [
    'debug-mode suggestion',
    'class Pages < Base\n  def show_detailed_exceptions?\n    true\n  end\nend',
    'class Pages < Base\n  def show_detailed_exceptions?\n    current.admin\n  end\nend',
  ],
];

const GO: readonly Row[] = [
  ['weak-hash suggestion', 'signed := md5.Sum(message)', 'checksum := md5.Sum(message)'],
  ['cross-site-scripting suggestion', 'show(template.HTML(text))', 'show(template.HTML("<b>x</b>"))'],
  ['insecure-temporary-file suggestion', 'os.WriteFile("/tmp/state", data, 0o600)', 'os.CreateTemp("", "state")'],
  ['public-exposure suggestion', 'os.WriteFile(path, data, 0777)', 'os.WriteFile(path, data, 0755)'],
  ['debug-mode suggestion', 'http.ListenAndServe(":80", nil)', 'http.ListenAndServe("localhost:80", nil)'],
  ['public-exposure suggestion', 'http.FileServer(http.Dir("/"))', 'http.FileServer(http.Dir("/srv/pages"))'],
  ['guard-removed suggestion', 'cop.AddInsecureBypassPattern("/")', 'cop.AddInsecureBypassPattern("/hook")'],
  [
    'archive-traversal suggestion',
    'zr, _ := gzip.NewReader(body)\n\tio.Copy(out, zr)',
    'zr, _ := gzip.NewReader(body)\n\tio.CopyN(out, zr, 1000)',
  ],
  [
    'weak-cipher suggestion',
    'use(&tls.Config{CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}})',
    'use(&tls.Config{CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}})',
  ],
  ['hard-coded-secret suggestion', 'password := "kd83hf7Gq2"', 'password := "example1234"'],
];

const goFile = (body: string): string =>
  `package p\n\nimport (\n\t"html/template"\n\t_ "net/http/pprof"\n)\n\nfunc f() {\n\t${body}\n}\n`;
const javaFile = (body: string): string => `class F {\n  Object f(String name) {\n    ${body}\n  }\n}\n`;

const LANGUAGES: readonly [string, string, readonly Row[], (body: string) => string][] = [
  ['Python', 'app/f.py', PYTHON, (body) => `${body}\n`],
  ['Java', 'src/main/java/F.java', JAVA, javaFile],
  ['Ruby', 'app/f.rb', RUBY, (body) => `${body}\n`],
  ['Go', 'app/f.go', GO, goFile],
];

describe.each(LANGUAGES)('%s: a hazard by syntax and its safe twin', (_, path, rows, file) => {
  test.each(rows)('%s: %s', async (expected, bad, good) => {
    expect(await told(path, file(bad))).toContain(expected);
    expect(await told(path, file(good))).not.toContain(expected);
  });
});

test('among tests nothing of it is told', async () => {
  const old = { 'tests/test_a.py': 'a = 1\n' };
  const { reports } = await runChecks(security, {
    old,
    new: { ...old, 'tests/test_f.py': 'import pickle\nstate = pickle.load(stream)\n' },
  });
  expect(reports).toEqual([]);
});

test('a directive that the change adds silences nothing', async () => {
  expect(await told('app/f.py', 'import yaml\nsettings = yaml.load(text)  # noqa: S506\n')).toEqual([
    'unsafe-deserialisation warning',
  ]);
});

test('one line is told once, by the rule that knows more', async () => {
  expect(await told('app/f.py', 'import pickle\nstate = pickle.loads(body)\n')).toEqual([
    'unsafe-deserialisation suggestion',
  ]);
});

const STEPS = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';

test.each([
  [
    'ineffective-condition suggestion',
    `on: push\n${STEPS}        if: contains('main,prod', github.ref_name)\n`,
    `on: push\n${STEPS}        if: contains(fromJSON('["main","prod"]'), github.ref_name)\n`,
  ],
  [
    'workflow-injection warning',
    `on: push\nenv:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true\n${STEPS}`,
    `on: push\nenv:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: false\n${STEPS}`,
  ],
  [
    'hard-coded-secret warning',
    `on: push\n${STEPS}    container:\n      image: x@sha256:${'0'.repeat(64)}\n      credentials:\n        username: me\n        password: kd83hf\n`,
    `on: push\n${STEPS}    container:\n      image: x@sha256:${'0'.repeat(64)}\n      credentials:\n        username: me\n        password: \${{ secrets.P }}\n`,
  ],
])('a workflow: %s', async (expected, bad, good) => {
  const path = '.github/workflows/ci.yml';
  expect(await told(path, bad)).toContain(expected);
  expect(await told(path, good)).toEqual([]);
});
