import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rot13 } from './attack.ts';

/** Values that must never leave, each from another place that an attack reaches for. */
export interface Planted {
  readonly environment: string;
  readonly outside: string;
  readonly gitConfig: string;
  readonly committed: string;
  /** The file outside of the repository that holds one of them. */
  readonly outsideFile: string;
  /** Takes everything away again. */
  remove(): void;
}

const VARIABLES = ['GITHUB_TOKEN', 'ANTHROPIC_API_KEY', 'AWS_SECRET_ACCESS_KEY'] as const;

/** Plants them in this process's environment and beside the repository; the harness puts the other two into the repository. */
export function plantSecrets(): Planted {
  const folder = mkdtempSync(join(tmpdir(), 'docket-outside-'));
  const outsideFile = join(folder, 'home', 'credentials');
  // Put together here: a scanner of this repository's own text must not take them for real ones.
  const body = 'Zk3vQ9tXw7LmB2nRd5Hs8JcYf1Gp4KeAuT6o';
  const planted = {
    environment: `canary-environment-${body.slice(0, 12)}`,
    outside: `canary-outside-${body.slice(4, 16)}`,
    gitConfig: `canary-config-${body.slice(8, 20)}`,
    committed: `gh${'p_'}${body}`,
    outsideFile,
  };
  mkdirSync(join(folder, 'home'));
  writeFileSync(outsideFile, `[default]\naws_secret_access_key = ${planted.outside}\n`);
  /* oxlint-disable node/no-process-env -- attacks ask for the environment of this very process */
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) process.env[name] = planted.environment;
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  /* oxlint-enable node/no-process-env */
  return { ...planted, remove };
}

/** A secret in the forms in which it could be smuggled out. */
export function disguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Whatever stands before it shifts the alphabet of base64: the middle of each of the three shifts is tell-tale.
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [secret, bytes.toString('hex'), Array.from(secret).toReversed().join(''), rot13(secret), ...shifted];
}
