import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';

async function told(path: string, text: string): Promise<string[]> {
  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } });
  return reports.map(({ rule }) => rule).filter((rule) => rule === 'cors-with-credentials');
}

const FASTAPI = 'from fastapi.middleware.cors import CORSMiddleware\n';
const goFunction = (body: string): string =>
  `package a\n\nimport "net/http"\n\nfunc H(w http.ResponseWriter, r *http.Request) {\n${body}\tw.Header().Set("Access-Control-Allow-Credentials", "true")\n}\n`;
const spring = (body: string): string =>
  `package a;\nclass A {\n  Object c(CorsConfiguration c) {\n    ${body}\n    return c;\n  }\n}\n`;

/** What lets every site read with cookies, and its neighbour that does not. */
const ROWS: readonly (readonly [path: string, bad: string, good: string])[] = [
  [
    'app/main.py',
    `${FASTAPI}app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\n`,
    `${FASTAPI}app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)\n`,
  ],
  [
    'app/main.py',
    `${FASTAPI}middleware = [Middleware(CORSMiddleware, allow_origin_regex=".*", allow_credentials=True)]\n`,
    `${FASTAPI}middleware = [Middleware(CORSMiddleware, allow_origins=["*"])]\n`,
  ],
  [
    'app/web.py',
    'from flask_cors import CORS\nCORS(app, supports_credentials=True)\n',
    'from flask_cors import CORS\nCORS(app, resources={r"/api/*": {"origins": SITES}}, supports_credentials=True)\n',
  ],
  [
    'app/web.py',
    'from flask_cors import CORS\nCORS(app, origins="*", supports_credentials=True)\n',
    'from flask_cors import CORS\nCORS(app, origins=["https://a.example"], supports_credentials=True)\n',
  ],
  [
    'shop/settings.py',
    'CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n',
    'if DEBUG:\n    CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n',
  ],
  [
    'web/h.go',
    goFunction('\tw.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))\n'),
    goFunction(
      '\tif allowed[r.Header.Get("Origin")] {\n\t\tw.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))\n\t}\n',
    ),
  ],
  [
    'web/c.go',
    'package a\n\nvar C = cors.New(cors.Config{\n\tAllowOriginFunc: func(origin string) bool { return true },\n\tAllowCredentials: true,\n})\n',
    'package a\n\nvar C = cors.New(cors.Config{\n\tAllowOriginFunc: func(origin string) bool { return sites[origin] },\n\tAllowCredentials: true,\n})\n',
  ],
  [
    'web/a.php',
    '<?php\nheader("Access-Control-Allow-Origin: {$_SERVER[\'HTTP_ORIGIN\']}");\nheader("Access-Control-Allow-Credentials: true");\n',
    '<?php\nif (in_array($_SERVER["HTTP_ORIGIN"], SITES)) header("Access-Control-Allow-Origin: " . $_SERVER["HTTP_ORIGIN"]);\nheader("Access-Control-Allow-Credentials: true");\n',
  ],
  [
    'config/cors.php',
    "<?php\nreturn [\n  'allowed_origins' => ['*'],\n  'supports_credentials' => true,\n];\n",
    "<?php\nreturn [\n  'allowed_origins' => ['*'],\n  'supports_credentials' => false,\n];\n",
  ],
  [
    'Web/Start.cs',
    'class S { void C(IServiceCollection s) => s.AddCors(o => o.AddDefaultPolicy(b => b.SetIsOriginAllowed(_ => true).AllowCredentials())); }\n',
    'class S { void C(IServiceCollection s) => s.AddCors(o => o.AddDefaultPolicy(b => b.SetIsOriginAllowed(IsOurs).AllowCredentials())); }\n',
  ],
  [
    'web/A.kt',
    'package a\nfun Application.m() { install(CORS) { anyHost(); allowCredentials = true } }\n',
    'package a\nfun Application.m() { install(CORS) { allowHost("a.example"); allowCredentials = true } }\n',
  ],
  [
    'web/A.java',
    spring('c.addAllowedOriginPattern("*"); c.setAllowCredentials(true);'),
    spring('c.addAllowedOriginPattern("https://*.a.example"); c.setAllowCredentials(true);'),
  ],
  [
    'web/B.kt',
    'package a\nfun c(c: CorsConfiguration) {\n  c.setAllowedOriginPatterns(listOf("*"))\n  c.allowCredentials = true\n}\n',
    'package a\nfun c(c: CorsConfiguration) {\n  c.setAllowedOriginPatterns(listOf("*"))\n  c.allowCredentials = false\n}\n',
  ],
];

describe.each(ROWS)('%s: %#', (path, bad, good) => {
  test('every site with cookies is told', async () => {
    expect(await told(path, bad)).toEqual(['cors-with-credentials']);
  });
  test('its neighbour is not', async () => {
    expect(await told(path, good)).toEqual([]);
  });
});
