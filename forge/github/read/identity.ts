import { z } from 'zod';
import type { GitHub } from '../api/client.ts';

/** Who a token speaks for. */
export const Viewer = z.object({
  /** The login of an app ends with `[bot]`. */
  login: z.string().min(1),
  databaseId: z.int(),
});
export type Viewer = Readonly<z.infer<typeof Viewer>>;

/** A client speaks for one identity, whatever its tokens are: it is asked for once. */
const KNOWN = new WeakMap<GitHub, Viewer>();

/** Asks who we are. REST refuses this question to installations of apps, GraphQL answers it to everybody. */
export async function viewerOf(github: GitHub): Promise<Viewer> {
  const known = KNOWN.get(github);
  if (known !== undefined) return known;
  const { viewer } = await github.query(
    z.object({ viewer: Viewer }),
    'query DocketViewer { viewer { login databaseId } }',
    {},
  );
  return heardOf(github, viewer);
}

/** Keeps what an answer to another question said of who we are. */
export function heardOf(github: GitHub, viewer: Viewer): Viewer {
  KNOWN.set(github, viewer);
  return viewer;
}
