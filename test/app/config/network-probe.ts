import { download } from '../../../app/action/pinned-download.ts';
import { useNetwork } from '../../../app/config/network.ts';
import { createGitHub } from '../../../forge/github/api/client.ts';
import { openS3Store } from '../../../history/replica/s3-store.ts';
import { createAnthropicModel } from '../../../models/providers/anthropic.ts';
import { createOpenAiCompatibleModel } from '../../../models/providers/openai-compatible.ts';
import { access, capability, request } from '../../models/providers/protocols.ts';

// A process of its own: how the network is reached is told once for all of a process. Asks one client for one thing and prints how it ended.
const [client, url = ''] = process.argv.slice(2);
const notices = useNetwork();
const signal = AbortSignal.timeout(15_000);

async function outcome(): Promise<unknown> {
  switch (client) {
    case 'fetch':
      return (await fetch(url, { signal })).status;
    case 'github': {
      const github = createGitHub({ apiUrl: url, token: async () => 'token', userAgent: 'test', signal });
      return (await github.rest.request('GET /meta')).status;
    }
    case 'store': {
      const place = {
        bucket: 'b',
        prefix: '',
        region: 'us-east-1',
        endpoint: url,
        encryption: null,
        authorities: null,
      };
      return (await openS3Store(place).readHead()) === null ? 'empty' : 'full';
    }
    case 'packages': {
      const named = { package: 'left', version: '1.0.0', platform: 'linux-x64', tool: 'oxlint' } as const;
      return download({ ...named, sha256: '0'.repeat(64) }, { cache: null, registry: async () => url, signal }).then(
        String,
      );
    }
    case 'anthropic':
      return (
        await createAnthropicModel({ capability: capability(), access: access(), baseUrl: url }).call(request(), {
          signal,
        })
      ).stopReason;
    case 'openai':
      return (
        await createOpenAiCompatibleModel({ capability: capability(), access: access(), baseUrl: url }).call(
          request(),
          { signal },
        )
      ).stopReason;
    default:
      return 'nothing was asked for';
  }
}

const result = await outcome().catch((error: unknown) => `failed: ${String(error)}`);
process.stdout.write(JSON.stringify({ result, notices }));
