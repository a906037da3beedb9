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
}
