import { useNetwork } from '../../../app/config/network.ts';
import { access, capability, request } from '../../models/providers/protocols.ts';

// A process of its own: how the network is reached is told once for all of a process. Asks one client for one thing and prints how it ended.
const [client = '', url = '', patienceMs = ''] = process.argv.slice(2);
const notices = useNetwork();
const signal = AbortSignal.timeout(Number(patienceMs));

async function outcome(): Promise<unknown> {
  switch (client) {
    case 'fetch':
      return (await fetch(url, { signal })).status;
    case 'github': {
      const { createGitHub } = await import('../../../forge/github/api/client.ts');
      const github = createGitHub({ apiUrl: url, token: async () => 'token', userAgent: 'test', signal });
      return (await github.rest.request('GET /meta')).status;
    }
    case 'store': {
      const { openS3Store } = await import('../../../history/replica/stores/s3-store.ts');
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
      const { download } = await import('../../../app/action/pinned-download.ts');
      const named = { package: 'left', version: '1.0.0', platform: 'linux-x64', tool: 'oxlint' } as const;
      const place = { cache: null, registry: async () => url, signal };
      return download({ ...named, sha256: '0'.repeat(64) }, place).then(String);
    }
    case 'anthropic': {
      const { createAnthropicModel } = await import('../../../models/providers/anthropic.ts');
      const model = createAnthropicModel({ capability: capability(), access: access(), baseUrl: url });
      return (await model.call(request(), { signal })).stopReason;
    }
    case 'openai': {
      const { createOpenAiCompatibleModel } = await import('../../../models/providers/openai-compatible.ts');
      const model = createOpenAiCompatibleModel({ capability: capability(), access: access(), baseUrl: url });
      return (await model.call(request(), { signal })).stopReason;
    }
    default:
      return 'nothing was asked for';
  }
}

const result = await outcome().catch((error: unknown) => `failed: ${String(error)}`);
process.stdout.write(JSON.stringify({ result, notices }));
