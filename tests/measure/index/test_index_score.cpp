#include <catch2/catch.hpp>

#include "measure/index/index_score.hpp"

using namespace covmap::measure;
using covmap::model::CriterionSpec;
using covmap::model::IndexScale;
using covmap::model::IndexSpec;

namespace {

CriterionSpec criterion(IndexScale scale, double weight = 1, bool low = false) {
    CriterionSpec spec;
    spec.key = spec.column = "x";
    spec.scale = scale;
    spec.most = 1;
    spec.weight = weight;
    spec.low = low;
    return spec;
}

IndexSpec index_of(std::vector<CriterionSpec> criteria) {
    IndexSpec index;
    index.name = "index";
    index.criteria = std::move(criteria);
    return index;
}

IndexFigures figures_of(std::vector<Figures> criteria) {
    const std::size_t n = criteria.front().size();
    return {std::move(criteria), std::vector<bool>(n, true), std::vector<bool>(n, true)};
}

}  // namespace

TEST_CASE("scores are the weighted mean, from 0 to 100 unless told") {
    IndexSpec index = index_of({criterion(IndexScale::minmax, 3), criterion(IndexScale::minmax, 1, true)});
    const IndexFigures figures = figures_of({{0.0, 5.0, 10.0}, {0.0, 10.0, 10.0}});
    // (3 * 0 + 1) / 4, (3 * 0.5 + 0) / 4, (3 * 1 + 0) / 4
    CHECK(score_index(index, figures).score == Numbers{2500, 3750, 7500});
    CHECK(score_index(index, figures).rank == Numbers{3, 2, 1});
    index.to = {1, 10};
    CHECK(score_index(index, figures).score == Numbers{325, 438, 775});
}

TEST_CASE("a group is averaged first") {
    CriterionSpec group = criterion(IndexScale::none);
    group.column.clear();
    group.criteria = {criterion(IndexScale::minmax), criterion(IndexScale::minmax)};
    const IndexSpec index = index_of({criterion(IndexScale::minmax), group});
    const IndexResult result = score_index(index, figures_of({{0.0, 1.0, 1.0}, {0.0, 0.0, 1.0}, {0.0, 1.0, 1.0}}));
    CHECK(result.score == Numbers{0, 7500, 10000});  // (1 + (0 + 1) / 2) / 2
}

TEST_CASE("z-scores stay as they are, or are stretched to the range") {
    IndexSpec index = index_of({criterion(IndexScale::zscore)});
    IndexFigures figures = figures_of({{1.0, 1.0, 3.0, 3.0, 5.0}});
    figures.reference[4] = false;
    CHECK(score_index(index, figures).score == Numbers{-100, -100, 100, 100, 300});
    index.to = {0, 100};
    CHECK(score_index(index, figures).score == Numbers{0, 0, 10000, 10000, 10000});
}

TEST_CASE("equal scores share the smaller rank, and who is no reference has none") {
    IndexFigures figures = figures_of({{1.0, 3.0, 3.0, 2.0}});
    figures.reference[3] = false;
    const IndexResult result = score_index(index_of({criterion(IndexScale::minmax)}), figures);
    CHECK(result.score == Numbers{0, 10000, 10000, 5000});
    CHECK(result.rank == Numbers{3, 1, 1, std::nullopt});
    CHECK(result.rank_lo == result.rank);
    CHECK(result.rank_hi == result.rank);
}

TEST_CASE("where a figure of a criterion is missing there is no score, and its criteria are counted") {
    const IndexResult result = score_index(index_of({criterion(IndexScale::minmax), criterion(IndexScale::minmax)}),
                                           figures_of({{0.0, 1.0, 2.0}, {0.0, std::nullopt, 1.0}}));
    CHECK(result.score == Numbers{0, std::nullopt, 10000});
    CHECK(result.rank == Numbers{2, std::nullopt, 1});
    CHECK(result.made_of == std::vector<std::int64_t>{2, 1, 2});
}

TEST_CASE("who is not scored has no score") {
    IndexFigures figures = figures_of({{0.0, 1.0, 2.0}});
    figures.scored[2] = figures.reference[2] = false;
    CHECK(score_index(index_of({criterion(IndexScale::minmax)}), figures).score == Numbers{0, 10000, std::nullopt});
}

TEST_CASE("criteria without data, and constant ones, are left out of the whole index") {
    const IndexResult result =
        score_index(index_of({criterion(IndexScale::minmax), criterion(IndexScale::zscore), criterion(IndexScale::rank)}),
                    figures_of({{0.0, 1.0}, {7.0, 7.0}, {std::nullopt, std::nullopt}}));
    CHECK(result.criteria == std::vector<Criterion>{Criterion::used, Criterion::constant, Criterion::no_data});
    CHECK(result.used() == 1);
    CHECK(result.score == Numbers{0, 100});  // the job states a z-score: means stay as they are
}

TEST_CASE("an index of nothing has no score") {
    const IndexResult result = score_index(index_of({criterion(IndexScale::minmax)}), figures_of({{1.0, 1.0}}));
    CHECK(result.used() == 0);
    CHECK(result.score == Numbers{std::nullopt, std::nullopt});
    CHECK(result.rank == Numbers{std::nullopt, std::nullopt});
    CHECK(result.made_of == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("ranks that hang on the weights have a range, those that do not have none") {
    // The first leads whatever the weights; the other two change places with them.
    const IndexResult result = score_index(index_of({criterion(IndexScale::bounds), criterion(IndexScale::bounds)}),
                                           figures_of({{1.0, 1.0, 0.0}, {1.0, 0.0, 1.0}}));
    CHECK(result.criteria == std::vector<Criterion>{Criterion::used, Criterion::used});
    CHECK(result.rank_lo.at(0) == 1);
    CHECK(result.rank_hi.at(0) == 1);
    CHECK(result.rank_lo.at(1) == 2);
    CHECK(result.rank_hi.at(1) == 3);
    CHECK(result.rank_lo.at(2) == 2);
    CHECK(result.rank_hi.at(2) == 3);
}
