import axios from 'axios';
import { randomUUID } from 'node:crypto';

const BASE_URL = process.env.BILLING_URL ?? 'http://billing.internal:8080';

export function createBillingClient({ token, logger }) {
  const client = axios.create({
    baseURL: BASE_URL,
    timeout: 8000,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    maxRedirects: 0,
  });

  client.interceptors.request.use((config) => {
    config.headers.set('x-request-id', randomUUID());
    return config;
  });

  client.interceptors.response.use(undefined, (error) => {
    logger.warn({ status: error.response?.status }, 'billing call failed');
    return Promise.reject(error);
  });

  return client;
}
