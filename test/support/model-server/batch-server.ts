import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { anthropicAnswer } from './batches/anthropic-batches.ts';
import type { BatchDesk, BatchEnd, MadeBatch, Question } from './batches/batch-desk.ts';
import { openAiAnswer, OpenAiFiles } from './batches/openai-batches.ts';
import type { ServedRequest } from './served-request.ts';

export type { BatchEnd } from './batches/batch-desk.ts';

export interface BatchServerOptions {
  readonly protocol?: 'anthropic' | 'openai';
  readonly row: (request: ServedRequest) => BatchEnd;
  /** Whether a batch has ended, when it is looked at so many times. */
  readonly ended: (looks: number) => boolean;
}

export interface BatchServer {
  readonly url: string;
  readonly batches: readonly MadeBatch[];
  /** Questions that were asked outside of batches. */
  readonly ordinary: readonly ServedRequest[];
  /** The next so many looks fail with status 500. */
  failLooks(count: number): void;
  /** A batch that is made from now on is not taken, for this reason; null: it is. Only OpenAI's are refused so late. */
  refuse(code: string | null): void;
  /** The provider knows nothing of its batches any more. */
  forget(): void;
  close(): Promise<void>;
}

/** A provider on a free loopback port that speaks one of the two batch APIs, and its ordinary one beside it. */
export async function startBatchServer(options: BatchServerOptions): Promise<BatchServer> {
  const { protocol = 'anthropic', row, ended } = options;
  const [batches, ordinary]: [MadeBatch[], ServedRequest[]] = [[], []];
  let [failing, forgotten] = [0, 0];
  let refused: string | null = null;
  const desk: BatchDesk = {
    batches,
    ordinary,
    row,
    ended,
    known: (id) => batches.slice(forgotten).find((batch) => batch.id === id),
    isBadMoment: () => failing > 0 && (failing -= 1) >= 0,
    refused: () => refused,
  };
  const files = new OpenAiFiles();
  const answerOf = (question: Question) =>
    protocol === 'anthropic' ? anthropicAnswer(question, desk) : openAiAnswer(question, desk, files);

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = incoming;
    const body = await buffer(incoming);
    const answer = await answerOf({ method, url, contentType: headers['content-type'] ?? '', body });
    response.writeHead(answer.status, { 'content-type': 'application/json', 'request-id': 'req_1' }).end(answer.body);
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((problem: unknown) => response.writeHead(400).end(String(problem)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The batch server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}${protocol === 'openai' ? '/v1' : ''}`,
    batches,
    ordinary,
    failLooks: (count) => void (failing = count),
    refuse: (code) => void (refused = code),
    forget: () => void (forgotten = batches.length),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
