import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runGit } from '../../../forge/local/git/run-git.ts';
import { InputError } from '../../../schemas/problem.ts';

const GIT = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();

/** A git that says of itself what it is told to say, and notes what it was asked. */
function gitThatSays(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'docket-git-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [program, notes] = [join(folder, 'git'), join(folder, 'asked')];
  writeFileSync(notes, '');
  const script = `#!/bin/sh\necho "$*" >> "${notes}"\n[ "$1" = --version ] && { echo '${text}'; exit 0; }\nexec ${GIT} "$@"\n`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const place = { cwd: folder, environment: { PATH: `${folder}:/usr/bin:/bin` }, signal: new AbortController().signal };
  const ask = () => runGit(place, ['hash-object', '--stdin'], { input: Buffer.from('a') });
  const versionsAsked = () =>
    readFileSync(notes, 'utf8')
      .split('\n')
      .filter((line) => line === '--version').length;
  return { ask, versionsAsked };
}

describe('a git', () => {
  it.each(['git version 2.34.1', 'git version 2.30.2', 'git version 1.8.3.1', 'git version 2.9.0.windows.1'])(
    'that is too old (%s) is named in the answer, and asked once',
    async (text) => {
      const { ask, versionsAsked } = gitThatSays(text);
      const errors = await Promise.all([1, 2, 3].map(() => ask().catch((error: unknown) => error)));
      const message = `${text.replace(' version', '')} is too old: Docket needs git 2.36 or newer`;
      for (const error of errors) expect(error).toBeInstanceOf(InputError);
      expect(errors).toMatchObject([{ message }, { message }, { message }]);
      expect(versionsAsked()).toBe(1);
    },
  );

  it.each(['git version 2.36.0', 'git version 2.39.5 (Apple Git-154)', 'git version 3.0.0', 'something else'])(
    'that is not too old (%s) is used, and asked once',
    async (text) => {
      const { ask, versionsAsked } = gitThatSays(text);
      await ask();
      await ask();
      expect(versionsAsked()).toBe(1);
    },
  );
});
