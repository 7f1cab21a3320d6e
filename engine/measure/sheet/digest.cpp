#include "measure/sheet/digest.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "measure/sheet/sentence_words.hpp"
#include "measure/sheet/sheet_parts.hpp"
#include "measure/tables/definition.hpp"

namespace covmap::measure {

namespace {

/// Where the classes of the share left out begin, in hundredths of a per cent, as those of the maps; 0 has its own, and what is
/// below the first another.
constexpr std::array<std::int64_t, 6> kClassStarts = {100, 200, 500, 1000, 2000, 5000};

std::size_t class_of(std::int64_t share) {
    const auto next = std::upper_bound(kClassStarts.begin(), kClassStarts.end(), share);
    return share == 0 ? 0 : 1 + static_cast<std::size_t>(next - kClassStarts.begin());
}

model::SheetValue lacking_of(const model::SheetShare& share, bool low_is_good) { return low_is_good ? share.met : share.not_met; }

/// The name of the nearest parent that the table shows, else its code.
std::string nearest_parent(const SheetTables& run, const model::Table& wide, std::size_t row) {
    for (const std::string& kind : run.model.territories.parent_kinds) {
        const std::string name = text_of(wide, kind + "_name", row), code = text_of(wide, kind, row);
        if (!name.empty() || !code.empty()) return name.empty() ? code : name;
    }
    return {};
}

bool much_unknown(const model::SheetValue& unknown, const model::SheetValue& whole) {
    const auto share = whole ? model::share_of(unknown.value_or(0), *whole) : std::nullopt;
    return share && *share >= model::kMuchUnknown_hundredths;
}

void tell_territories(const SheetTables& run, model::DigestIndicator& told) {
    const model::Table& wide = run.territories();
    told.distribution.assign(kClassStarts.size() + 3, 0);
    for (std::size_t row = 0; row < wide.rows(); ++row) {
        const model::SheetValue whole = value_of(wide, run.counted, row);
        const model::SheetShare share = share_in(run, wide, row, told.name);
        const model::SheetValue lacking = lacking_of(share, told.low_is_good);
        if (!lacking || !whole || *whole == 0) continue;
        told.places += *lacking > 0;
        const model::SheetValue part = model::share_of(*lacking, *whole);
        if (much_unknown(share.unknown, whole)) {
            ++told.distribution.back();
            continue;
        }
        ++told.distribution[class_of(part.value_or(0))];
        if (*lacking > 0)
            told.worst.push_back(
                {text_of(wide, "code", row), text_of(wide, "name", row), nearest_parent(run, wide, row), *lacking, part});
    }
    const std::size_t kept = std::min(told.worst.size(), model::kMostWorst);
    std::partial_sort(told.worst.begin(), told.worst.begin() + static_cast<std::ptrdiff_t>(kept), told.worst.end(),
                      [](const model::DigestPlace& a, const model::DigestPlace& b) {
                          return a.lacking != b.lacking ? a.lacking > b.lacking : a.code < b.code;
                      });
    told.worst.resize(kept);
}

model::DigestIndicator digest_of(const SheetTables& run, const model::IndicatorSpec& spec, const model::Table* all) {
    const Basis basis = basis_of(spec, run.model.catalogue);
    model::DigestIndicator told;
    told.name = spec.name;
    told.label = label_or(spec.label, spec.name);
    told.lack = lack_of(spec, run.model);
    told.lacking_words = lacking_words(spec);
    told.lead = lead_words(basis);
    told.claimed = is_claimed(basis);
    told.nature = basis.any_claim ? basis.nature : Text{};
    told.date = basis.date;
    told.low_is_good = spec.low_is_good;
    if (all != nullptr && all->rows() == 1) {
        const model::SheetValue whole = value_of(*all, run.counted, 0);
        told.whole = share_in(run, *all, 0, spec.name);
        told.lacking = lacking_of(told.whole, spec.low_is_good);
        if (whole && told.lacking) told.lacking_share = model::share_of(*told.lacking, *whole);
        if (whole && told.whole.unknown) told.unknown_share = model::share_of(*told.whole.unknown, *whole);
    }
    tell_territories(run, told);
    return told;
}

void tell_gaps(const SheetTables& run, model::Digest& digest) {
    const model::Table& wide = run.territories();
    for (std::size_t row = 0; row < wide.rows(); ++row) {
        const model::SheetValue flag = value_of(wide, run.counted + "_gap_flag", row);
        digest.compared += flag.has_value();
        if (flag.value_or(0) == 0) continue;
        ++digest.far_off;
        digest.largest_gaps.push_back(
            {text_of(wide, "code", row), text_of(wide, "name", row), value_of(wide, run.counted, row).value_or(0),
             value_of(wide, run.counted + "_ref", row).value_or(0), value_of(wide, run.counted + "_gap_pct", row)});
    }
    std::stable_sort(digest.largest_gaps.begin(), digest.largest_gaps.end(),
                     [](const model::DigestGap& a, const model::DigestGap& b) {
                         return std::abs(a.counted - a.official) > std::abs(b.counted - b.official);
                     });
    digest.largest_gaps.resize(std::min(digest.largest_gaps.size(), model::kMostWorst));
}

}  // namespace

model::Digest make_digest(const model::RunModel& model, const std::vector<model::Table>& tables) {
    const SheetTables run(model, tables);
    const model::Table* all = run.find("all");
    model::Digest digest;
    digest.job_name = model.job.name;
    digest.counted = run.counted;
    digest.has_people = !model.attributes.empty();
    digest.noun = digest.has_people ? counted(model.attributes.front().unit) : same("km²");
    digest.scale = digest.has_people ? core::kWeightScale : core::kAreaScale;
    if (all != nullptr && all->rows() == 1) digest.people = value_of(*all, run.counted, 0);
    digest.territories = static_cast<std::int64_t>(run.territories().rows());
    digest.unit = unit_singular(model.territories.unit);
    digest.units = unit_plural(model.territories.unit);
    for (const model::IndicatorSpec& spec : model.job.indicator) digest.indicators.push_back(digest_of(run, spec, all));
    tell_gaps(run, digest);
    return digest;
}

}  // namespace covmap::measure
