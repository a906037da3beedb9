FROM debian:12.8-slim AS build

SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl xz-utils \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY reports ./reports
RUN cp -r reports /out

FROM nginxinc/nginx-unprivileged:1.27.2-alpine
COPY --from=build /out /usr/share/nginx/html
