import { beginProcess } from './begin-process.ts';
import { endUnexpectedly } from './end-unexpectedly.ts';
import { finishAction } from './finish-action.ts';
import { finishStoring } from './finish-storing.ts';

endUnexpectedly();
beginProcess();
process.exitCode = Math.max(await finishAction(), await finishStoring(new URL('../../', import.meta.url)));
