import type { UnreadPart } from '../../changed-code/sides/judgement.ts';
import type { SettingHazard } from '../build-files/manifest-format.ts';
import { dangerOf } from '../manifest/remote-code.ts';
import { powerShellHazards } from '../powershell/judge-powershell.ts';
import { shellHazards } from '../shell/judge-shell.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';
import type { PipelineFormat, ScriptShell } from './pipeline-format.ts';
import type { PipelineSetting } from './pipeline-setting.ts';
import { printedSecrets } from './printed-secrets.ts';
import { strangerHazard } from './stranger-hazard.ts';

/** What was found in the scripts of a pipeline, and which of its values they are. */
interface JudgedScripts {
  readonly hazards: readonly SettingHazard[];
  readonly unread: readonly UnreadPart[];
  readonly read: ReadonlySet<PipelineSetting>;
}

/** Judges what shells run, the commands of one list together. */
export function judgeScripts(format: PipelineFormat, settings: readonly PipelineSetting[]): JudgedScripts {
  const scripts = settings.flatMap((setting) => {
    const shell = format.shellOf(setting, settings);
    return shell === null ? [] : [{ setting, shell }];
  });
  const aliases = aliasesOf(format, settings);
  const hazards: SettingHazard[] = [];
  const unread: UnreadPart[] = [];
  for (const parts of Map.groupBy(scripts, ({ setting, shell }) => `${shell} ${setting.group}`).values()) {
    const lines = parts.flatMap(({ setting }) =>
      setting.value.split('\n').map((text, index) => ({ text, setting, index })),
    );
    const text = lines.map((line) => line.text).join('\n');
    const [{ shell } = { shell: 'other' as const }] = parts;
    const { found, reason } = judgeScript(withoutInserted(text, format), shell);
    if (reason !== null) unread.push({ reason, identity: text.replaceAll(/\s+/g, '') });
    for (const { start, ...hazard } of found) {
      // The machines of such services are thrown away: rights on them open little.
      const milder =
        hazard.rule === 'excessive-permissions' ? { severity: 'suggestion' as const, confidence: 400 } : {};
      hazards.push({ ...hazard, ...milder, at: placeOf(lines, text, start) });
    }
    for (const { setting, index, text: line } of lines) {
      const hazard = strangerHazard(format, aliases, line);
      if (hazard !== null) hazards.push({ ...hazard, at: { ...setting, line: setting.lineInside(index) } });
    }
  }
  return { hazards, unread, read: new Set(scripts.map(({ setting }) => setting)) };
}

function judgeScript(
  text: string,
  shell: ScriptShell,
): { readonly found: readonly ShellHazard[]; readonly reason: string | null } {
  if (shell === 'other') return { found: byWords(text), reason: 'has a script for a shell that is not read here' };
  const hazards = shell === 'sh' ? shellHazards(text) : powerShellHazards(text);
  // What a service puts into a script may be no syntax of its shell.
  if (hazards === null) return { found: byWords(text), reason: 'has a script that cannot be read' };
  return { found: shell === 'sh' ? [...hazards, ...printedSecrets(text)] : hazards, reason: null };
}

function byWords(text: string): ShellHazard[] {
  return text.split('\n').flatMap((line) => {
    const danger = dangerOf(line.trim());
    if (danger === null) return [];
    return [
      {
        rule: danger.rule,
        identity: line.replaceAll(/\s+/g, ''),
        start: text.indexOf(line),
        title: `A step ${danger.what}`,
        explanation: 'What it loads is not in the repository, can change any day and is seen by no review.',
        failureScenario: {
          description: 'Whoever controls the other end runs what they like here, with the secrets of the job.',
        },
        severity: 'warning' as const,
      },
    ];
  });
}

/** The text with words of the same length in the place of what the service inserts. */
function withoutInserted(text: string, { inserted }: PipelineFormat): string {
  return text.replaceAll(inserted, (part) => part.replaceAll(/[^\n]/g, 'x'));
}

function placeOf(
  lines: readonly { readonly setting: PipelineSetting; readonly index: number }[],
  text: string,
  start: number,
): PipelineSetting {
  const line = lines[text.slice(0, start).split('\n').length - 1] ?? lines[0];
  if (line === undefined) throw new Error('a hazard stands in a script without lines');
  return { ...line.setting, line: line.setting.lineInside(line.index) };
}

/** Names under which a pipeline keeps what strangers write. */
function aliasesOf(format: PipelineFormat, settings: readonly PipelineSetting[]): ReadonlySet<string> {
  const none: ReadonlySet<string> = new Set();
  return new Set(
    settings.flatMap((setting) => {
      const name = format.named?.(setting, settings) ?? null;
      return name !== null && strangerHazard(format, none, setting.value) !== null ? [name.toLowerCase()] : [];
    }),
  );
}
