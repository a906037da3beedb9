import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { lineAt, parseShell, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { batsAsBash, isBats } from '../../changed-code/shell/bats-words.ts';
import { isZsh, readsAsZsh, zshAsBash } from '../../changed-code/shell/zsh-words.ts';
import { scriptParts } from '../../changed-code/shell/script-parts.ts';
import { readMakefile } from '../../changed-code/shell/read-makefile.ts';
import { documentsRun } from './documents-run.ts';
import { downloads } from './downloads.ts';
import { foreignPackages } from './foreign-packages.ts';
import { hostilePipes } from './hostile-pipes.ts';
import { lentKeys } from './lent-keys.ts';
import { openDoors } from './open-doors.ts';
import { programsInside } from './programs-inside.ts';
import { namesAsCode, secondReaders } from './second-readers.ts';
import { sentKeys } from './sent-keys.ts';
import { typedAndSent } from './typed-and-sent.ts';
import type { ShellHazard } from './shell-hazard.ts';

const RULES: readonly ((script: ShellScript) => readonly ShellHazard[])[] = [
  secondReaders,
  namesAsCode,
  downloads,
  openDoors,
  hostilePipes,
  foreignPackages,
  lentKeys,
  documentsRun,
  sentKeys,
];
/** What somebody does who means harm: of a program in a text nothing else is told, for what is put into it is told where that happens. */
const HOSTILE: readonly ((script: ShellScript) => readonly ShellHazard[])[] = [downloads, hostilePipes];
const hostile = (script: ShellScript): readonly ShellHazard[] => HOSTILE.flatMap((rule) => rule(script));

/**
 * The hazards of a script for sh or Bash, wherever it stands; null where it cannot be read. `handed` names the variables that hold what strangers
 * wrote.
 */
export function shellHazards(text: string, handed: ReadonlySet<string> = new Set()): readonly ShellHazard[] | null {
  const parsed = parseShell(text);
  if (parsed === null || parsed.errors.length > 0) return null;
  const script: ShellScript = { ...parsed, handed };
  return [...RULES.flatMap((rule) => rule(script)), ...programsInside(script, hostile)];
}

const WRAPPER = /(?:^|\/)(?:gradlew|mvnw)$/;

/** Its tool writes a wrapper, the same for everybody, and everybody runs it unread: no such script pipes a download into a shell. */
function inWrapper(hazard: ShellHazard): ShellHazard {
  const isGrave = hazard.rule === 'downloaded-code' && hazard.severity === 'warning';
  return isGrave ? { ...hazard, severity: 'critical', confidence: 850 } : hazard;
}

/** Judges a file that a shell runs. */
export function judgeShell(written: string, path: string): SideJudgement {
  // Where git or an editor ends lines in another way, the script is the same.
  const text = written.replaceAll('\r\n', '\n');
  if (isZsh(text, path)) return judgeZsh(text);
  const reason = isOtherShell(text, path)
    ? 'is for another shell than sh and Bash'
    : 'cannot be parsed as a shell script';
  const script = isBats(text, path) ? batsAsBash(text) : text;
  const hazards = isOtherShell(text, path) ? null : shellHazards(script);
  if (hazards === null && readsAsZsh(text)) return judgeZsh(text);
  if (hazards === null) return { hazards: [], unread: [{ reason, identity: text }] };
  const told = WRAPPER.test(path) ? hazards.map(inWrapper) : hazards;
  return { hazards: placed(told, script, 0), unread: [] };
}

/** A script for zsh is read as one for Bash; what means something in zsh alone, and may run text, is named as what nobody read. */
function judgeZsh(text: string): SideJudgement {
  const { text: written, inside, unread } = zshAsBash(text);
  const whole = shellHazards(written);
  const apart = whole === null ? scriptParts(written) : { read: [], unread: [] };
  const told = [
    ...placed(whole ?? [], written, 0),
    ...apart.read.flatMap((part) => placed(shellHazards(part.text) ?? [], written, part.start)),
    ...inside.flatMap((part) => placed(shellHazards(part.text) ?? [], text, part.start)),
  ];
  const broken = [...apart.unread, ...inside.flatMap((part) => (shellHazards(part.text) === null ? [part.text] : []))];
  return {
    hazards: [...typedAndSent(text), ...told],
    unread: [
      ...unread,
      ...broken.map((identity) => ({ reason: 'has words of zsh that cannot be read as a shell script', identity })),
    ],
  };
}

/** Hazards of a part of a text that begins there. */
function placed(hazards: readonly ShellHazard[], text: string, from: number): SideHazard[] {
  return hazards.map(({ start, ...hazard }) => ({ ...hazard, lines: [lineAt(text, from + start)] }));
}

/** Judges the recipes of a Makefile. */
export function judgeMakefile(text: string): SideJudgement {
  const { scripts, unread } = readMakefile(text);
  const judged = scripts.map((script) => ({ script, hazards: shellHazards(script.text) }));
  return {
    hazards: judged.flatMap(({ script, hazards }) =>
      (hazards ?? []).map(({ start, ...hazard }) => ({
        ...hazard,
        lines: [script.line + lineAt(script.text, start) - 1],
      })),
    ),
    unread: [
      ...unread,
      ...judged
        .filter(({ hazards }) => hazards === null)
        .map(({ script }) => ({
          reason: 'has a recipe that cannot be read as a script of the shell',
          identity: script.text,
        })),
    ],
  };
}

function isOtherShell(text: string, path: string): boolean {
  const [first = ''] = text.split('\n', 1);
  return (
    (first.startsWith('#!') && !/\b(?:ba|da|a)?sh\b|\bbats\b|busybox/.test(first)) ||
    /\b(?:ksh|fish|csh|tcsh|mksh)\b/.test(first) ||
    /\.(?:ksh|fish|csh)$/i.test(path)
  );
}
