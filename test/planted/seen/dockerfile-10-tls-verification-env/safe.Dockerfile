FROM node:22.11.0-bookworm-slim

ENV NODE_ENV=production
COPY certs/acme-internal-ca.pem /etc/ssl/acme-internal-ca.pem
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/acme-internal-ca.pem
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src

USER node
EXPOSE 8443
CMD ["node", "src/gateway.js"]
