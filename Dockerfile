# covmap on a plain Debian 12, in two stages: what is needed to build stays in the first.
#   docker build -t covmap .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" covmap run job.toml -o out
FROM debian:12-slim AS build
WORKDIR /covmap
COPY .ci/install .ci/install
RUN .ci/install
COPY . .
RUN .ci/package /package

FROM debian:12-slim
RUN --mount=type=bind,from=build,source=/package,target=/package \
    apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends /package/covmap_*.deb \
 && rm -rf /var/lib/apt/lists/* \
 && install -D -m 644 /package/covmap_*.spdx.json /usr/share/doc/covmap/covmap.spdx.json \
 && useradd --create-home --uid 1000 covmap
USER covmap
WORKDIR /data
ENTRYPOINT ["covmap"]
CMD ["--help"]
