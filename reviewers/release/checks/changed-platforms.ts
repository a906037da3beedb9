import type { Check, CheckContext } from '../../reviewer.ts';
import { readAnnouncement } from '../announcement.ts';
import { isDocumented, saysInMessages } from '../messages.ts';
import { fileNameOf, isInternal } from '../paths.ts';
import { type Image, imageOf } from '../platform/image.ts';
import { keptServices } from '../platform/kept-data.ts';
import { lastBase } from '../platform/last-stage.ts';
import { isRetired, jobRunners, neededBy } from '../platform/runners.ts';
import { quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';

const isDockerfile = (path: string): boolean =>
  /^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|\.Dockerfile$/i.test(fileNameOf(path));
const isCompose = (path: string): boolean => /^(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(fileNameOf(path));
const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
/** Images and services that only those meet who work on the project. */
const FOR_DEVELOPERS =
  /(?:^|[/._-])(?:dev|devel|develop|development|devcontainer|tests?|testing|ci|e2e|lint|build|builder|debug|local)(?:[/._-]|$)/i;

/** Finds base images, databases and machines for builds that users of a release notice, where nothing speaks of them. */
export const changedPlatforms: Check = {
  id: 'changed-platforms',
  comparesSides: true,
  async run(context) {
    const forUsers = (path: string): boolean =>
      (isDockerfile(path) || isCompose(path)) && !isInternal(path) && !FOR_DEVELOPERS.test(path);
    for (const sides of await readSides(context, (path) => forUsers(path) || isWorkflow(path))) {
      const { file } = sides;
      if (isWorkflow(file.newPath)) await lookAtWorkflow(context, sides);
      else if (file.status === 'A' || file.status === 'D') continue;
      else if (isDockerfile(file.newPath)) await lookAtImage(context, sides);
      else lookAtCompose(context, sides);
    }
  },
};

async function lookAtImage(context: CheckContext, { file, old, new: now }: FileSides): Promise<void> {
  const path = file.newPath;
  const [before, after] = [lastBase(old), lastBase(now)];
  const [was, is] = [imageOf(before?.image ?? ''), imageOf(after?.image ?? '')];
  if (was === null || is === null || after === null || was.text === is.text) return;
  const what = otherwise(was, is);
  const names = ['docker', 'dockerfile', 'image', 'base', 'container', was.name, is.name, is.system ?? 'from'];
  const announcement = await readAnnouncement(context, path);
  if (
    what === null ||
    saysInMessages(context.changeSet, names) ||
    isDocumented(context.changeSet, is.name) ||
    announcement.covers(names)
  )
    return;
  context.report({
    rule: 'changed-base-image',
    ...quoteLine({ path, side: 'new', text: now }, after.line),
    title: `The image stands on \`${is.text}\` now, not on \`${was.text}\``,
    explanation: `${what} Nothing tells those who build on the image or run commands in it: ${announcement.silence}, and the message of the change does not speak of it. Say it where they read, or keep the base until the next major version.`,
    failureScenario: { description: 'Somebody builds on the image, pulls its next version and changes nothing else.' },
  });
}

/** Languages whose major versions break programs. */
const LANGUAGES = /^(?:node|python|ruby|php|openjdk|eclipse-temurin|amazoncorretto|aspnet|runtime|sdk)$/;

function otherwise(was: Image, is: Image): string | null {
  if (was.system !== null && is.system !== null && was.system !== is.system)
    return `It is made of ${is.system} instead of ${was.system}: packages, shells, users and the C library differ.`;
  const isOther = was.name === is.name && was.major !== null && is.major !== null && was.major !== is.major;
  return isOther && LANGUAGES.test(is.name)
    ? `It brings version ${is.major} of ${is.name} instead of ${was.major}.`
    : null;
}

function lookAtCompose(context: CheckContext, { file, old, new: now }: FileSides): void {
  const before = new Map(keptServices(old).map((one) => [one.name, one]));
  for (const { name, image, line } of keptServices(now)) {
    const [was, is] = [imageOf(before.get(name)?.image ?? ''), imageOf(image)];
    if (!was || !is || was.name !== is.name || was.major === null || is.major === null || was.major === is.major)
      continue;
    const steps = ['pg_upgrade', 'pg_dump', 'pgautoupgrade', 'dump', 'restore', 'migrate', 'migration', 'breaking'];
    if (saysInMessages(context.changeSet, steps) || isDocumented(context.changeSet, is.name)) continue;
    context.report({
      rule: 'changed-base-image',
      ...quoteLine({ path: file.newPath, side: 'new', text: now }, line),
      title: `\`${name}\` goes from PostgreSQL ${was.major} to ${is.major}, and its data stays as it is`,
      explanation: `The volume keeps a data folder of version ${was.major}, which a server of version ${is.major} refuses: it stops with "database files are incompatible with server". Say how to dump and restore or upgrade it, or stay at ${was.major}.`,
      failureScenario: { description: 'Somebody with data takes the new file and starts the services.' },
    });
  }
}

/** Whether jobs of other workflows asked for such a machine at the base. */
async function isInUse(context: CheckContext, label: string): Promise<boolean> {
  const found = await context.search({ text: label, side: 'old', limit: 40 });
  return found.kind !== 'unavailable' && found.value.some((one) => one.path.startsWith('.github/'));
}

async function lookAtWorkflow(context: CheckContext, { file, old, new: now }: FileSides): Promise<void> {
  const path = file.newPath;
  const changed = context.changedLines(file, 'new');
  const [before, after] = [jobRunners(old), jobRunners(now)];
  const gone = after.named.find(
    ({ label, line }) => isRetired(label) && changed.has(line) && !before.named.some((one) => one.label === label),
  );
  // Where jobs asked for such machines before, they would wait as well: the change is older than their end, or they are somebody's own.
  if (
    gone !== undefined &&
    !before.named.some(({ label }) => isRetired(label)) &&
    !(await isInUse(context, gone.label))
  )
    context.report({
      rule: 'retired-runner',
      ...quoteLine({ path, side: 'new', text: now }, gone.line),
      title: `GitHub no longer has machines called \`${gone.label}\``,
      explanation: `The job \`${gone.job}\` asks for one: it waits for a day and is cancelled, and what it was to check or to publish is not. Name a machine that exists.`,
    });
  if (!after.publishes || file.status !== 'M') return;
  for (const { job, label, line } of after.named) {
    const needs = neededBy(label);
    const olds = before.named.filter((one) => one.job === job && neededBy(one.label)?.system === needs?.system);
    const [was] = olds.length === 1 ? olds : [];
    const needed = was === undefined ? null : neededBy(was.label);
    if (!changed.has(line) || !after.building.has(job) || !needs || !needed || was === undefined || isRetired(label))
      continue;
    // Machines that are gone leave no choice.
    const isMac = needs.system === 'macos';
    if (isRetired(was.label) || needs.version <= needed.version) continue;
    const words = ['runner', 'runners', 'ubuntu', 'macos', 'runs-on', 'glibc', label, 'ci'];
    const announcement = await readAnnouncement(context, path);
    if (saysInMessages(context.changeSet, words) || announcement.covers(words)) continue;
    context.report({
      rule: 'moved-release-runner',
      ...quoteLine({ path, side: 'new', text: now }, line),
      title: `What \`${job}\` publishes is built on \`${label}\` now, not on \`${was.label}\``,
      explanation: `Programs are linked with what the machine has: ${isMac ? 'they ask for a newer macOS' : 'on a distribution with an older C library they stop with "GLIBC not found"'}. Nothing tells those who download them: ${announcement.silence}. Build on the oldest machine that is there, or in a container, or announce it.`,
      failureScenario: {
        description: `Somebody whose system is as old as \`${was.label}\` downloads the next release and starts it.`,
      },
    });
    return;
  }
}
