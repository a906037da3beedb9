import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import type { Publisher } from '../../publisher.ts';
import type { AnalysisProgress } from '../../analyse/progress-event.ts';
import type { Host } from '../host.ts';
import { createProgress } from './progress.ts';
import { progressMode, wantsColour } from './terminal.ts';

/** Shows on standard error how a review goes on, until the review itself is printed. */
export interface ProgressDisplay {
  readonly onProgress: (event: AnalysisProgress) => void;
  readonly notice: (text: string) => void;
  /** A publisher that takes the display away before it prints. */
  quietWhile(publisher: Publisher): Publisher;
  end(): void;
}

/** Makes the display for this machine; `json` says that a program reads the output. */
export function showProgress({ environment }: Host, json: boolean): ProgressDisplay {
  const isTTY = process.stderr.isTTY === true;
  const mode = progressMode({ isTTY, ci: environment.CI, term: environment.TERM, json });
  const progress = createProgress({ stream: process.stderr, mode, colour: wantsColour(isTTY, environment) });
  const notice = (text: string) => void process.stderr.write(`docket: ${neutraliseTerminal(text)}\n`);
  let stage: string | null = null;
  const endStage = () => {
    if (stage !== null) progress.end(stage);
    stage = null;
  };
  return {
    notice,
    onProgress: (event) => {
      switch (event.kind) {
        case 'stage':
          endStage();
          stage = event.stage;
          return progress.begin(event.stage);
        case 'reviewer-started':
          endStage();
          return progress.begin(event.reviewer);
        case 'reviewer-settled':
          return progress.end(event.reviewer, event.status);
        case 'check-settled':
          return undefined;
        case 'notice':
          return notice(event.text);
      }
    },
    quietWhile: (publisher) => ({
      ...publisher,
      publish: (body, intent) => {
        endStage();
        progress.finish();
        return publisher.publish(body, intent);
      },
    }),
    end: () => progress.finish(),
  };
}
