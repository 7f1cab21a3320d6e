#include "read/job/indicator_sets.hpp"

#include <tuple>
#include <utility>

namespace covmap::read {
namespace {

using core::Text;
using model::IndicatorSpec;

IndicatorSpec fixed(const std::string& name, const Text& label, const std::string& medium, std::int64_t down_kbps,
                    std::int64_t up_kbps = 0) {
    IndicatorSpec spec;
    spec.name = name;
    spec.label = label;
    spec.kind = "fixed";
    spec.medium = medium;
    spec.down_kbps = down_kbps;
    spec.up_kbps = up_kbps;
    spec.min = 1;
    return spec;
}

IndicatorSpec mobile_4g(const std::string& name, const Text& label) {
    IndicatorSpec spec;
    spec.name = name;
    spec.label = label;
    spec.technology_at_least = "4G";
    spec.service = "data";
    spec.nature = {"claimed", "modelled"};
    return spec;
}

// Arcep, «zones blanches» (nobody) and «zones grises» (somebody, not all).
std::vector<IndicatorSpec> arcep_4g() {
    std::vector<IndicatorSpec> set = {mobile_4g("any_4g", {"4G d'au moins un opérateur", "4G from at least one operator"}),
                                      mobile_4g("all_4g", {"4G de tous les opérateurs", "4G from all operators"}),
                                      mobile_4g("white_4g", {"Zone blanche 4G", "No 4G from anybody"})};
    set[0].min = 1;
    set[1].all = true;
    set[2].max = 0;
    set[2].low_is_good = true;
    return set;
}

// Arcep, «Ma connexion internet»: classes INEL, HD05, HD3, BHD8, THD30, THD100, THD1G, by medium.
std::vector<IndicatorSpec> arcep_debits() {
    struct Threshold {
        const char *word, *mbps_fr, *mbps_en;
        std::int64_t kbps;
    };
    constexpr Threshold kThresholds[] = {{"05", "0,5", "0.5", 500},      {"3", "3", "3", 3'000},
                                         {"8", "8", "8", 8'000},         {"30", "30", "30", 30'000},
                                         {"100", "100", "100", 100'000}, {"1000", "1 000", "1,000", 1'000'000}};
    std::vector<IndicatorSpec> set;
    for (const auto& [medium, name, fr, en] :
         {std::tuple{"wired", "wired_", "Filaire", "Wired"}, std::tuple{"terrestrial", "ground_", "Terrestre", "Terrestrial"},
          std::tuple{"any", "fixed_", "Toutes technologies", "Any technology"}})
        for (const Threshold& t : kThresholds)
            set.push_back(fixed(std::string(name) + t.word,
                                {std::string(fr) + ", au moins " + t.mbps_fr + " Mbit/s",
                                 std::string(en) + ", at least " + t.mbps_en + " Mbit/s"},
                                medium, t.kbps));
    return set;
}

// FCC, Broadband Data Collection: served from 100/20 Mbit/s, underserved from 25/3, unserved below.
std::vector<IndicatorSpec> fcc_100_20() {
    std::vector<IndicatorSpec> set;
    for (const auto& [medium, name, fr, en] :
         {std::tuple{"any", "any_", "Toutes technologies", "Any technology"}, std::tuple{"wired", "wired_", "Filaire", "Wired"},
          std::tuple{"terrestrial", "ground_", "Terrestre", "Terrestrial"}}) {
        set.push_back(fixed(std::string(name) + "25_3", {std::string(fr) + ", 25/3 Mbit/s", std::string(en) + ", 25/3 Mbit/s"},
                            medium, 25'000, 3'000));
        set.push_back(fixed(std::string(name) + "100_20",
                            {std::string(fr) + ", 100/20 Mbit/s", std::string(en) + ", 100/20 Mbit/s"}, medium, 100'000, 20'000));
    }
    return set;
}

// European Commission, Guidelines on State aid for broadband networks (2023/C 36/01): ultrafast networks, present or credibly
// planned.
std::vector<IndicatorSpec> eu_2023() {
    constexpr std::int64_t kUltrafastKbps = 100'000;
    std::vector<IndicatorSpec> set = {
        fixed("eu_white", {"Zone blanche (UE) : aucun réseau à 100 Mbit/s", "White area (EU): no network of 100 Mbit/s"},
              "terrestrial", kUltrafastKbps),
        fixed("eu_grey", {"Zone grise (UE) : un seul réseau à 100 Mbit/s", "Grey area (EU): one network of 100 Mbit/s"},
              "terrestrial", kUltrafastKbps),
        fixed("eu_black",
              {"Zone noire (UE) : deux réseaux à 100 Mbit/s ou plus", "Black area (EU): two networks of 100 Mbit/s or more"},
              "terrestrial", kUltrafastKbps)};
    for (IndicatorSpec& spec : set) spec.nature = {"claimed", "planned"};
    set[0].min.reset();
    set[0].max = 0;
    set[0].low_is_good = true;
    set[1].max = 1;
    set[2].min = 2;
    return set;
}

using Maker = std::vector<IndicatorSpec> (*)();
constexpr std::pair<const char*, Maker> kSets[] = {
    {"arcep-4g", arcep_4g}, {"arcep-debits", arcep_debits}, {"eu-2023", eu_2023}, {"fcc-100-20", fcc_100_20}};

}  // namespace

std::vector<std::string> indicator_sets() {
    std::vector<std::string> names;
    for (const auto& [name, make] : kSets) names.emplace_back(name);
    return names;
}

std::vector<IndicatorSpec> indicator_set(const std::string& name) {
    for (const auto& [known, make] : kSets)
        if (name == known) return make();
    return {};
}

}  // namespace covmap::read
