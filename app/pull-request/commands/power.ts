import { permissionOf, type Permission } from '../../../forge/github/read/permission.ts';
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
  contest: 'nothing',
  help: 'nothing',
};

/** Asks GitHub, never the event: what a payload says of its author is no permission. Without a clear answer nobody may. */
export async function powerOf(actor: string, command: Command, context: PullContext): Promise<Power> {
  const needs = NEEDS[command.name];
  if (needs === 'nothing') return { may: true, role: 'anybody' };
  const isAuthor = actor.toLowerCase() === context.pull.author.login.toLowerCase();
  if (needs === 'write-or-author' && isAuthor) return { may: true, role: 'author' };
  const answer = await askedRole(actor, context);
  if (answer === 'write' || answer === 'maintain') return { may: true, role: answer };
  if (answer === null) return { may: false, missing: 'GitHub did not say whether you may, so nothing was done.' };
  const who = needs === 'write' ? 'people with write permission' : 'the author and people with write permission';
  return { may: false, missing: `That is for ${who} in this repository.` };
}

/** What somebody may do in the repository, as GitHub says it now; null where it does not say. */
export async function askedRole(actor: string, { host, ref }: PullContext): Promise<Permission | null> {
  try {
    return await permissionOf(host.github, { owner: ref.owner, name: ref.name }, actor);
  } catch (error) {
    const text = describeCause(error);
    host.onProgress({ kind: 'notice', text: `the permission of ${actor} cannot be asked: ${text}` });
    return null;
  }
}
