import { createServer, Socket } from 'node:net';
import { toldParent, watchParent } from '../../analysers/watch-parent.ts';
import { serveAnalysis } from './serve-analysis.ts';

// The process that analyses. It has no token, no store and no database. It is told its job over pipe 3 and answers over pipe 4; where it is
// told the address of a socket, each connection is an analysis. However busy it is, it does not outlive its parent.
watchParent(toldParent(process.argv[2]));
const address = process.argv[3];
if (address === undefined) serveOne();
else serveMany(address);
process.on('SIGINT', () => undefined);

function serveOne(): void {
  // Sockets, not file streams: a file stream's read would keep the process from leaving while it waits.
  const input = new Socket({ fd: 3, readable: true, writable: false });
  const output = new Socket({ fd: 4, readable: false, writable: true });
  const analysis = serveAnalysis({ in: input, out: output });
  const leave = async (): Promise<void> => {
    await analysis.leave();
    process.exit(0);
  };
  // The other side is done with us, or is gone.
  input.on('close', () => void leave());
  input.on('end', () => void leave());
  process.on('SIGTERM', () => void leave());
}

function serveMany(at: string): void {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const analysis = serveAnalysis({ in: socket, out: socket });
    socket.on('error', () => undefined);
    // Its end is the answer to ours: all is closed then.
    socket.on('end', () => void analysis.leave().finally(() => socket.end()));
  });
  server.listen(at, () => process.send?.('listens'));
  process.on('SIGTERM', () => process.exit(0));
}
