FROM ubuntu:24.04

COPY geo-archive-keyring.gpg /usr/share/keyrings/geo-archive-keyring.gpg
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && echo "deb [signed-by=/usr/share/keyrings/geo-archive-keyring.gpg] https://apt.geo.example/ubuntu noble main" > /etc/apt/sources.list.d/geo.list \
    && apt-get update \
    && apt-get install -y --no-install-recommends geo-tiles \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 gis

COPY gis-server /usr/local/bin/gis-server
USER gis
CMD ["gis-server"]
