# Build: everything, then what runs alone.
FROM node:22-bookworm-slim AS build
WORKDIR /korpu
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run -s build && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production KORPU_HOST=0.0.0.0
WORKDIR /korpu
COPY --from=build --chown=root:root /korpu/package.json ./
COPY --from=build --chown=root:root /korpu/node_modules ./node_modules
COPY --from=build --chown=root:root /korpu/dist ./dist
COPY --from=build --chown=root:root /korpu/config ./config
COPY --from=build --chown=root:root /korpu/apps/cli/korpu.mjs ./apps/cli/korpu.mjs
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/src/main.js"]
