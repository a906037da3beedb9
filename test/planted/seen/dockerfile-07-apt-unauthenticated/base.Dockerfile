FROM ubuntu:24.04

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 gis

COPY gis-server /usr/local/bin/gis-server
USER gis
CMD ["gis-server"]
