# The GitHub App as a container: docs/app.md says what it needs. Build it with `docker build -t docket .`
FROM node:24-trixie-slim AS package
WORKDIR /source
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY schemas ./schemas
COPY processes ./processes
COPY forge ./forge
COPY analysers ./analysers
COPY models ./models
COPY reviewers ./reviewers
COPY coordinator ./coordinator
COPY history ./history
COPY app ./app
COPY scripts ./scripts
RUN mkdir /package && npm run build && npm pack --ignore-scripts --pack-destination /package

FROM node:24-trixie-slim

# Commits are fetched by git, over https.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git ca-certificates \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY --from=package /package /package
# The package, and beside it what only the App needs.
RUN npm install --no-save --no-audit --no-fund /package/docket-*.tgz graphile-worker@0.18.0 pg@8.23.1 pino@10.4.0 \
      probot@14.3.2 prom-client@15.1.3 \
 && npm cache clean --force

# Queue, histories and copies of repositories: keep /data on a volume of its own.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
ENV NODE_ENV=production HOME=/home/node DOCKET_DATA=/data DOCKET_HOST=0.0.0.0 DOCKET_PORT=3000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.DOCKET_PORT}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "node_modules/docket/build/app/cli/docket.mjs", "serve"]
