import type { Readable, Writable } from 'node:stream';
import { S3Clients } from '../../history/replica/stores/s3-clients.ts';
import { Peer } from '../analyse/peer.ts';
import { readEnvironment } from '../config/config.ts';
import { GatherJob, gatherStore } from './gather-store.ts';

/** The side that gathers: answers one store after another until nobody asks any more. */
export async function serveGathering(pipes: { readonly in: Readable; readonly out: Writable }): Promise<void> {
  const environment = readEnvironment();
  const clients = new S3Clients();
  const peer = new Peer(pipes, { gather: (value) => gatherStore(GatherJob.parse(value), { environment, clients }) });
  await new Promise<void>((done) => pipes.in.once('end', () => done()).once('close', () => done()));
  peer.end(new Error('nobody asks any more'));
}
