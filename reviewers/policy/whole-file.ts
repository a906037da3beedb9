import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Report } from '../reviewer.ts';

/** What a finding about a whole file says of its place: the file at the base where the change removes it. */
export function wholeFile(
  file: Pick<ChangedFile, 'status' | 'oldPath' | 'newPath'>,
): Pick<Report, 'location' | 'evidence'> {
  const removed = file.status === 'D';
  const path = removed ? file.oldPath : file.newPath;
  return { location: { path, side: removed ? 'old' : 'new', startLine: null, endLine: null }, evidence: null };
}
