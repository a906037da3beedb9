import { endUnexpectedly } from './end-unexpectedly.ts';
import { launch } from './launch.ts';

endUnexpectedly();
process.exitCode = await launch(new URL('../../', import.meta.url));
