// Any bytes as cells.covc, beside the tally of the run that the seeds are of (COVMAP_FUZZ_TALLY).
#include "fuzz/own_file.hpp"
#include "store/cells_file.hpp"
#include "store/tally_file.hpp"

namespace {

class Squares final : public covmap::core::CellAreas {
public:
    [[nodiscard]] std::int64_t cumulative(covmap::core::Row, covmap::core::Col col) const override { return 100'000'000LL * col; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace covmap;
    static const fuzz::InputFile file("cells.covc");
    static const char* const tally = std::getenv("COVMAP_FUZZ_TALLY");
    if (tally == nullptr) std::abort();
    static const model::RunModel model = store::open_tally(tally).model;
    const std::string& path = fuzz::write_with_checksum(file, fuzz::text_of(data, size));
    return fuzz::refused_or_read([&] {
        store::CellsFile cells(path, model);
        core::Interner signatures(core::words_for(model.catalogue.bits()));
        std::size_t seen = cells.sites().size();
        for (const core::Row band : cells.bands())
            cells.visit(band, signatures, Squares(),
                        {[&](const core::Group& group) { seen += group.values.size(); },
                         [&](const store::StoredCut& cut) { seen += cut.values.size() + cut.points.size(); }});
    });
}
