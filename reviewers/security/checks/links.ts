import { posix } from 'node:path';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import { brief } from '../scenario.ts';
import type { Check, Report } from '../../reviewer.ts';

const LINK = '120000';
/** Files of a machine, of its user or of git that hold what nobody else should read, or whose contents are run. */
const GUARDED =
  /(?:^|\/)(?:\.git(?:\/|$)|\.ssh(?:\/|$)|\.aws(?:\/|$)|\.gnupg(?:\/|$)|\.kube(?:\/|$)|\.docker\/config\.json$|\.netrc$|\.npmrc$|\.pypirc$|\.env$|id_(?:rsa|ed25519|ecdsa)$)|^\/(?:etc\/(?:passwd|shadow|sudoers|ssl\/private)|proc\/|root(?:\/|$)|var\/run\/|run\/secrets)|^\/$|^~\/?$/i;
const OUTSIDE = /^(?:\/|~|[A-Za-z]:[\\/]|\\\\)/;
/** What systems and their images are made of has such links in great number. */
const FOLDED = 200;

/** Links that lead out of the repository, or to what git, the machine or its user keeps. */
export const links: Check = {
  id: 'links',
  comparesSides: true,
  run: async (context) => {
    for (const file of context.changeSet.files) {
      if (file.newMode !== LINK || file.status === 'D') continue;
      const target = targetOf(file);
      const report = target === null ? null : reportOf(file, target);
      if (report !== null) context.report(report);
    }
  },
};

/** The text of a link is its target, in one line. */
function targetOf({ hunks }: ChangedFile): string | null {
  const [line, ...others] = hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'added');
  return line === undefined || others.length > 0 ? null : line.text;
}

function reportOf(file: ChangedFile, target: string): Report | null {
  const resolved = posix.normalize(posix.join(posix.dirname(file.newPath), target));
  const climbs = resolved === '..' || resolved.startsWith('../');
  const guarded =
    GUARDED.test(target) || (!OUTSIDE.test(target) && GUARDED.test(climbs ? withoutClimbing(resolved) : resolved));
  if (!guarded && !climbs && !OUTSIDE.test(target)) return null;
  const [name, place] = [brief(file.newPath), brief(target)];
  return {
    rule: guarded ? 'secrets-exposed' : 'dependency-source',
    location: { path: file.newPath, side: 'new', startLine: 1, endLine: 1 },
    evidence: null,
    title: guarded ? `\`${name}\` leads to \`${place}\`` : `\`${name}\` leads out of the repository`,
    explanation: guarded
      ? 'Whatever packs, copies, shows or writes the files of this repository reads or changes that in its place. Take the link out.'
      : `What stands at \`${place}\` is another thing on every machine, and nobody reviews it. Bring it into the repository.`,
    failureScenario: {
      description: guarded
        ? `A build packs \`${name}\`, or a server hands it out: what it gives away is \`${place}\` of that machine.`
        : `Another checkout, or CI, takes whatever somebody put at \`${place}\`, or fails because nothing is there.`,
    },
    severity: 'warning',
    confidence: isSampleCode(file.newPath) || (!guarded && !climbs) ? FOLDED : guarded ? 750 : 600,
  };
}

/** `../../etc/passwd` is `/etc/passwd` for somebody who goes up far enough. */
function withoutClimbing(path: string): string {
  return `/${path.replace(/^(?:\.\.\/)+/, '')}`;
}
