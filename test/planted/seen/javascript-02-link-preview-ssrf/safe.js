import * as cheerio from 'cheerio';

const PREVIEW_HOSTS = new Set(['github.com', 'gitlab.com', 'www.youtube.com']);

function pickTitle(html) {
  const $ = cheerio.load(html);
  return $('meta[property="og:title"]').attr('content') || $('title').text();
}

export default async function linkPreview(fastify) {
  fastify.get('/preview/cached/:id', async (request, reply) => {
    const hit = await fastify.previewCache.get(request.params.id);
    return hit ?? reply.code(404).send({ error: 'not cached' });
  });

  fastify.get('/preview', {
    schema: {
      querystring: {
        type: 'object',
        required: ['target'],
        properties: { target: { type: 'string' } },
      },
    },
  }, async (request, reply) => {
    const { target } = request.query;
    const url = URL.parse(target);
    if (!url || url.protocol !== 'https:' || !PREVIEW_HOSTS.has(url.host)) {
      return reply.code(400).send({ error: 'host is not supported' });
    }
    const upstream = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) });
    if (!upstream.ok) {
      return reply.code(502).send({ error: 'upstream error' });
    }
    return { title: pickTitle(await upstream.text()) };
  });
}
