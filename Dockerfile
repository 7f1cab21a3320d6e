# covmap on a plain Debian 12: docker build -t covmap . && docker run -v "$PWD:/data" covmap run /data/job.toml
FROM debian:12 AS build
WORKDIR /covmap
COPY .ci/install .ci/install
RUN .ci/install
COPY . .
RUN cmake --preset release -D COVMAP_TESTS=OFF -D COVMAP_BENCHMARKS=OFF && cmake --build --preset release \
 && cpack --config build/release/CPackConfig.cmake -B /package

FROM debian:12
COPY --from=build /package/*.deb /tmp/
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/*.deb proj-data && rm -rf /tmp/*.deb /var/lib/apt/lists/*
ENTRYPOINT ["covmap"]
