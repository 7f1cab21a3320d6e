#include <catch2/catch.hpp>
#include <cmath>

#include "measure/index/index_scale.hpp"

using namespace covmap::measure;
using covmap::model::IndexScale;

namespace {

const std::vector<bool> kAll(5, true);
const Figures kFigures = {1.0, 2.0, 2.0, 4.0, std::nullopt};

std::vector<double> values(const std::optional<Figures>& figures) {
    std::vector<double> out;
    for (const auto& figure : figures.value()) out.push_back(figure.value_or(-1));
    return out;
}

}  // namespace

TEST_CASE("a rank counts who is below, and half of the equal ones") {
    CHECK(values(scaled(kFigures, kAll, {IndexScale::rank, 0, 0})) == std::vector<double>{0.125, 0.5, 0.5, 0.875, -1});
}

TEST_CASE("a rank turned round is the rest to 1") {
    CHECK(values(scaled(turned(kFigures), kAll, {IndexScale::rank, 0, 0})) == std::vector<double>{0.875, 0.5, 0.5, 0.125, -1});
}

TEST_CASE("tenths are counted from those below, equal figures share one") {
    CHECK(values(scaled(kFigures, kAll, {IndexScale::decile, 0, 0})) == std::vector<double>{0, 2.0 / 9, 2.0 / 9, 7.0 / 9, -1});
}

TEST_CASE("minmax runs from the least to the most of the reference, and others are clamped") {
    CHECK(values(scaled(kFigures, {false, true, true, true, true}, {IndexScale::minmax, 0, 0})) ==
          std::vector<double>{0, 0, 0, 1, -1});
}

TEST_CASE("stated ends clamp") {
    CHECK(values(scaled(kFigures, kAll, {IndexScale::bounds, 0, 2})) == std::vector<double>{0.5, 1, 1, 1, -1});
}

TEST_CASE("z-scores divide by n, and others are beyond") {
    // Mean 2 and deviation 1 of 1, 1, 3, 3; 5 is no reference.
    const Figures figures = {1.0, 1.0, 3.0, 3.0, 5.0};
    CHECK(values(scaled(figures, {true, true, true, true, false}, {IndexScale::zscore, 0, 0})) ==
          std::vector<double>{-1, -1, 1, 1, 3});
}

TEST_CASE("what is the same everywhere has no z-score and no minmax, and the middle rank") {
    const Figures figures = {0.1, 0.1, 0.1};
    const std::vector<bool> all(3, true);
    CHECK_FALSE(scaled(figures, all, {IndexScale::zscore, 0, 0}));
    CHECK_FALSE(scaled(figures, all, {IndexScale::minmax, 0, 0}));
    CHECK(values(scaled(figures, all, {IndexScale::rank, 0, 0})) == std::vector<double>{0.5, 0.5, 0.5});
}

TEST_CASE("a reference without figures has no scale") {
    for (const IndexScale scale : {IndexScale::rank, IndexScale::bounds, IndexScale::none})
        CHECK_FALSE(scaled(kFigures, {false, false, false, false, true}, {scale, 0, 1}));
}
