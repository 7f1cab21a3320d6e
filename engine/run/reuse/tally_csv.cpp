#include "run/reuse/tally_csv.hpp"

#include <ostream>

#include "measure/explain/signature_text.hpp"
#include "model/table.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

void write_tally_csv(const std::string& run_folder, std::ostream& out) {
    const store::TallyFile file = store::open_tally(store::standing_run(run_folder) + "/tally.covt");
    const model::RunModel& model = file.model;
    const measure::SignatureWords by_code{[](const std::string& code) { return code; }};
    std::vector<std::string> names;
    for (std::uint32_t s = 0; s < file.reader->signatures().size(); ++s)
        names.push_back(model::csv_text(
            measure::signature_text(model.catalogue, file.reader->signatures(), core::SignatureId(s), by_code).en));
    out << "code,signature,layers";
    for (const core::Attribute& attribute : model.attributes) out << ',' << attribute.name;
    out << ",area_km2\n";
    file.reader->for_each([&](const core::TerritoryTally& rows) {
        const std::string code = model::csv_text(model.territories.territories[rows.territory.value].code);
        for (std::size_t r = 0; r < rows.signatures.size(); ++r) {
            out << code << ',' << rows.signatures[r] << ',' << names[rows.signatures[r]];
            for (std::size_t a = 0; a < model.attributes.size(); ++a)
                out << ',' << model::decimal_text(rows.values[r * file.reader->stride() + a], core::kWeightScale);
            out << ',' << model::decimal_text(rows.values[r * file.reader->stride() + model.attributes.size()], core::kAreaScale)
                << '\n';
        }
    });
}

}  // namespace covmap::run
