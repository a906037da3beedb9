import { finishAction } from './finish-action.ts';

process.exitCode = await finishAction();
