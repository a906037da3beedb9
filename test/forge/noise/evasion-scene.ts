import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import type { Forge } from '../../../forge/forge.ts';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { openRepository } from '../../../forge/local/git/repository.ts';
import { openRange } from '../../../forge/local/open.ts';
import type { Report } from '../../../reviewers/reviewer.ts';
import { createCheckContext } from '../../../reviewers/runner/check-context.ts';
import { security } from '../../../reviewers/security/index.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Gap } from '../../../schemas/review.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { MACHINE_PATH } from '../local/sandbox.ts';
import { NO_SETTINGS, scanner } from '../local/scanner.ts';

/** What a security check finds in a script, and, as `KEY_`, in any file. */
export const BAD = 'eval(req.query.cmd); // KEY_stolen';

/** A file's contents; `link` a symbolic link to a path, `run` an executable file, `module` a submodule; null takes it away. */
export type Entry =
  | string
  | Uint8Array
  | null
  | { readonly link: string }
  | { readonly run: string }
  | { readonly module: true };
export type Files = Readonly<Record<string, Entry>>;

/** One attempt to get a line past the review: files at the base, and what the change makes of them. */
export interface Evasion {
  readonly base: Files;
  readonly change: Files;
  /** Where the line stands afterwards. */
  readonly path: string;
}

/** What became of the file: how the change set has it, and which rules of the security checks spoke of it. */
export interface Judged {
  readonly filtered: boolean;
  readonly file: ChangedFile | undefined;
  readonly rules: readonly string[];
  /** A check says that it could not look, which makes the review incomplete. */
  readonly gap: boolean;
}

/** The word by which the texts of one row differ from those of all others, so that git pairs none of them as a move. */
const OWN_WORD = /\bline(?=\()/g;

/** Judges many attempts as one change of one repository, each in a folder of its own. */
export async function judgeAll(evasions: readonly Evasion[]): Promise<(evasion: Evasion) => Judged> {
  const box = new GitRepository('docket-evasions-');
  const folder = (index: number): string => `row-${index}`;
  for (const step of ['base', 'change'] as const) {
    const files = evasions.flatMap((one, index) =>
      Object.entries(one[step]).map(([path, entry]) => [`${folder(index)}/${path}`, owned(entry, index)] as const),
    );
    put(box, Object.fromEntries(files));
  }
  const repository = await openRepository(box.path, { PATH: MACHINE_PATH, HOME: box.path });
  const seen = await lookAt(await openRange({ repository, range: 'HEAD~1..HEAD', scanner }));
  await repository.close();
  box.remove();
  return (evasion) => seen(`${folder(evasions.indexOf(evasion))}/${evasion.path}`);
}

/** Judges a plain diff. */
export async function judgeDiff(diff: string, path: string): Promise<Judged> {
  return (await lookAt(await openDiff({ bytes: Buffer.from(diff), label: 'stdin', scanner })))(path);
}

function owned(entry: Entry, index: number): Entry {
  const own = (text: string): string => text.replaceAll(OWN_WORD, `row${index}`);
  if (typeof entry === 'string') return own(entry);
  return entry !== null && 'run' in entry ? { run: own(entry.run) } : entry;
}

function put(box: GitRepository, files: Files): void {
  const modules: string[] = [];
  const programs: string[] = [];
  for (const [path, entry] of Object.entries(files)) {
    const place = join(box.path, path);
    rmSync(place, { recursive: true, force: true });
    if (entry === null) continue;
    mkdirSync(dirname(place), { recursive: true });
    if (typeof entry === 'string' || entry instanceof Uint8Array) box.write({ [path]: entry });
    else if ('link' in entry) symlinkSync(entry.link, place);
    else if ('run' in entry) {
      box.write({ [path]: entry.run });
      programs.push(path);
    } else modules.push(`160000,${'1'.repeat(40)},${path}`);
  }
  box.git('add', '--all', '--force');
  for (const entry of modules) box.git('update-index', '--add', '--cacheinfo', entry);
  if (programs.length > 0) box.git('update-index', '--chmod=+x', '--', ...programs);
  box.git('commit', '--quiet', '--allow-empty', '--message', 'step');
}

async function lookAt(forge: Forge): Promise<(path: string) => Judged> {
  const changeSet = await forge.changeSet(NO_SETTINGS);
  const pool = createAnalyserPool();
  const reports: Report[] = [];
  const gaps: Gap[] = [];
  for (const check of security.checks) {
    const { contents } = forge;
    const session = createCheckContext({
      check: check.id,
      changeSet,
      contents,
      pool,
      signal: new AbortController().signal,
    });
    await check.run(session.context);
    session.close();
    reports.push(...session.ledger.reports);
    gaps.push(...session.ledger.gaps);
  }
  await pool.close();
  await forge.close();
  return (path) => ({
    filtered: changeSet.filtered.some(({ newPath }) => newPath === path),
    file: changeSet.files.find(({ newPath }) => newPath === path),
    rules: reports.filter(({ location }) => location?.path === path).map(({ rule }) => rule),
    gap: gaps.some((one) => one.kind === 'failed' && one.path === path),
  });
}
