/** How an export ended, in the SDK's words. */
interface ExportEnd {
  readonly code: number;
  readonly error?: Error;
}

interface Exporter<Batch> {
  export(batch: Batch, done: (end: ExportEnd) => void): void;
}

const SUCCESS = 0;
/** A collector that is away fails every few seconds, for hours: it is told so often and no oftener. */
const TOLD_EVERY_MS = 10 * 60_000;

/** An exporter that tells of exports that failed, which the SDK itself tells nobody. */
export function tellingExporter<Batch, Given extends Exporter<Batch>>(
  exporter: Given & Exporter<Batch>,
  onFault: (error: unknown) => void,
): Given {
  const send = exporter.export.bind(exporter);
  let toldAt = -Infinity;
  exporter.export = (batch, done) =>
    send(batch, (end) => {
      if (end.code !== SUCCESS && performance.now() - toldAt > TOLD_EVERY_MS) {
        toldAt = performance.now();
        onFault(end.error ?? new Error('the collector did not take it'));
      }
      done(end);
    });
  return exporter;
}
