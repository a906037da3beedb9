import { missingTools } from '../test/support/go-tools.ts';
import { tellTwoRunners } from '../test/support/two-runners.ts';

// Lets people see it: a runner dies in the middle of a review, and others with empty disks go on from what is in the store. Everything is on
// this machine: a local GitHub, a local model, a local store.
const missing = missingTools('litestream');
if (missing === null) {
  const told = await tellTwoRunners((text) => process.stderr.write(`${text}\n`));
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
  const isAsPromised =
    told.askedAgain === 0 &&
    told.second.reviews.length === 1 &&
    told.third.comments.length === told.second.comments.length;
  process.exitCode = isAsPromised ? 0 : 1;
} else {
  process.stderr.write(`${missing}\n`);
  process.exitCode = 4;
}
