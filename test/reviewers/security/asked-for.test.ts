import { expect, test } from 'vitest';
import { isAskedFor } from '../../../reviewers/security/asked-for.ts';

const whole = (text: string): { readonly text: string; readonly firstLine: number; readonly whole: boolean } => ({
  text,
  firstLine: 1,
  whole: true,
});
/** The last line with `verify=False` or `off` in it is asked about. */
const asked = (text: string): boolean =>
  isAskedFor(whole(text), text.split('\n').findLastIndex((line) => /verify=False|OFF/.test(line)) + 1);

test.each([
  'def f(u):\n    if not settings.verify_tls:\n        requests.get(u, verify=False)',
  'function f() {\n  if (options.insecure) {\n    OFF;\n  }\n}',
  'function f() {\n  if (options.insecure) OFF;\n}',
  'function f() {\n  if (\n    a &&\n    options.skipTlsCheck\n  ) {\n    OFF;\n  }\n}',
  'func f() {\n\tif cfg.InsecureSkipVerify {\n\t\tOFF\n\t}\n}',
  'def f\n  http.OFF if config[:insecure]\nend',
  'function f() {\n  if (options.strictSSL) {\n    a();\n  } else {\n    OFF;\n  }\n}',
  "def f(h):\n    if h == 'localhost':\n        requests.get(u, verify=False)",
  'function f() {\n  const a = insecure ? OFF : b;\n}',
])('a setting of that name asks for it: %j', (text) => {
  expect(asked(text)).toBe(true);
});

test.each([
  'def f(u):\n    requests.get(u, verify=False)',
  'def f(u):\n    if True:\n        requests.get(u, verify=False)',
  'def f(u):\n    if u: requests.get(u, verify=False)',
  'function f() {\n  if (ready) {\n    OFF;\n  }\n}',
  'function f() {\n  if (ready /* insecure */) {\n    OFF;\n  }\n}',
  'function f() {\n  if (ready) { // insecure\n    OFF;\n  }\n}',
  'function f() {\n  if (insecure) {\n    a();\n  }\n  if (b) {\n    OFF;\n  }\n}',
  'function f() {\n  if (insecure) {\n    a();\n  }\n  OFF;\n}',
  'def f\n  http.OFF if ready\nend',
])('nobody asks for it: %j', (text) => {
  expect(asked(text)).toBe(false);
});
