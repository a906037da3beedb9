// Runs inside a mount namespace of its own: `node disk-child.ts full|read-only FOLDER`. Prints what it saw as JSON.
import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { Problem } from '../../../schemas/problem.ts';
import { aFinding, aRun } from '../records.ts';

const [scenario, folder = ''] = process.argv.slice(2);

function told(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem)
      return { name: error.name, what: error.message, where: error.where, remedy: error.remedy };
    throw error;
  }
  return null;
}

/** Records until the disk is full, and some more; then makes room and ends the run. */
function fill(log: HistoryLog, ballast: string): unknown {
  const troubles: string[] = [];
  const run = log.startRun(aRun(), { onTrouble: (problem) => troubles.push(problem.message) });
  const step = run.step({ kind: 'reviewer', name: 'security', key: '1'.repeat(64) });
  let puts = 0;
  for (; troubles.length === 0 && puts < 1000; puts += 1)
    run.putArtifact(randomBytes(20_000), 'application/octet-stream');
  run.recordFindings(step, [aFinding()]);
  step.finish({ state: 'ok', reason: null, artifact: null });
  const stuck = run.finish('finished', null)?.message ?? null;
  const unsaved = run.unsaved;
  const meanwhile = log.run(run.runId);
  const thrown = told(() => log.startRun(aRun()).putArtifact(randomBytes(200_000), 'application/octet-stream'));
  rmSync(ballast);
  const saved = run.finish('finished', 'at last');
  const { artifacts, findings, events } = log.run(run.runId);
  return {
    troubles,
    stuck,
    unsaved,
    foundMeanwhile: meanwhile.findings.length,
    thrown,
    saved,
    left: run.unsaved,
    puts,
    artifacts: artifacts.length,
    findings: findings.length,
    states: events.map(({ state }) => state),
    damage: log.check(),
  };
}

function full(): unknown {
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, randomBytes(1_000_000));
  const log = openHistory(join(folder, 'history.db'));
  const filled = fill(log, ballast);
  log.close();
  try {
    writeFileSync(ballast, randomBytes(4_000_000));
  } catch {
    // The disk is full now, as wanted; the size below proves it.
  }
  return {
    ...(filled as object),
    ballast: statSync(ballast).size,
    onOpen: told(() => openHistory(join(folder, 'other.db'))),
  };
}

function readOnly(): unknown {
  const reader = openHistory(join(folder, 'history.db'), { readonly: true });
  const read = reader.runs({ limit: 10 }).length;
  reader.close();
  return {
    read,
    existing: told(() => openHistory(join(folder, 'history.db'))),
    created: told(() => openHistory(join(folder, 'new', 'history.db'))),
  };
}

process.stdout.write(JSON.stringify(scenario === 'full' ? full() : readOnly()));
