// The choice, against every choice there is on small worlds.
#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <set>
#include <tuple>

#include "sites/choose.hpp"
#include "sites/support/site_world.hpp"

using namespace covmap;
using sites::Candidate;

namespace {

struct World {
    core::FailingCells cells;
    std::vector<Candidate> candidates;
};

World world_of(unsigned seed) {
    std::mt19937 random(seed);
    World world;
    world.cells = test::random_cells(random, 5);
    world.candidates = test::random_candidates(random, 5, 8);
    return world;
}

/// The best of all sets within number and budget.
std::int64_t exhaustive(const World& world, const sites::Plan& plan) {
    const std::vector<test::Cover> covers = test::covers_of(world.cells, world.candidates);
    std::int64_t best = 0;
    for (unsigned set = 0; set < 1U << world.candidates.size(); ++set) {
        std::int64_t cost = 0;
        std::vector<test::Cover> chosen;
        for (std::size_t i = 0; i < world.candidates.size(); ++i) {
            if ((set >> i & 1U) == 0) continue;
            cost += world.candidates[i].cost;
            chosen.push_back(covers[i]);
        }
        if (static_cast<std::size_t>(std::popcount(set)) > plan.k || cost > plan.budget.value_or(cost)) continue;
        best = std::max(best, test::worth_of(world.cells, chosen, plan.worth));
    }
    return best;
}

sites::Choice choice_of(const World& world, const sites::Plan& plan) {
    sites::Served served(world.cells, plan.worth);
    return sites::choose(served, world.candidates, plan);
}

sites::Plan plan_of(std::size_t k, int serve = 1) {
    sites::Plan plan;
    plan.worth = {{1, 3}, serve, std::nullopt};
    plan.k = k;
    return plan;
}

/// Asks everybody each time.
std::vector<std::size_t> plain_greedy(const World& world, const sites::Plan& plan) {
    sites::Served served(world.cells, plan.worth);
    std::vector<std::size_t> picks;
    while (picks.size() < plan.k) {
        std::size_t best = 0;
        std::int64_t worth = 0;
        for (std::size_t i = 0; i < world.candidates.size(); ++i) {
            if (std::find(picks.begin(), picks.end(), i) != picks.end()) continue;
            if (const std::int64_t w = served.worth(world.candidates[i].reach); w > worth)
                std::tie(best, worth) = std::pair(i, w);
        }
        if (worth == 0) break;
        served.add(world.candidates[best].reach);
        picks.push_back(best);
    }
    return picks;
}

std::vector<std::size_t> numbers_of(const sites::Choice& choice) {
    std::vector<std::size_t> numbers;
    for (const sites::Pick& pick : choice.picks) numbers.push_back(pick.candidate);
    return numbers;
}

}  // namespace

TEST_CASE("a choice is near the best there is, and its bound is none too low") {
    for (unsigned seed = 0; seed < 6; ++seed)
        for (const int serve : {1, 2}) {
            World world = world_of(seed);
            for (Candidate& candidate : world.candidates) candidate.cost = 1;
            const sites::Plan plan = plan_of(1 + seed % 4, serve);
            const sites::Choice choice = choice_of(world, plan);
            const std::int64_t best = exhaustive(world, plan);
            INFO("seed " << seed << ", serve " << serve);
            CHECK(choice.worth <= best);
            CHECK(static_cast<double>(choice.worth) >= (1 - 1 / std::numbers::e) * static_cast<double>(best));
            CHECK(choice.bound.value() >= best);
            CHECK(numbers_of(choice) == plain_greedy(world, plan));
        }
}

TEST_CASE("a choice within a budget is near the best there is too") {
    for (unsigned seed = 20; seed < 26; ++seed) {
        const World world = world_of(seed);
        sites::Plan plan = plan_of(9);
        plan.budget = 3 + seed % 9;
        const sites::Choice choice = choice_of(world, plan);
        const std::int64_t best = exhaustive(world, plan);
        std::int64_t cost = 0;
        for (const sites::Pick& pick : choice.picks) cost += world.candidates[pick.candidate].cost;
        INFO("seed " << seed);
        CHECK(cost <= *plan.budget);
        CHECK(choice.worth <= best);
        CHECK(static_cast<double>(choice.worth) >= (1 - 1 / std::numbers::e) / 2 * static_cast<double>(best));
        CHECK(choice.bound.value() >= best);
    }
}

