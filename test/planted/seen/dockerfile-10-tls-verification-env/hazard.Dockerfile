FROM node:22.11.0-bookworm-slim

ENV NODE_ENV=production
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src

USER node
EXPOSE 8443
CMD ["node", "src/gateway.js"]
