import type { OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import type { Run, TrustDomain } from '../../schemas/run.ts';
import { archiveNote, mayHold } from '../archive/archive-note.ts';
import type { Tables } from '../tables/tables.ts';
import { type OutcomeImport, outcomeImports } from './imported-outcomes.ts';
import { outcomeExamples } from './outcome-examples.ts';
import type { RepositorySuppression } from '../../schemas/learning/suppression.ts';
import {
  isInForce,
  suppressionStories,
  suppressionUses,
  type SuppressionStory,
  type SuppressionUse,
} from './suppressions.ts';
import { pastFindings } from './past-findings.ts';

/** Reads several tables as of one moment. */
type Read = <T>(look: (tables: Tables) => T) => T;

/** What a repository's own past teaches, over all of its changes. */
export class RepositoryPast {
  readonly #read: Read;
  readonly #now: () => Date;

  constructor(read: Read, now: () => Date) {
    this.#read = read;
    this.#now = now;
  }

  /** What became of published findings, as far as reviews of this trust domain may learn from it, newest first. */
  outcomeExamples(trust: TrustDomain): readonly OutcomeExample[] {
    return this.#read((tables) => outcomeExamples(tables, trust));
  }

  /** Whether an archive may have runs of a change, as far as this log can tell. */
  mayBeArchived(archive: string, change: Pick<Run, 'source' | 'label'>): boolean {
    return this.#read((tables) => mayHold(archiveNote(tables), archive, change));
  }

  /** The archives that the note of this log tells of. */
  knownArchives(): readonly string[] {
    return this.#read((tables) => archiveNote(tables)?.parts.map(({ id }) => id) ?? []);
  }

  /** The runs of a change, newest first. */
  runsOf(change: Pick<Run, 'source' | 'label'>): readonly string[] {
    return this.#read(({ runs }) => runs.ofLabel(change).map(({ id }) => id));
  }

  /** What was imported of other bots' pasts and not withdrawn, newest first. */
  outcomeImports(): readonly OutcomeImport[] {
    return this.#read(outcomeImports);
  }

  /** What reviews of this trust domain published lately, and what became of it: for `similarPastFindings` of the coordinator. */
  findings(trust: TrustDomain): readonly PastFinding[] {
    return this.#read((tables) => pastFindings(tables, trust));
  }

  /** Every dismissal for the whole repository, also those that ended, the oldest first. */
  suppressions(): readonly SuppressionStory[] {
    return this.#read(suppressionStories);
  }

  /** What one of them held back, oldest first. */
  suppressionUses(suppression: RepositorySuppression): readonly SuppressionUse[] {
    return this.#read((tables) => suppressionUses(tables, suppression));
  }

  /** The dismissals for the whole repository that hold for a review of this trust domain at this moment. */
  suppressionsInForce(trust: TrustDomain): readonly RepositorySuppression[] {
    const now = this.#now();
    return this.suppressions().flatMap((story) => (isInForce(story, now, trust) ? [story.suppression] : []));
  }
}
