import * as cheerio from 'cheerio';

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
    const upstream = await fetch(target, { signal: AbortSignal.timeout(5000) });
    if (!upstream.ok) {
      return reply.code(502).send({ error: 'upstream error' });
    }
    return { title: pickTitle(await upstream.text()) };
  });
}
