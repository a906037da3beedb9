import type { DockerInstruction } from '../../changed-code/dockerfile.ts';
import type { Rule } from '../../reviewer.ts';

/** Mistakes of Dockerfiles. */
export const DOCKER_SLIPS = {
  'replaced-instruction': {
    title: 'A later instruction of this stage replaces this one',
    why: 'Of `CMD`, `ENTRYPOINT` and `HEALTHCHECK` each stage keeps only the last. Leave out the one that has no effect, or put both into one script.',
    scenario: 'The container starts: the program of the first instruction never runs, and nothing says so.',
    severity: 'warning',
    confidence: 850,
  },
  'wrong-stage': {
    title: 'The stage that is named here is not there yet, or there twice',
    why: '`--from` names an earlier stage, by its name or its number. A stage cannot copy from itself, and a second one of the same name hides the first.',
    scenario: 'The build stops here, or takes the files from another stage than the one that was meant.',
    severity: 'warning',
    confidence: 850,
  },
  'copied-into-one-file': {
    title: 'Several files are copied into something that is no folder',
    why: 'With more than one source the target must end in `/`.',
    scenario:
      'The build stops: "When using COPY with more than one source file, the destination must be a directory and end with a /".',
    severity: 'warning',
    confidence: 850,
  },
  'setting-not-yet-set': {
    title: 'The value uses a setting of the same instruction, which it does not see yet',
    why: 'All values of an `ENV` are put together with what was set before it. Set them in two instructions.',
    scenario:
      'The variable is empty, or has the value of an earlier layer: the path in which it stands points elsewhere.',
    severity: 'warning',
    confidence: 850,
  },
  'refused-instruction': {
    title: 'Docker refuses this instruction here',
    why: 'Only `ARG` may stand before the first `FROM`, `ONBUILD` starts neither `ONBUILD` nor `FROM`, and a port ends at 65535.',
    scenario: 'The build stops at this line.',
    severity: 'warning',
    confidence: 900,
  },
  'waits-for-answer': {
    title: 'The installation asks a question that nobody answers',
    why: 'Nobody sits before a build, and the tool asks as soon as it needs more packages than those that are named. Say yes beforehand: `-y`, for zypper `--non-interactive`.',
    scenario:
      'A package needs another one: the tool asks whether it should go on, reads the end of its input, and the build stops: "Abort".',
    severity: 'suggestion',
    confidence: 600,
  },
  'lost-failure': {
    title: 'A download that fails goes on unnoticed',
    why: 'A row of programs ends as its last one does, which is content with nothing. Write `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` or `set -o pipefail` before it.',
    scenario:
      'The address is not there for a moment: the build goes on with an empty or half a file, and the image is published.',
    severity: 'suggestion',
    confidence: 600,
  },
  'sparse-log': {
    title: 'A user with a high number makes the image grow by gigabytes',
    why: 'Its number is the place of its record in `/var/log/lastlog` and `faillog`, which the layer stores with all the empty ones before. Give `useradd --no-log-init`.',
    scenario: 'The build writes a file of many gigabytes into the layer, or ends for want of room.',
    severity: 'suggestion',
    confidence: 650,
  },
} as const;

/** A slip and the instruction in which it stands. */
export interface DockerSlip {
  readonly rule: keyof typeof DOCKER_SLIPS;
  readonly one: DockerInstruction;
}

/** The rules of these slips. */
export const DOCKERFILE_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(DOCKER_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
