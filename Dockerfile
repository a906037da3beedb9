# The GitHub App as a container: docs/app.md says what it needs. Build it with `docker build -t docket .`
# The package is the same for every processor.
FROM --platform=$BUILDPLATFORM node:24-trixie-slim AS package
WORKDIR /source
COPY package.json package-lock.json tsconfig.json tsconfig.build.json LICENSE ./
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
RUN mkdir /package && npm run build && npm pack --ignore-scripts --pack-destination /package . ./build-app

# Streams the history to a store. The pinned release and its checksums are those of history/replica/install.ts.
FROM node:24-trixie-slim AS litestream
ARG TARGETARCH
WORKDIR /litestream
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates curl
RUN case "$TARGETARCH" in \
      amd64) name=linux-x86_64 sum=cfb371176d164437ae869f8351cfde49bd1804ae71c61923f75c9cba9c9c006d ;; \
      arm64) name=linux-arm64 sum=f8ca4a050095c1efbda2c4365172e61bf9d955ea0d9ac42f448b52e51819baa5 ;; \
      *) echo "no Litestream for $TARGETARCH" >&2; exit 1 ;; \
    esac \
 && curl --fail --location --silent --show-error --output archive.tgz \
      "https://github.com/benbjohnson/litestream/releases/download/v0.5.17/litestream-0.5.17-$name.tar.gz" \
 && echo "$sum  archive.tgz" | sha256sum --check --strict \
 && tar -xzf archive.tgz litestream

FROM node:24-trixie-slim

# Commits are fetched by git, over https.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git ca-certificates \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY --from=package /package /package
# The program, and the App's package, which brings what only the server needs.
RUN npm install --no-save --no-audit --no-fund --ignore-scripts /package/docket-[0-9]*.tgz /package/docket-app-*.tgz \
 && npm cache clean --force

COPY --from=litestream /litestream/litestream /usr/local/bin/litestream

# Queue, histories and copies of repositories: keep /data on a volume of its own.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
ENV NODE_ENV=production HOME=/home/node DOCKET_DATA=/data DOCKET_HOST=0.0.0.0 DOCKET_PORT=3000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.DOCKET_PORT}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "node_modules/docket-app/docket-app.mjs", "serve"]
