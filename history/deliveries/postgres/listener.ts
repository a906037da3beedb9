import { Client, type ClientConfig } from 'pg';

/** Hears what other processes say, on a connection of its own that is opened again when it is cut. */
export interface QueueListener {
  stop(): Promise<void>;
}

/** What is missed meanwhile is looked for at each renewal of the leases. */
const AGAIN_MS = 1000;

/** Listens to a channel of Postgres. */
export function listenTo(
  channel: string,
  {
    config,
    onMessage,
    onFault,
  }: { config: ClientConfig; onMessage: (text: string) => void; onFault: (error: unknown) => void },
): QueueListener {
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const again = () => {
    client = null;
    if (!stopped) timer ??= setTimeout(connect, AGAIN_MS).unref();
  };
  const connect = () => {
    timer = null;
    const next = new Client(config);
    client = next;
    next.on('error', (error) => {
      onFault(error);
      if (client === next) again();
    });
    next.on('end', () => {
      if (client === next) again();
    });
    next.on('notification', ({ payload }) => onMessage(payload ?? ''));
    next
      .connect()
      .then(() => next.query(`LISTEN ${channel}`))
      .catch((error: unknown) => {
        if (stopped) return;
        onFault(error);
        if (client === next) again();
      });
  };
  connect();
  return {
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end().catch(() => {
        // It was cut already.
      });
    },
  };
}
