import { useNetwork } from '../config/network.ts';
import { learnEnvironment } from '../known-secrets.ts';
import { showWarning } from './action-log.ts';

/** What every process of the Action does first: it learns what is secret, and how the network is reached. */
export function beginProcess(): void {
  learnEnvironment();
  for (const notice of useNetwork({ isServer: true })) showWarning(notice);
}
