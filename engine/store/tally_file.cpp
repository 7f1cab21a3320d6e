#include "store/tally_file.hpp"

#include <utility>

#include "store/bytes/byte_input.hpp"
#include "store/rows/tally_rows.hpp"
#include "store/tally_format.hpp"
#include "store/tally_model.hpp"

namespace covmap::store {

namespace {

/// Signatures' counts, the end mark, blocks and rows.
constexpr ByteFormat kTallyLayout{
    kTallyMagic, kTallyVersion, kByteHeader + 16 + 1 + 16 + kByteChecksum, "a tally", "the tally.covt of a run", kTallyOldest};

model::RunModel read_model(ByteInput& in, const std::string& path) {
    const std::string json = in.open(kTallyLayout);
    try {
        return tally::model(nlohmann::json::parse(json));
    } catch (const nlohmann::json::exception& error) {
        damaged(path, error.what());
    } catch (const std::out_of_range& error) {
        damaged(path, error.what());
    }
}

}  // namespace

TallyFile open_tally(const std::string& path) {
    auto opened = std::make_unique<ByteInput>(path);
    ByteInput& in = *opened;
    TallyFile file{read_model(in, path), nullptr, false};
    const TallyShape shape{file.model.territories.territories.size(), core::words_for(file.model.catalogue.bits()),
                           file.model.attributes.size() + 1};
    file.keeps_doubt = in.version() >= kTallyWithDoubt;
    TallyRows rows = read_tally_rows(std::move(opened), path, shape, file.keeps_doubt);
    file.model.doubt = std::move(rows.doubt);
    file.reader = std::move(rows.reader);
    return file;
}

}  // namespace covmap::store
