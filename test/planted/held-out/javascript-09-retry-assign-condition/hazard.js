#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises';
import { nextJob, finishJob, requeueJob } from '../lib/queue.js';
import { pushChanges } from '../lib/remote.js';

const MAX_ATTEMPTS = 5;

async function processOne(job) {
  const result = await pushChanges(job.payload);
  if (result.status = 'conflict') {
    await requeueJob(job, { attempts: job.attempts + 1 });
    return false;
  }
  await finishJob(job, result);
  return true;
}

for (;;) {
  const job = await nextJob();
  if (!job) {
    await sleep(1000);
    continue;
  }
  if (job.attempts >= MAX_ATTEMPTS) {
    await finishJob(job, { status: 'abandoned' });
    continue;
  }
  const done = await processOne(job);
  console.log(`${job.id} ${done ? 'done' : 'requeued'}`);
}
