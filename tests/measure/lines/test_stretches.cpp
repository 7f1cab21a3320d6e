// Stretches along lines drawn by hand: each piece of a line is a letter and so many metres. «m» meets, «n» does not, «u» is
// unknown, «o» is outside.
#include <catch2/catch.hpp>

#include "measure/lines/line_tables.hpp"
#include "measure/lines/stretches.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct Piece {
    char state;
    std::int64_t metres;
    char right = ' ';  ///< of the other side, where it is another one
};

struct Drawn {
    std::string name;
    core::Point from, to;
    std::vector<Piece> pieces;
    std::uint32_t class_number = 0;
    std::string id = {};
};

struct Lines {
    model::RunModel model = TwoOperators().model;
    model::LinesSpec spec;
    model::LineSet set;
    model::LineFindings findings;

    explicit Lines(const std::vector<Drawn>& drawn) {
        model.job.indicator = {indicator("any", "4G")};
        model.job.indicator.front().min = 1;
        spec.name = "roads";
        spec.fails = {"any"};
        spec.class_column = "class";
        set.classes = {"A", "B"};
        findings.states = {{core::TerritoryId(0), {16}}, {core::TerritoryId(0), {25}}, {core::TerritoryId(1), {0}}, {{}, {}}};
        for (const Drawn& line : drawn) {
            set.lines.push_back({line.id, line.name, line.class_number, set.vertices.size(), set.vertices.size() + 2});
            findings.first_piece.push_back(findings.pieces.size());
            std::int64_t at_mm = 0;
            for (const Piece& piece : line.pieces) {
                at_mm += 1000 * piece.metres;
                findings.pieces.push_back({at_mm, state(piece.state), state(piece.right == ' ' ? piece.state : piece.right)});
            }
            set.vertices.insert(set.vertices.end(), {line.from, line.to});
            set.at_mm.insert(set.at_mm.end(), {0, at_mm});
        }
        findings.first_piece.push_back(findings.pieces.size());
    }

    static std::uint32_t state(char letter) { return letter == 'n' ? 0 : letter == 'm' ? 1 : letter == 'u' ? 2 : 3; }

    model::StretchSet found() const {
        model::StretchSet stretches = measure::find_stretches(model, spec, set, findings);
        std::int64_t sum = stretches.short_mm.front();
        for (const model::Stretch& stretch : stretches.stretches) sum += stretch.not_mm;
        CHECK(measure::uncovered_mm(model, spec, set, findings) == std::vector<std::int64_t>{sum});  // nothing is lost
        return stretches;
    }
    [[nodiscard]] std::vector<std::int64_t> metres() const {
        std::vector<std::int64_t> lengths;
        for (const model::Stretch& stretch : found().stretches) lengths.push_back(stretch.length_mm / 1000);
        return lengths;
    }
};

using Metres = std::vector<std::int64_t>;
const core::Point kWest{0, 0}, kMiddle{1, 0}, kEast{2, 0}, kNorth{1, -1};

}  // namespace

