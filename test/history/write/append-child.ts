// A process of its own that appends runs: `node append-child.ts FILE COUNT LABEL`.
import { openHistory } from '../../../history/log.ts';
import { aFinding, aRun } from '../records.ts';

const [path = '', count = '0', label = ''] = process.argv.slice(2);
const log = openHistory(path);
for (let i = 0; i < Number(count); i += 1) {
  const run = log.startRun(aRun({ label }));
  const step = run.step({ kind: 'publish', name: 'publish', key: '1'.repeat(64) });
  run.recordFindings(
    step,
    [0, 1, 2].map((n) => aFinding({ id: `f-${n}` })),
  );
  step.finish({ state: 'ok', reason: null, artifact: run.putArtifact(Buffer.from(`result ${i % 7}`), 'text/plain') });
  run.finish('finished', null);
  if (i % 10 === 0) process.stdout.write(`${i}\n`);
}
log.close();
