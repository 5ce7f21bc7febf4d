# One image for every service; what a container runs is its command. The sources run as they are.
FROM node:26.10.0-trixie-slim AS packages
WORKDIR /app
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile --prod

FROM node:26.10.0-trixie-slim
WORKDIR /app
COPY --from=packages /app /app
USER node
