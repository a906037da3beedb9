import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { InputError } from '../../../schemas/problem.ts';
import { type GitHub, GitHubError } from '../api/client.ts';

const File = z.object({ type: z.literal('file'), encoding: z.literal('base64'), content: z.string() });

/** A small text file at the tip of a branch; null where there is none. Throws an `InputError` where something else stands there. */
export async function readRepositoryFile(
  github: GitHub,
  repository: { readonly owner: string; readonly name: string },
  branch: string,
  path: string,
): Promise<string | null> {
  const { owner, name: repo } = repository;
  try {
    const { data } = await github.rest.repos.getContent({ owner, repo, path, ref: `refs/heads/${branch}` });
    const file = File.safeParse(data);
    if (file.success) return Buffer.from(file.data.content, 'base64').toString('utf8');
    const where = `${path} at ${branch}`;
    throw new InputError({ what: 'a link, folder or very large file stands where a file is expected', where });
  } catch (error) {
    if (error instanceof GitHubError && error.isGone) return null;
    throw error;
  }
}
