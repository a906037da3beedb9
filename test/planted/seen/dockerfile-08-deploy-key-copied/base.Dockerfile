# syntax=docker/dockerfile:1.7
FROM golang:1.23.3-bookworm

WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /usr/local/bin/ledger ./cmd/ledger \
    && useradd --system --uid 10001 ledger

USER ledger
ENTRYPOINT ["ledger"]