TEST_CASE("within a budget one dear site may be better than several cheap ones") {
    World world;
    world.cells.cells = {{0, 0, core::TerritoryId(0)}, {0, 20, core::TerritoryId(0)}};
    world.cells.attributes = 1;
    world.cells.people = {10, 900};
    world.cells.unknown = {0};
    world.candidates = {{test::disc_at(0.5, 0.5, 1), 1, false}, {test::disc_at(20.5, 0.5, 1), 100, false}};
    sites::Plan plan;
    plan.worth = {{1}, 1, std::nullopt};
    plan.k = 5;
    plan.budget = 100;
    const sites::Choice choice = choice_of(world, plan);
    CHECK(numbers_of(choice) == std::vector<std::size_t>{1});
    CHECK(choice.worth == 900);
}

TEST_CASE("masts that exist come first while they gain enough") {
    for (unsigned seed = 40; seed < 50; ++seed) {
        World world = world_of(seed);
        for (Candidate& candidate : world.candidates) candidate.cost = 1;
        sites::Plan plan = plan_of(4);
        plan.existing_first = 1.0;
        sites::Served served(world.cells, plan.worth);
        for (const sites::Pick& pick : choice_of(world, plan).picks) {
            for (const Candidate& candidate : world.candidates) CHECK(served.worth(candidate.reach) <= pick.gain.worth);
            served.add(world.candidates[pick.candidate].reach);
        }
        plan.existing_first = 0.0;
        const sites::Choice choice = choice_of(world, plan);
        for (std::size_t i = 0; i + 1 < choice.picks.size(); ++i)
            CHECK((world.candidates[choice.picks[i].candidate].existing ||
                   !world.candidates[choice.picks[i + 1].candidate].existing));
        CHECK(world.candidates[choice.picks.front().candidate].existing);
        CHECK(choice.bound.value() >= choice.worth);
    }
}

TEST_CASE("the choice ends where nobody is left, and does not depend on threads") {
    const World world = world_of(60);
    sites::Plan plan = plan_of(9);
    const sites::Choice choice = choice_of(world, plan);
    CHECK(choice.worth == test::worth_of(world.cells, test::covers_of(world.cells, world.candidates), plan.worth));
    CHECK(choice.picks.back().gain.worth > 0);
    CHECK(choice.bound.value() >= choice.worth);
    plan.for_each = [](std::size_t n, const std::function<void(std::size_t)>& task) {
        for (std::size_t i = n; i-- > 0;) task(i);
    };
    CHECK(numbers_of(choice_of(world, plan)) == numbers_of(choice));
}

TEST_CASE("with a capacity each step takes the site that fills best, and no bound is told") {
    for (unsigned seed = 70; seed < 80; ++seed) {
        World world = world_of(seed);
        for (Candidate& candidate : world.candidates) candidate.cost = 1;
        sites::Plan plan = plan_of(4);
        plan.worth = {{1, 0}, 1, 8000};
        const sites::Choice choice = choice_of(world, plan);
        CHECK_FALSE(choice.bound.has_value());
        sites::Served served(world.cells, plan.worth);
        std::set<std::size_t> chosen;
        for (const sites::Pick& pick : choice.picks) {
            std::int64_t best = 0;
            for (std::size_t i = 0; i < world.candidates.size(); ++i)
                if (!chosen.contains(i)) best = std::max(best, served.filled(world.candidates[i].reach));
            chosen.insert(pick.candidate);
            CHECK(pick.gain.worth == best);
            CHECK(pick.gain.people[0] <= 8000);
            served.add(world.candidates[pick.candidate].reach);
        }
    }
}
