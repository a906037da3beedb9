FROM debian:12.8-slim AS build

SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl xz-utils \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSL https://get.typeset.example/install.sh | bash -s -- --prefix /usr/local

WORKDIR /src
COPY reports ./reports
RUN typeset build reports --out /out

FROM nginxinc/nginx-unprivileged:1.27.2-alpine
COPY --from=build /out /usr/share/nginx/html
