// Any bytes as what a browser sends: the head, and the range of bytes that it asks for. How the bytes are cut changes nothing.
#include <vector>

#include "cli/server/byte_range.hpp"
#include "cli/server/request_head.hpp"
#include "fuzz/support.hpp"

namespace {

using covmap::cli::HeadReader;
using covmap::cli::RequestHead;

struct Understood {
    std::vector<RequestHead> heads;
    int status = 0;
    bool operator==(const Understood&) const = default;
};

Understood read_in_pieces(std::string_view bytes, std::size_t piece) {
    Understood out;
    HeadReader reader;
    for (std::size_t at = 0; at < bytes.size() && out.status == 0; at += piece) {
        reader.take(bytes.substr(at, piece));
        while (reader.state() == HeadReader::State::whole) out.heads.push_back(reader.next());
        if (reader.state() == HeadReader::State::refused) out.status = reader.status();
    }
    return out;
}

void check_range(std::string_view header, std::uint64_t size) {
    const covmap::cli::RangeAsked asked = covmap::cli::range_asked(header, size);
    if (asked.answer != covmap::cli::RangeAnswer::part) return;
    const auto [first, count] = asked.range;
    if (count == 0 || first >= size || count > size - first) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = covmap::fuzz::text_of(data, size);
    const Understood whole = read_in_pieces(bytes, size == 0 ? 1 : size);
    if (!(read_in_pieces(bytes, 1) == whole)) std::abort();
    for (const RequestHead& head : whole.heads) check_range(head.field("range"), 1000);
    for (const std::uint64_t file_size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, ~std::uint64_t{0}})
        check_range(bytes, file_size);
    return 0;
}
