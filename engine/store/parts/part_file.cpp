#include "store/parts/part_file.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "store/bytes/byte_input.hpp"
#include "store/bytes/byte_stream.hpp"
#include "store/rows/tally_rows.hpp"

namespace covmap::store {

namespace {

constexpr std::string_view kPartMagic{"COVP\r\n\x1a\n", 8};
/// A count of names, then a tally without rows.
constexpr ByteFormat kPartLayout{kPartMagic, 1, kByteHeader + 1 + 16 + 1 + 16 + kByteChecksum, "a sweep of a part",
                                 "the sweep-0.covp of a part"};

std::string about_text(const PartAbout& about) {
    return nlohmann::json{{"plan", about.plan},   {"part", about.part},
                          {"sweep", about.sweep}, {"territories", about.territories},
                          {"words", about.words}, {"stride", about.stride}}
        .dump();
}

}  // namespace

void write_part_file(const PartAbout& about, const PartFound& found, const core::TallyReader& tally, const std::string& path) {
    ByteStream out(path);
    out.header(kPartMagic, kPartLayout.version, about_text(about));
    out.varint(found.sums.size());
    for (const auto& [name, values] : found.sums) {
        out.varint(name.size());
        out.bytes(name);
        out.varint(values.size());
        for (const std::int64_t value : values) out.zigzag(value);
    }
    if (!write_tally_rows(out, tally, found.doubt, about.territories))
        throw core::Error(core::ErrorKind::check, path, "the rows of the part are not sorted; please report it");
    out.close();
}

PartFile open_part_file(const std::string& path, const PartAbout& expected) {
    auto in = std::make_unique<ByteInput>(path);
    if (in->open(kPartLayout) != about_text(expected))
        throw core::Error(core::ErrorKind::input, path, "is of another plan, part or sweep than its folder says");
    PartFile file;
    for (std::size_t names = in->count(2); names > 0; --names) {
        std::string name(in->count(1), '\0');
        in->bytes(name.data(), name.size());
        std::vector<std::int64_t>& values = file.found.sums[name];
        values.resize(in->count(1));
        for (std::int64_t& value : values) value = in->zigzag();
    }
    TallyRows rows = read_tally_rows(std::move(in), path, {expected.territories, expected.words, expected.stride}, true);
    file.found.doubt = std::move(rows.doubt);
    file.tally = std::move(rows.reader);
    return file;
}

}  // namespace covmap::store
