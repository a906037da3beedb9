/**
 * Who may decide what a program works on. `strangers`: it answers requests, events or messages of others. `its-user`: whoever starts it gives
 * it its input, and could as well do by hand what it does.
 */
export type Audience = 'strangers' | 'its-user' | 'unknown';

const SERVES_SCRIPT =
  /(?:\bfrom\s{0,20}|\brequire\(\s{0,20}|\bimport\s{0,20}(?:\(\s{0,20})?)["'](?:node:)?(?:express|fastify|koa|koa-\w+|@koa\/\w+|@hapi\/\w+|hono|next\/\w+|@nestjs\/\w+|restify|polka|http2?|https|net|dgram|ws|socket\.io|aws-lambda|firebase-functions|@azure\/functions|graphql|@apollo\/server|amqplib|kafkajs|bull|bullmq|nodemailer|probot|telegraf|discord\.js)["'/]|\baddEventListener\(\s{0,20}["'](?:message|fetch)["']|\bonmessage\b/;
const SERVES_PYTHON =
  /^[ \t]{0,40}(?:from|import)[ \t]{1,20}(?:flask|django|rest_framework|fastapi|starlette|aiohttp|tornado|bottle|falcon|sanic|quart|pyramid|cherrypy|webob|werkzeug|http\.server|socketserver|wsgiref|grpc|celery|kombu|pika|socketio|websockets|strawberry|graphene)\b/m;
const SERVES_PLACE =
  /(?:^|\/)(?:routes?|routers?|controllers?|handlers?|api|views?|endpoints?|middlewares?|webhooks?|resolvers?|lambdas?)(?:\/|\.\w+$)/i;
const STARTED_SCRIPT =
  /^#!|\bprocess\.argv\b|(?:\bfrom\s{0,20}|\brequire\(\s{0,20})["'](?:commander|yargs|yargs\/\w+|meow|minimist|cac|arg|mri|sade|oclif|@oclif\/\w+|inquirer|@inquirer\/\w+|prompts|enquirer|zx|gulp|grunt|shelljs)["'/]|\bparseArgs\(/;
const STARTED_PYTHON =
  /^#!|^[ \t]{0,40}(?:from|import)[ \t]{1,20}(?:argparse|optparse|click|typer|fire|docopt|getopt|cmd|invoke|nox|setuptools)\b|\bsys\.argv\b|^if __name__ == ["']__main__["']/m;

/** Tells by a program's text and path who feeds it. */
export function audienceOf(path: string, text: string): Audience {
  const python = /\.pyi?$/i.test(path);
  if (SERVES_PLACE.test(path) || (python ? SERVES_PYTHON : SERVES_SCRIPT).test(text)) return 'strangers';
  return (python ? STARTED_PYTHON : STARTED_SCRIPT).test(text) ? 'its-user' : 'unknown';
}
