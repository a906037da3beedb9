import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandbox, type Sandbox } from './sandbox.ts';

/** A repository in which everything that git can be made to run leaves a file with its name in `markers`. */
export interface HostileRepository {
  readonly box: Sandbox;
  readonly markers: string;
  /** The names of what has run so far. */
  readonly ran: () => Promise<readonly string[]>;
  readonly forget: () => Promise<void>;
}

const HOOKS = [
  'applypatch-msg',
  'pre-commit',
  'post-commit',
  'post-checkout',
  'post-merge',
  'pre-auto-gc',
  'post-index-change',
  'reference-transaction',
  'fsmonitor-watchman',
  'post-rewrite',
  'pre-push',
];

export async function hostileRepository(): Promise<HostileRepository> {
  const box = await sandbox();
  const markers = join(box.folder, 'markers');
  const program = join(box.folder, 'program');
  await mkdir(markers);
  // Filters and text conversions have to pass something on, or git would stop before it comes to the next trap.
  await writeFile(
    program,
    `#!/bin/sh\ntouch '${markers}/'"$1"\ncase "$1" in clean|smudge) cat;; textconv) cat "$2";; esac\n`,
  );
  await chmod(program, 0o755);
  // Not everything may have arguments: git starts gpg without a shell.
  await writeFile(`${program}-gpg`, `#!/bin/sh\ntouch '${markers}/gpg'\n`);
  await chmod(`${program}-gpg`, 0o755);
  const trap = (name: string): string => `${program} ${name}`;
  await fill(box);
  await setTraps(box, trap);
  const ran = async (): Promise<readonly string[]> => (await readdir(markers)).toSorted();
  const forget = async (): Promise<void> => {
    for (const name of await ran()) await rm(join(markers, name));
  };
  await forget();
  return { box, markers, ran, forget };
}

/** Two commits, a submodule, a signed tip, and local changes of every kind. */
async function fill(box: Sandbox): Promise<void> {
  const attributes = '* filter=evil diff=evil merge=evil text=auto ident\n*.proc filter=evilprocess\n';
  await box.commit('one', {
    '.gitattributes': attributes,
    'a.txt': 'one\n',
    'b.proc': 'b\n',
    'lost.txt': 'lost\n',
    'c.txt': 'c\n',
  });
  const inner = join(box.root, 'sub');
  await mkdir(inner);
  box.git(['init', '--quiet', '--initial-branch=main'], { cwd: inner });
  await writeFile(join(inner, 'x.txt'), 'x\n');
  await writeFile(join(inner, '.gitattributes'), '* filter=evil\n');
  box.git(['add', '--all'], { cwd: inner });
  box.git(['commit', '--quiet', '--message', 'inner'], { cwd: inner });
  await box.commit('two', { 'a.txt': 'one\ntwo\n' });
  sign(box);
  await box.write('a.txt', 'one\ntwo\nthree\n');
  await box.write('b.proc', 'changed\n');
  await box.write('new.txt', 'new\n');
  await box.write('staged.txt', 'staged\n');
  await writeFile(join(inner, 'x.txt'), 'y\n');
  box.git(['add', 'staged.txt']);
}

/** Gives the tip a signature, so that showing it would ask the configured program. */
function sign(box: Sandbox): void {
  const text = box.git(['cat-file', 'commit', 'HEAD']);
  const [head = '', ...rest] = text.split('\n\n');
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----';
  const id = box.git(['hash-object', '-t', 'commit', '-w', '--stdin'], {
    input: `${head}\n${signature}\n\n${rest.join('\n\n')}\n`,
  });
  box.git(['update-ref', 'HEAD', id]);
}

async function setTraps(box: Sandbox, trap: (name: string) => string): Promise<void> {
  const lost = box.git(['rev-parse', 'HEAD:lost.txt']);
  await rm(join(box.root, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  await writeFile(
    join(box.folder, 'included'),
    `[core]\n\tpager = ${trap('pager')}\n[alias]\n\tx = !${trap('alias')}\n`,
  );
  const hooks = join(box.root, '.git/hooks');
  for (const hook of HOOKS) {
    await writeFile(join(hooks, hook), `#!/bin/sh\nexec ${trap(`hook-${hook}`)}\n`);
    await chmod(join(hooks, hook), 0o755);
  }
  const settings: Readonly<Record<string, string>> = {
    'include.path': join(box.folder, 'included'),
    'filter.evil.clean': trap('clean'),
    'filter.evil.smudge': trap('smudge'),
    'filter.evilprocess.process': trap('process'),
    'filter.evilprocess.clean': trap('clean'),
    'filter.evil.required': 'true',
    'diff.evil.textconv': trap('textconv'),
    'diff.evil.cachetextconv': 'true',
    'diff.external': trap('external-diff'),
    'merge.evil.driver': trap('merge'),
    'core.fsmonitor': trap('fsmonitor'),
    'core.hooksPath': hooks,
    'core.sshCommand': trap('ssh'),
    'core.gitProxy': trap('proxy'),
    'core.askPass': trap('askpass'),
    'core.editor': trap('editor'),
    'core.alternateRefsCommand': trap('alternate-refs'),
    'credential.helper': `!${trap('credential')}`,
    'gpg.program': join(box.folder, 'program-gpg'),
    'log.showSignature': 'true',
    'interactive.diffFilter': trap('diff-filter'),
    'protocol.allow': 'always',
    'protocol.ext.allow': 'always',
    'core.repositoryFormatVersion': '1',
    'extensions.partialClone': 'origin',
    'remote.origin.url': `ext::${trap('ext')}`,
    'remote.origin.promisor': 'true',
    'remote.origin.partialclonefilter': 'blob:none',
    'remote.origin.fetch': '+refs/heads/*:refs/remotes/origin/*',
  };
  for (const [key, value] of Object.entries(settings)) box.git(['config', key, value]);
  const inner = join(box.root, 'sub');
  box.git(['config', 'core.fsmonitor', trap('submodule-fsmonitor')], { cwd: inner });
  box.git(['config', 'filter.evil.clean', trap('submodule-clean')], { cwd: inner });
}
