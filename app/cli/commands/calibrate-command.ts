import { calibrationError, checkCalibration } from '../../../coordinator/calibrate/calibration-error.ts';
import { fitTrackRecord } from '../../../coordinator/calibrate/fit-track-record.ts';
import type { CalibrationDocument } from '../../../schemas/learning/calibration.ts';
import { jsonText } from '../../output/json-text.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderCalibration } from '../render/render-calibration.ts';

/** `docket calibrate`: what the outcomes say of the reviewers, and how far the percentages are from what came true. */
export async function calibrateCommand(options: HistoryOptions & { readonly check?: boolean }): Promise<number> {
  await withRecordedHistory(options, (log, text) => {
    const examples = log.past.outcomeExamples('local');
    const imported = examples.filter((example) => example.imported).length;
    const record = fitTrackRecord(examples);
    const document: CalibrationDocument = {
      schemaVersion: 1,
      outcomes: examples.length - imported,
      imported,
      record,
      reliability: calibrationError(
        examples.filter((example) => !example.imported),
        record,
      ),
      check: options.check === true ? checkCalibration(examples) : null,
    };
    return options.json === true
      ? jsonText(document)
      : renderCalibration(document, { ...text, checked: options.check === true });
  });
  return 0;
}
