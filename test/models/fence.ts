import nock from 'nock';
import { afterAll, beforeAll } from 'vitest';

/** No test of this file reaches anything but this machine: a request to elsewhere fails at once. */
export function fence(): void {
  beforeAll(() => {
    nock.disableNetConnect();
    nock.enableNetConnect(/^(127\.0\.0\.1|localhost)(:\d+)?$/);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
