import { z } from 'zod';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { isSameLogin } from './actor.ts';
import type { GitHub } from '../api/client.ts';
import { untilThere } from './until-there.ts';

/** What somebody may do in a repository, as far as it matters here. */
export type Permission = 'maintain' | 'write' | 'read' | 'none';

/**
 * GitHub maps `maintain` to `write` and `triage` to `read` in `permission`, and roles of an organization to what they build upon; what the person
 * may do beyond that is in `permissions`.
 */
const Answer = z.object({
  permission: z.enum(['admin', 'write', 'read', 'none']),
  user: z
    .object({ login: z.string(), permissions: z.object({ maintain: z.boolean().optional() }).optional() })
    .nullable(),
});

/**
 * Asks GitHub what somebody may do in a repository. Everything but a clear answer about this very person throws, so that whoever asks
 * does nothing on a doubt.
 */
export async function permissionOf(
  github: GitHub,
  repository: { readonly owner: string; readonly name: string },
  login: string,
): Promise<Permission> {
  const { owner, name } = repository;
  const { data } = await untilThere(github, () =>
    github.rest.repos.getCollaboratorPermissionLevel({ owner, repo: name, username: login }),
  );
  const answer = Answer.safeParse(data);
  if (!answer.success || answer.data.user === null || !isSameLogin(answer.data.user.login, login)) {
    throw new InfrastructureError({
      what: `GitHub did not say clearly what ${login} may do`,
      where: `${owner}/${name}`,
      remedy: 'Ask again; until then nothing that needs the permission is done.',
      cause: answer.error,
    });
  }
  const { permission, user } = answer.data;
  if (permission === 'admin') return 'maintain';
  return permission === 'write' && user.permissions?.maintain === true ? 'maintain' : permission;
}
