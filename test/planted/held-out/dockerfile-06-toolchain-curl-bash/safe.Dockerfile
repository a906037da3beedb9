FROM debian:12.8-slim AS build

SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl xz-utils \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSLo /tmp/typeset.tar.xz https://get.typeset.example/v0.12.0/typeset-linux-amd64.tar.xz \
    && echo "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab  /tmp/typeset.tar.xz" | sha256sum --check --strict \
    && tar -xJf /tmp/typeset.tar.xz -C /usr/local/bin typeset \
    && rm /tmp/typeset.tar.xz

WORKDIR /src
COPY reports ./reports
RUN typeset build reports --out /out

FROM nginxinc/nginx-unprivileged:1.27.2-alpine
COPY --from=build /out /usr/share/nginx/html
