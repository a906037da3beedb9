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

const SERVES_OTHERS =
  /"(?:net\/http|net|github\.com\/(?:gin-gonic|labstack\/echo|gofiber|go-chi|gorilla|valyala)\/[^"]*|google\.golang\.org\/grpc)"|\b(?:javax|jakarta)\.(?:servlet|ws\.rs)|org\.springframework\.(?:web|messaging|kafka)|io\.(?:ktor\.server|micronaut\.http|javalin|vertx)|ActionController|ApplicationController|Sinatra|Microsoft\.AspNetCore|System\.Web|\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b|Illuminate\\|Symfony\\Component\\Http|Psr\\Http|\b(?:axum|actix_web|rocket|warp|hyper)::/;
const STARTED_OTHERS =
  /^#!|\bos\.Args\b|\bflag\.Parse\(|"github\.com\/(?:spf13\/cobra|urfave\/cli|alecthomas\/kong)[^"]*"|\bpublic\s+static\s+(?:async\s+)?(?:void|int|Task)\s+[mM]ain\s*\(|\bfun\s+main\s*\(|\bstd::env::args|\bclap::|\bARGV\b|\bOptionParser\b|\$argv\b|picocli|\bThor\b/;

/** Files that a build tool runs for whoever calls it by hand, whatever else they say. */
const STARTED_PLACE =
  /(?:^|\/)(?:Rakefile|Thorfile|Fastfile|Guardfile|Capfile|Dangerfile)$|\.(?:rake|thor|cake|csx|gradle|gradle\.kts)$/;

/** Tells by a program's text and path who feeds it. */
export function audienceOf(path: string, text: string): Audience {
  const [serves, started] = /\.pyi?$/i.test(path)
    ? [SERVES_PYTHON, STARTED_PYTHON]
    : /\.[cm]?[jt]sx?$/i.test(path)
      ? [SERVES_SCRIPT, STARTED_SCRIPT]
      : [SERVES_OTHERS, STARTED_OTHERS];
  if (SERVES_PLACE.test(path) || serves.test(text)) return 'strangers';
  return STARTED_PLACE.test(path) || started.test(text) ? 'its-user' : 'unknown';
}
