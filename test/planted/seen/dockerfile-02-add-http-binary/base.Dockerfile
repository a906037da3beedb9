# syntax=docker/dockerfile:1.7
FROM debian:12.8-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 worker

COPY worker /usr/local/bin/worker
USER worker
CMD ["worker"]
