import { z } from 'zod';
import type { GitHub } from '../api/client.ts';

/** Who a token speaks for. */
export interface Viewer {
  /** The login of an app ends with `[bot]`. */
  readonly login: string;
  readonly databaseId: number;
}

const Answer = z.object({ viewer: z.object({ login: z.string().min(1), databaseId: z.int() }) });

/** Asks who we are. REST refuses this question to installations of apps, GraphQL answers it to everybody. */
export async function viewerOf(github: GitHub): Promise<Viewer> {
  return (await github.query(Answer, 'query DocketViewer { viewer { login databaseId } }', {})).viewer;
}
