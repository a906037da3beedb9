import { permissionOf } from '../../../forge/github/read/permission.ts';
import type { Command } from '../command.ts';
import type { PullContext } from '../context.ts';
import { describeCause } from '../../../schemas/problem.ts';

/** Whether somebody may give a command; `missing` says in one sentence what is lacking. */
export type Power = { readonly may: true; readonly role: string } | { readonly may: false; readonly missing: string };

type Needs = 'write' | 'write-or-author' | 'nothing';

const NEEDS: Readonly<Record<Command['name'], Needs>> = {
  review: 'write-or-author',
  full: 'write',
  pause: 'write',
  resume: 'write',
  dismiss: 'write',
  explain: 'nothing',
  'break-glass': 'write',
  help: 'nothing',
};

/** Asks GitHub, never the event: what a payload says of its author is no permission. Without a clear answer nobody may. */
export async function powerOf(actor: string, command: Command, { host, ref, pull }: PullContext): Promise<Power> {
  const needs = NEEDS[command.name];
  if (needs === 'nothing') return { may: true, role: 'anybody' };
  const isAuthor = actor.toLowerCase() === pull.author.login.toLowerCase();
  if (needs === 'write-or-author' && isAuthor) return { may: true, role: 'author' };
  const answer = await permission();
  if (answer === 'write') return { may: true, role: 'write' };
  if (answer === null) return { may: false, missing: 'GitHub did not say whether you may, so nothing was done.' };
  const who = needs === 'write' ? 'people with write permission' : 'the author and people with write permission';
  return { may: false, missing: `That is for ${who} in this repository.` };

  async function permission(): Promise<'write' | 'read' | 'none' | null> {
    try {
      return await permissionOf(host.github, { owner: ref.owner, name: ref.name }, actor);
    } catch (error) {
      const text = describeCause(error);
      host.onProgress({ kind: 'notice', text: `the permission of ${actor} cannot be asked: ${text}` });
      return null;
    }
  }
}
