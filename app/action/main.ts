import { launch } from './launch.ts';

process.exitCode = await launch(new URL('../../', import.meta.url));
