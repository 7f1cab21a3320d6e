#include "run/reuse/tally_csv.hpp"

#include <ostream>

#include "model/table.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

std::string layer_name(const model::Catalogue& catalogue, std::size_t layer) {
    const model::Claim& claim = catalogue.claims[catalogue.layers[layer].claim.value].key;
    std::string name = claim.operator_code + " " + claim.technology;
    for (const std::string* part : {&claim.service, &catalogue.layers[layer].level, &claim.vintage})
        if (!part->empty()) name += " " + *part;
    return name;
}

std::string signature_name(const model::Catalogue& catalogue, const core::SignatureTable& signatures, core::SignatureId id) {
    std::string name;
    for (std::size_t bit = 0; bit < catalogue.bits(); ++bit) {
        if (!signatures.test(id, bit)) continue;
        if (!name.empty()) name += " + ";
        if (bit < catalogue.layers.size()) {
            name += layer_name(catalogue, bit);
        } else {
            const model::ExtentInfo& extent = catalogue.extents[bit - catalogue.layers.size()];
            name += (extent.doubt ? "in doubt: " : "known: ") + extent.source;
        }
    }
    return name;
}

}  // namespace

void write_tally_csv(const std::string& run_folder, std::ostream& out) {
    const store::TallyFile file = store::open_tally(store::standing_run(run_folder) + "/tally.covt");
    const model::RunModel& model = file.model;
    std::vector<std::string> names;
    for (std::uint32_t s = 0; s < file.reader->signatures().size(); ++s)
        names.push_back(model::csv_text(signature_name(model.catalogue, file.reader->signatures(), core::SignatureId(s))));
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
