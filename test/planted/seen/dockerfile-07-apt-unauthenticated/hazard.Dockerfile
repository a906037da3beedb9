FROM ubuntu:24.04

RUN echo "deb [trusted=yes] http://apt.geo.example/ubuntu noble main" > /etc/apt/sources.list.d/geo.list \
    && apt-get update \
    && apt-get install -y --no-install-recommends --allow-unauthenticated ca-certificates geo-tiles \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 gis

COPY gis-server /usr/local/bin/gis-server
USER gis
CMD ["gis-server"]
