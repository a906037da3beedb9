import { useNetwork } from '../config/network.ts';
import { showWarning } from './action-log.ts';
import { endUnexpectedly } from './end-unexpectedly.ts';
import { finishAction } from './finish-action.ts';
import { finishStoring } from './finish-storing.ts';

endUnexpectedly();
for (const notice of useNetwork({ isServer: true })) showWarning(notice);
process.exitCode = Math.max(await finishAction(), await finishStoring(new URL('../../', import.meta.url)));
