#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "run/prepare/frame.hpp"

using namespace covmap;
using Catch::Matchers::Contains;

TEST_CASE("cells of a millimetre make a frame that is refused, with their number and the remedy") {
    model::Job job;
    job.demand.source.given = "people.tif";
    job.territory.source.given = "communes.gpkg";
    const auto refused = [&](core::CellBox box) { run::refuse_huge_frame({{"EPSG:3035", 0, 0, 0.001, 0.001}, box}, job); };
    CHECK_NOTHROW(refused({}));
    CHECK_NOTHROW(refused({0, 999'999, 0, 1'000'000}));
    CHECK_THROWS_WITH(refused({0, 1'000'000, -500'000, 500'000}),
                      Contains("people.tif: its cells") && Contains("communes.gpkg") &&
                          Contains("1000000 rows x 1000000 columns") && Contains("gdalwarp -tr"));
    // Few cells, but so far from the origin that places are not exact.
    CHECK_NOTHROW(refused({0, 10, (1 << 26) - 10, 1 << 26}));
    CHECK_THROWS_AS(refused({0, 10, 1 << 26, (1 << 26) + 10}), core::Error);
    CHECK_THROWS_AS(refused({-(1 << 26) - 1, -(1 << 26) + 9, 0, 10}), core::Error);
}
