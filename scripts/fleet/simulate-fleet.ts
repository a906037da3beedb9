/**
 * A day of a fleet, on the real queue, dispatcher and limits with a virtual clock: `node scripts/fleet/simulate-fleet.ts`. docs/scale.md shows what
 * comes out, published.ts beside it what goes in. `--queue postgres` lives through the busiest minutes on a real Postgres instead.
 */
import { parseArgs } from 'node:util';
import { MACHINE_DOLLARS } from './published.ts';
import { A_DAY, type DayResult, simulateDay } from './simulate-day.ts';
import { simulatePostgres } from './simulate-postgres.ts';

const { values } = parseArgs({
  options: {
    queue: { type: 'string', default: 'sqlite' },
    reviews: { type: 'string', default: String(A_DAY.reviews) },
    repositories: { type: 'string', default: String(A_DAY.repositories) },
    machines: { type: 'string', default: String(A_DAY.machines) },
    cores: { type: 'string', default: String(A_DAY.cores) },
    memory: { type: 'string', default: String(A_DAY.memoryMb) },
    cpu: { type: 'string', default: String(A_DAY.cpuSeconds) },
    from: { type: 'string', default: '0' },
    to: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    /** Pull requests that one repository opens within the first hour. */
    noisy: { type: 'string', default: '0' },
    /** The provider of models answers nobody in the second hour. */
    outage: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const number = (name: 'reviews' | 'repositories' | 'machines' | 'cores' | 'memory' | 'cpu' | 'from' | 'to' | 'seed') =>
  Number(values[name]);
const hours = { from: number('from'), to: number('to') };
const options = {
  ...A_DAY,
  reviews: number('reviews'),
  repositories: number('repositories'),
  machines: number('machines'),
  cores: number('cores'),
  memoryMb: number('memory'),
  cpuSeconds: number('cpu'),
  seed: number('seed'),
  hours,
  noisy: values.noisy === '0' ? null : { pulls: Number(values.noisy), hour: hours.from },
  outage: values.outage ? { from: hours.from + 1, to: hours.from + 2 } : null,
};
if (values.queue === 'postgres') {
  const result = await simulatePostgres(options);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} else {
  const result = await simulateDay(options);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${told(result)}\n`);
}

function told(day: DayResult): string {
  const seconds = (list: readonly number[]) => list.map((value) => value.toFixed(value < 10 ? 1 : 0)).join(' / ');
  const machines = options.machines * MACHINE_DOLLARS * day.hours;
  return [
    `${day.deliveries} deliveries, ${day.reviews} reviews, ${day.incomplete} of them incomplete, on ${options.machines} machines`,
    `until a machine works on it (50, 95, 99 %, longest): ${seconds(day.wait)} s; of those that make no noise ${seconds(day.waitOfOthers)} s`,
    `at most ${day.mostRunning} runs at once, ${day.mostInSeats} on one machine; at most ${day.mostWaiting} deliveries waited; ${day.refused} answered 503`,
    `cores busy ${((100 * day.cpuSeconds) / (options.machines * options.cores * day.hours * 3600)).toFixed(0)} %; a run waited ${(day.memoryWait / day.reviews).toFixed(1)} s for memory, ${(day.coreWait / day.reviews).toFixed(1)} s for a core, took ${(day.seconds / day.reviews).toFixed(0)} s`,
    `${day.calls} calls to models, ${day.failedCalls} failed; GitHub refused ${day.githubRefusals} times; $${Math.round(day.dollars)} for models ($${(day.dollars / day.reviews).toFixed(2)} a review), $${machines.toFixed(0)} for machines`,
  ].join('\n');
}
