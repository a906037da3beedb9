import type { CallerOptions, CallResult, ModelCaller } from '../../models/model-caller.ts';
import type { ModelRequest } from '../../models/model.ts';
import type { Pass } from './warm-up-gate.ts';

/**
 * A caller that opens the warm-up gate with the first byte of its first answer. An answer out of the log warms nothing, because nothing was
 * sent; then the next call is the first.
 */
export function warmingCaller(caller: ModelCaller, pass: Pick<Pass, 'warm'>): ModelCaller {
  return {
    capability: caller.capability,
    async call(request: ModelRequest, options: CallerOptions): Promise<CallResult> {
      let soon: NodeJS.Immediate | undefined;
      const onFirstEvent = (): void => {
        // A recorded answer is complete at once: before the next turn of the event loop it has said that it is one.
        soon = setImmediate(pass.warm);
        options.onFirstEvent?.();
      };
      const result = await caller.call(request, { ...options, onFirstEvent });
      clearImmediate(soon);
      if (!result.reused) pass.warm();
      return result;
    },
  };
}
