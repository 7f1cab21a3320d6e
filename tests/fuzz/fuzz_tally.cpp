// Any bytes as tally.covt.
#include "fuzz/own_file.hpp"
#include "store/tally_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace covmap;
    static const fuzz::InputFile file("tally.covt");
    const std::string& path = fuzz::write_with_checksum(file, fuzz::text_of(data, size));
    return fuzz::refused_or_read([&] {
        const store::TallyFile tally = store::open_tally(path);
        std::uint64_t seen = 0;
        tally.reader->for_each([&](const core::TerritoryTally& rows) {
            for (const std::int64_t value : rows.values) seen += static_cast<std::uint64_t>(value);
            for (const std::uint32_t signature : rows.signatures)
                seen += tally.reader->signatures().test(core::SignatureId(signature), 0);
        });
    });
}
