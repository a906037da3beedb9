FROM node:22.11.0-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src

USER node

EXPOSE 8080
CMD ["node", "src/server.js"]