TEST_CASE("stretches begin at the minimum, the longest first") {
    const Lines lines({{"", kWest, kEast, {{'m', 100}, {'n', 249}, {'m', 100}, {'n', 250}, {'m', 60}, {'n', 900}}}});
    CHECK(lines.metres() == Metres{900, 250});
    CHECK(lines.found().short_mm == Metres{249'000});
}

TEST_CASE("covered gaps below join_m belong to a stretch, and are told apart") {
    Lines lines({{"", kWest, kEast, {{'n', 200}, {'m', 49}, {'n', 200}, {'m', 50}, {'n', 300}}}});
    REQUIRE(lines.metres() == Metres{449, 300});
    CHECK(lines.found().stretches.front().not_mm == 400'000);
    lines.spec.join_mm = 50'001;
    CHECK(lines.metres() == Metres{799});
    lines.spec.join_mm = 0;
    CHECK(lines.metres() == Metres{300});
}

TEST_CASE("gaps one after the other are one gap") {
    const Lines lines({{"R", kWest, kMiddle, {{'n', 300}, {'m', 30}}}, {"R", kMiddle, kEast, {{'m', 30}, {'n', 300}}}});
    CHECK(lines.metres() == Metres{300, 300});
}

TEST_CASE("what is unknown, and what is outside, ends a stretch") {
    CHECK(Lines({{"", kWest, kEast, {{'n', 300}, {'u', 1}, {'n', 400}, {'o', 1}, {'n', 500}}}}).metres() ==
          Metres{500, 400, 300});
    CHECK(Lines({{"", kWest, kEast, {{'u', 3000}}}}).metres().empty());
}

TEST_CASE("a stretch runs on through the shared end of two lines of one name and class, whatever their directions") {
    for (const bool turned : {false, true}) {
        Drawn second{"R", kMiddle, kEast, {{'n', 200}, {'m', 500}}};
        if (turned) second = {"R", kEast, kMiddle, {{'m', 500}, {'n', 200}}};
        const Lines lines({{"R", kWest, kMiddle, {{'m', 300}, {'n', 100}}}, second});
        REQUIRE(lines.metres() == Metres{300});
        const std::vector<model::StretchPart> parts{
            {0, 300'000, 400'000, false},
            turned ? model::StretchPart{1, 500'000, 700'000, true} : model::StretchPart{1, 0, 200'000, false}};
        CHECK(lines.found().stretches.front().parts == parts);
    }
    CHECK(Lines({{"R", kWest, kMiddle, {{'n', 200}}}, {"S", kMiddle, kEast, {{'n', 200}}}}).metres().empty());
    CHECK(Lines({{"R", kWest, kMiddle, {{'n', 200}}}, {"R", kMiddle, kEast, {{'n', 200}}, 1}}).metres().empty());
    CHECK(Lines({{"", kWest, kMiddle, {{'n', 200}}}, {"", kMiddle, kEast, {{'n', 200}}}}).metres().empty());
}

TEST_CASE("where a third line of the name joins, the way ends") {
    CHECK(Lines({{"R", kWest, kMiddle, {{'n', 300}}}, {"R", kMiddle, kEast, {{'n', 400}}}, {"R", kMiddle, kNorth, {{'n', 500}}}})
              .metres() == Metres{500, 400, 300});
}

TEST_CASE("lines without a name run on by their id where the job names its column") {
    Lines lines({{"", kWest, kMiddle, {{'n', 200}}, 0, "7"}, {"", kMiddle, kEast, {{'n', 200}}, 0, "7"}});
    CHECK(lines.metres().empty());
    lines.spec.id_column = "ref";
    CHECK(lines.metres() == Metres{400});
}

TEST_CASE("a ring has no beginning") {
    const Lines lines({{"R", kWest, kMiddle, {{'n', 200}, {'m', 100}}},
                       {"R", kMiddle, kNorth, {{'m', 300}}},
                       {"R", kNorth, kWest, {{'m', 100}, {'n', 150}}}});
    CHECK(lines.metres() == Metres{350});
    CHECK(lines.found().stretches.front().parts.front().line == 2);
    CHECK(Lines({{"R", kWest, kWest, {{'n', 300}}}}).metres() == Metres{300});
    CHECK(Lines({{"R", kWest, kMiddle, {{'n', 200}}}, {"R", kWest, kMiddle, {{'n', 100}}}}).metres() == Metres{300});
}

TEST_CASE("along the edge of a coverage the half that is uncovered counts") {
    const Lines lines({{"", kWest, kEast, {{'n', 300, 'm'}, {'n', 100}, {'m', 1000}}}});
    REQUIRE(lines.metres() == Metres{400});
    CHECK(lines.found().stretches.front().not_mm == 250'000);
}

TEST_CASE("the territories of a stretch come with what they have of it, and what is present there") {
    Lines lines({{"", kWest, kEast, {{'n', 300}, {'u', 400}}}});
    lines.model.job.indicator.front().all = false;
    lines.model.job.indicator.front().of = {"O"};  // who is known everywhere
    const auto found = lines.found().stretches;
    REQUIRE(found.size() == 1);
    CHECK(found.front().territories == std::vector<std::pair<core::TerritoryId, std::int64_t>>{{core::TerritoryId(1), 400'000},
                                                                                               {core::TerritoryId(0), 300'000}});
    CHECK(found.front().present == std::vector<std::uint64_t>{16});
}

TEST_CASE("where low is good, what meets is what is ranked; [only] leaves out the rest") {
    Lines lines({{"", kWest, kEast, {{'m', 300}, {'n', 700}}}});
    lines.model.job.indicator.front().low_is_good = true;
    CHECK(lines.metres() == Metres{300});
    lines.model.job.only = {{"commune", {"A2"}}};
    CHECK(lines.metres().empty());
}
