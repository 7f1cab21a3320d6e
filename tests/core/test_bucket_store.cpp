#include <catch2/catch.hpp>

#include "core/bucket_store.hpp"
#include "core/error.hpp"

using namespace covmap::core;

namespace {

struct Pair {
    std::int32_t a = 0, b = 0;
};

std::vector<std::int32_t> read_back(const BucketStore& store, std::uint32_t bucket) {
    std::vector<std::int32_t> values;
    std::vector<std::byte> buffer;
    store.for_each_block(bucket, buffer, [&](std::uint32_t source, std::span<const std::byte> block) {
        std::vector<Pair> pairs;
        records_of(block, pairs);
        for (const Pair& pair : pairs) values.push_back(static_cast<std::int32_t>(source) * 1000 + pair.a * 10 + pair.b);
    });
    return values;
}

}  // namespace

TEST_CASE("records come back by bucket, in the order of their source") {
    BucketStore store(std::size_t{1} << 20);
    BucketWriter<Pair> writer(store, 7, 2);
    for (const auto& [bucket, pair] :
         std::vector<std::pair<std::uint32_t, Pair>>{{0, {1, 1}}, {3, {2, 2}}, {0, {3, 3}}, {0, {4, 4}}})
        writer.add(bucket, pair);
    writer.flush();
    CHECK(store.buckets() == 4);
    CHECK(read_back(store, 0) == std::vector<std::int32_t>{7011, 7033, 7044});
    CHECK(read_back(store, 3) == std::vector<std::int32_t>{7022});
    CHECK(read_back(store, 1).empty());
    CHECK(read_back(store, 9).empty());
    CHECK_FALSE(store.spilled());
    store.release(0);
    CHECK(read_back(store, 0).empty());
}

TEST_CASE("what is beyond the memory goes to scratch and comes back the same") {
    BucketStore store(3 * sizeof(Pair));
    BucketWriter<Pair> writer(store, 0, 3);
    std::vector<std::int32_t> expected;
    for (std::int32_t i = 0; i < 100; ++i) {
        writer.add(5, {i, 0});
        expected.push_back(i * 10);
    }
    writer.flush();
    CHECK(store.spilled());
    CHECK(read_back(store, 5) == expected);
}

TEST_CASE("a scratch folder that cannot be written is told with its remedy") {
    BucketStore store(0, "/nowhere/at/all");
    BucketWriter<Pair> writer(store, 0, 1);
    try {
        writer.add(0, {1, 1});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::output);
        CHECK(error.message().find("set TMPDIR") != std::string::npos);
    }
}
