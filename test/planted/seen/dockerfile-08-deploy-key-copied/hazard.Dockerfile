# syntax=docker/dockerfile:1.7
FROM golang:1.23.3-bookworm

WORKDIR /src
ENV GOPRIVATE=git.acme.example
RUN git config --global url."ssh://git@git.acme.example/".insteadOf "https://git.acme.example/"
COPY known_hosts /etc/ssh/ssh_known_hosts
COPY deploy_key /root/.ssh/id_ed25519
RUN chmod 0600 /root/.ssh/id_ed25519
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /usr/local/bin/ledger ./cmd/ledger \
    && useradd --system --uid 10001 ledger

USER ledger
ENTRYPOINT ["ledger"]
