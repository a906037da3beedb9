import { type DockerInstruction, readDockerfile } from '../../changed-code/dockerfile.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { DOCKER_SLIPS, type DockerSlip } from './docker-slip.ts';
import { runSlips } from './run-slips.ts';

type Find = (all: readonly DockerInstruction[]) => readonly DockerSlip[];

const RULES: readonly Find[] = [replaced, wrongStages, copies, settings, refused, runSlips];

/** Judges whether the instructions of a Dockerfile do what they plainly mean to. */
export function judgeDockerSlips(text: string): SideJudgement {
  const all = readDockerfile(text);
  // What cannot be read the check for containers tells.
  return { hazards: all === null ? [] : RULES.flatMap((find) => find(all)).map(hazardOf), unread: [] };
}

const LAST_COUNTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

function replaced(all: readonly DockerInstruction[]): DockerSlip[] {
  const kept = new Map(all.map((one) => [`${one.keyword} ${one.stage}`, one]));
  return all
    .filter((one) => LAST_COUNTS.has(one.keyword) && kept.get(`${one.keyword} ${one.stage}`) !== one)
    .map((one) => ({ rule: 'replaced-instruction', one }));
}

/** The name that a `FROM … AS name` gives its stage, in lower case. */
function nameOf({ args }: DockerInstruction): string {
  return args[1]?.toLowerCase() === 'as' ? (args[2] ?? '').toLowerCase() : '';
}

function wrongStages(all: readonly DockerInstruction[]): DockerSlip[] {
  const stages = all.filter(({ keyword }) => keyword === 'FROM');
  const first = new Map(stages.map((one, at) => [nameOf(one), at] as const).toReversed());
  const twice = stages.filter((one, at) => nameOf(one) !== '' && first.get(nameOf(one)) !== at);
  const copies = all.filter((one) => {
    const from = /^--from=["']?([\w.-]+)["']?$/.exec(one.flags.find((flag) => flag.startsWith('--from=')) ?? '')?.[1];
    if (one.keyword !== 'COPY' || from === undefined) return false;
    if (/^\d+$/.test(from)) return Number(from) >= one.stage;
    // What no stage is called may be an image.
    return (first.get(from.toLowerCase()) ?? -1) >= one.stage;
  });
  return [...twice, ...copies].map((one) => ({ rule: 'wrong-stage', one }));
}

function copies(all: readonly DockerInstruction[]): DockerSlip[] {
  return all
    .filter(({ keyword, args, text }) => {
      const target = (args.at(-1) ?? '').replaceAll(/["']/g, '');
      const isPlain = /^\/?[\w.-]+(?:\/[\w.-]+)*$/.test(target) && target !== '.' && target !== '..';
      return (
        (keyword === 'COPY' || keyword === 'ADD') &&
        !/<<|^\s*\[/.test(text) &&
        args.length > 2 &&
        isPlain &&
        !target.endsWith('/.')
      );
    })
    .map((one) => ({ rule: 'copied-into-one-file', one }));
}

function settings(all: readonly DockerInstruction[]): DockerSlip[] {
  const known = new Set<string>();
  return all.flatMap((one): DockerSlip[] => {
    if (one.keyword === 'FROM') known.clear();
    if (one.keyword !== 'ENV' && one.keyword !== 'ARG') return [];
    const pairs = one.args
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.split('=', 1).join(), pair] as const);
    const names = one.args[0]?.includes('=') === true ? pairs.map(([name]) => name) : one.args.slice(0, 1);
    const fresh = names.filter((name) => !known.has(name));
    for (const name of names) known.add(name);
    if (one.keyword === 'ARG') return [];
    const early = pairs.some(([own, pair]) =>
      fresh.some(
        (name) =>
          name !== own && NAME.test(name) && new RegExp(String.raw`(?<!\\)\$(?:${name}\b|\{${name}[}:])`).test(pair),
      ),
    );
    return early ? [{ rule: 'setting-not-yet-set', one }] : [];
  });
}

const NAME = /^\w{1,80}$/;
const LAST_PORT = 65_535;

function refused(all: readonly DockerInstruction[]): DockerSlip[] {
  const first = all.findIndex(({ keyword }) => keyword === 'FROM');
  return all
    .filter(({ keyword, args }, at) => {
      if (keyword === 'ONBUILD') return /^(?:ONBUILD|FROM|MAINTAINER)$/i.test(args[0] ?? '');
      if (keyword === 'EXPOSE')
        return args.some((port) => Number(/^(\d{1,9})(?:\/(?:tcp|udp))?$/i.exec(port)?.[1] ?? 0) > LAST_PORT);
      return at < first && keyword !== 'ARG';
    })
    .map((one) => ({ rule: 'refused-instruction', one }));
}

function hazardOf({ rule, one }: DockerSlip): SideHazard {
  const { title, why, scenario, severity, confidence } = DOCKER_SLIPS[rule];
  return {
    rule,
    identity: `${one.keyword} ${one.text.replaceAll(/[\s\\]+/g, '')}`,
    lines: [one.line],
    title,
    explanation: why,
    failureScenario: { description: scenario },
    severity,
    confidence,
  };
}
