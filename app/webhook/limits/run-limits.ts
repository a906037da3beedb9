import { totalmem } from 'node:os';
import type { TurnLimits } from '../../../history/deliveries/delivery-queue.ts';
import { PROCESS_MB, RUN_MB } from './memory-seats.ts';

/** How many runs may go on at the same time: those of this process, and those of all processes on the queue. */
export interface RunLimits extends TurnLimits {
  readonly overall: number;
}

/** Of the server itself, of its working runs (their tools take 145 MB each) and of the system. */
const KEPT_MB = 1536;
/** Of a run that waits for its models beside others of its installation; `scripts/bench/measure-waiting.ts` measures it. */
const WAITING_MB = 12;
/** What no memory allows: providers of models have limits, too. */
const MOST_RUNS = 200;
const LEAST_RUNS = 4;

/** What runs that wait may take of the memory that this process may have. */
export function waitingMemory(megabytes: number = memoryMb()): number {
  return Math.max(LEAST_RUNS * (PROCESS_MB + RUN_MB), megabytes - KEPT_MB);
}

/** Runs at once by the memory that this process may have, where the operator names no number. */
function runsByMemory(megabytes: number, each: number): number {
  return Math.min(MOST_RUNS, Math.max(LEAST_RUNS, Math.floor((megabytes - KEPT_MB) / each)));
}

/** What the operator names, by the variables' names. */
interface NamedLimits {
  readonly DOCKET_QUEUE?: string | undefined;
  readonly DOCKET_QUEUE_FILE?: string | undefined;
  readonly DOCKET_MAX_RUNS?: number | undefined;
  readonly DOCKET_MAX_RUNS_PER_INSTALLATION?: number | undefined;
  readonly DOCKET_MAX_RUNS_PER_REPOSITORY?: number | undefined;
}

/** Most of them for one installation, half for one repository: what is busy leaves room for the rest. */
export function limitsOf(environment: NamedLimits, megabytes: number = memoryMb()): RunLimits {
  // A fleet has many installations, each with processes of its own. A worker takes no turn that another could begin with sooner.
  const isFleet = environment.DOCKET_QUEUE !== undefined || environment.DOCKET_QUEUE_FILE !== undefined;
  const overall = environment.DOCKET_MAX_RUNS ?? runsByMemory(megabytes, isFleet ? PROCESS_MB + RUN_MB : WAITING_MB);
  return {
    overall,
    perInstallation: environment.DOCKET_MAX_RUNS_PER_INSTALLATION ?? Math.ceil((overall * 3) / 4),
    perRepository: environment.DOCKET_MAX_RUNS_PER_REPOSITORY ?? Math.ceil(overall / 2),
  };
}

/** Of a container its limit, which Node tells as 0 or as a number beyond the machine's where there is none. */
function memoryMb(): number {
  const constrained = process.constrainedMemory();
  return Math.min(constrained > 0 ? constrained : Infinity, totalmem()) / 1_000_000;
}
