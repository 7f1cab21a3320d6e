#include <catch2/catch.hpp>
#include <stdexcept>

#include "measure/cells/imputed_sink.hpp"

using namespace covmap;

namespace {

/// A cut square of one territory and two signatures.
class TwoParts final : public core::CutCell {
public:
    TwoParts(core::Row the_row, core::Col the_col, const std::vector<std::int64_t>& of_parts) {
        row = the_row;
        col = the_col;
        parts = m_parts;
        values = of_parts;
    }
    [[nodiscard]] const core::CellGeometry& geometry() const override { throw std::logic_error("not asked"); }
    [[nodiscard]] const core::Quarters& quarters(int) const override { throw std::logic_error("not asked"); }
    [[nodiscard]] int part_at(double, double) const override { throw std::logic_error("not asked"); }

private:
    std::vector<core::CellPart> m_parts{{core::TerritoryId(1), 0}, {core::TerritoryId(1), 1}};
};

class NoSignatures final : public core::SignatureLookup {
public:
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t /*provisional*/) const override { return {}; }
};

}  // namespace

TEST_CASE("estimated people are those of the flagged squares: whole ones in runs, their parts where squares are cut") {
    const std::vector<core::CellAt> flagged = {{5, 2}, {5, 4}, {6, 0}};
    measure::ImputedSink sink(flagged, 2, 1);
    const NoSignatures signatures;
    sink.begin_band(0, signatures);
    core::DemandRows rows;
    rows.reset(5, 6, 1);
    rows.col = {1, 2, 4, 9};
    rows.weight[0] = {100, 20, 3, 7};
    const std::vector<std::uint32_t> one = {0};
    const std::vector<std::int64_t> run = {123, 50}, cut = {30, 10, 12, 10};
    // A run of the row 5 over the columns 0 to 8: squares 2 and 4 are flagged.
    sink.group({core::TerritoryId(0), 5, 0, 8, one, run, &rows, 0, 3});
    // A cut square that is flagged, with two signatures, and one that is not.
    sink.cut(TwoParts(6, 0, cut));
    sink.cut(TwoParts(6, 1, cut));
    sink.end_band(0);
    CHECK(measure::ImputedSink::merge({&sink}) == std::vector<std::int64_t>{23, 42});
    CHECK(measure::ImputedSink::merge({&sink, &sink}) == std::vector<std::int64_t>{46, 84});
    CHECK(measure::ImputedSink::merge({}).empty());
}
