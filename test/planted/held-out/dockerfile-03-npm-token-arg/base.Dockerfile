# syntax=docker/dockerfile:1.10
FROM node:22.11.0-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY dist ./dist

USER node
EXPOSE 3000
CMD ["node", "dist/main.js"]
