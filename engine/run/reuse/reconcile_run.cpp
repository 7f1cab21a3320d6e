#include "run/reuse/reconcile_run.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/error.hpp"
#include "measure/reconcile/reconcile.hpp"
#include "read/territory/reference.hpp"
#include "run/prepare/markets.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

/// Months since the year 0 of an ISO date, or -1.
int month_of(const std::string& date) {
    if (date.size() < 7 || date[4] != '-') return -1;
    return std::atoi(date.substr(0, 4).c_str()) * 12 + std::atoi(date.substr(5, 2).c_str());
}

/// The newest date of the claims that the reference speaks of; what is planned is not there yet.
std::string claims_date(const model::RunModel& model, model::ReferenceShape shape, const std::string& vintage) {
    const std::string kind = shape == model::ReferenceShape::debits ? "fixed" : "mobile";
    std::string newest;
    for (const model::ClaimInfo& claim : model.catalogue.claims)
        if (claim.key.kind == kind && claim.key.vintage == vintage && claim.key.nature != "planned")
            newest = std::max(newest, claim.date);
    return newest;
}

}  // namespace

model::Reconciliation reconcile_run(const std::string& folder, const std::vector<std::string>& references,
                                    const std::string& format, const std::string& medium,
                                    const model::ReconcileOptions& options) {
    const std::string path = store::standing_run(folder) + "/tally.covt";
    if (!std::filesystem::exists(path))
        throw core::Error(core::ErrorKind::input, folder, "holds no tally.covt; give the folder of a run, or run the job again");
    const store::TallyFile tally = store::open_tally(path);
    model::Reconciliation out;
    out.run = folder;
    out.options = options;
    for (const std::string& file : references) {
        const model::Reference reference = read::read_reference(file, format, medium);
        model::ReconciledReference& compared = out.references.emplace_back(
            measure::reconcile(tally.model, *tally.reader, reference, options, canonical_operators(tally.model.job)));
        const std::string claims = claims_date(tally.model, reference.shape, options.vintage);
        constexpr int kHalfYear = 6;
        if (month_of(claims) >= 0 && month_of(reference.date) >= 0 &&
            std::abs(month_of(claims) - month_of(reference.date)) > kHalfYear)
            compared.notes.push_back("the reference is of " + reference.date + ", the newest claim of the run of " + claims);
    }
    return out;
}

}  // namespace covmap::run
