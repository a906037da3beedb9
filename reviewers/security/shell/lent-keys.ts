import type { Command } from 'unbash';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { brief } from '../scenario.ts';
import type { ShellHazard } from './shell-hazard.ts';

const KEY = /\b(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh|ecdsa)-\S{1,40}) AAAA[\w+/=]{16}/;

/** A key that stands in the script and is let in on every machine that runs it: `echo "ssh-ed25519 AAAA…" >> ~/.ssh/authorized_keys`. */
export function lentKeys(script: ShellScript): ShellHazard[] {
  return script.nodes.filter(isCommand).flatMap((command): ShellHazard[] => {
    const around = script.parents.get(command);
    const all = around?.type === 'Pipeline' ? script.text.slice(around.pos, around.end) : textOf(command, script);
    if (!/authorized_keys/.test(all) || !KEY.test(textOf(command, script)) || programOf(command) === null) return [];
    return [
      {
        rule: 'excessive-permissions',
        identity: all.replaceAll(/\s+/g, '').slice(0, 200),
        start: command.pos,
        title: 'A key of somebody is let in wherever the script runs',
        explanation:
          'Whoever holds the other half of this key logs in there from now on, also when they have left. Let the machine’s own provisioning say who may, from a list that is looked after.',
        failureScenario: { description: `\`${brief(all)}\` runs: the owner of the key has a shell on the machine.` },
        severity: 'warning',
        confidence: 700,
      },
    ];
  });
}

const textOf = (command: Command, script: ShellScript): string =>
  script.text.slice(
    command.pos,
    command.redirects.reduce((end, one) => Math.max(end, bodyEnd(one, command)), command.end),
  );

const bodyEnd = (redirect: Command['redirects'][number], { end }: Command): number =>
  redirect.type === 'HereDoc' ? redirect.body.end : end;
