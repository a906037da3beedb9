# syntax=docker/dockerfile:1.7
FROM debian:12.8-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 worker

ADD http://downloads.acme.example/agent/2.4.1/agent-linux-amd64 /usr/local/bin/agent
RUN chmod 0755 /usr/local/bin/agent

COPY worker /usr/local/bin/worker
USER worker
CMD ["worker"]
