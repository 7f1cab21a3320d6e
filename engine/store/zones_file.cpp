#include "store/zones_file.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "store/bytes/byte_input.hpp"
#include "store/zones_format.hpp"

namespace covmap::store {

namespace {

using HeadJson = nlohmann::json;

constexpr ByteFormat kZoneLayout{kZoneMagic, kZoneVersion, kByteHeader + kByteChecksum, "a file of zones",
                                 "the zones.covz of a run"};

/// Throws nlohmann::json::exception or std::out_of_range where the JSON is not that of a file of zones.
model::ZoneFile described(const HeadJson& json) {
    if (json.at("format") != store::kZoneFormat || json.at("weight_scale") != core::kWeightScale)
        throw std::out_of_range("other format or scale");
    const HeadJson& lattice = json.at("lattice");
    model::ZoneFile file;
    file.lattice = {lattice.at("crs").get<std::string>(), lattice.at("origin_x").get<double>(),
                    lattice.at("origin_y").get<double>(), lattice.at("cell_width").get<double>(),
                    lattice.at("cell_height").get<double>()};
    for (const HeadJson& zones : json.at("zones")) {
        model::ZoneIndex& index = file.zones.emplace_back();
        zones.at("name").get_to(index.name);
        zones.at("detail").get_to(index.detail);
        zones.at("attribute").get_to(index.attribute);
        zones.at("ids").get_to(index.ids);
        if (const auto names = zones.find("names"); names != zones.end()) names->get_to(index.names);
    }
    return file;
}

/// Adds as integers of 32 bits do on paper: beyond them is damage.
std::int32_t moved(std::int64_t from, std::int64_t by, const std::string& path) {
    constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min(), kMost = std::numeric_limits<std::int32_t>::max();
    if (by < kLeast - from || by > kMost - from) damaged(path, "a place is out of range");
    return static_cast<std::int32_t>(from + by);
}

/// A length: a varint that fits, for moved() to add.
std::int64_t length(ByteInput& in, const std::string& path) {
    const std::uint64_t value = in.varint();
    if (value > std::numeric_limits<std::uint32_t>::max()) damaged(path, "a place is out of range");
    return static_cast<std::int64_t>(value);
}

std::vector<model::ZoneBox> read_boxes(ByteInput& in, const std::string& path) {
    std::vector<model::ZoneBox> boxes(in.count(5));
    core::Row row = 0;
    core::Col col = 0;
    for (model::ZoneBox& box : boxes) {
        box.row_begin = row = moved(row, in.zigzag(), path);
        box.col_begin = col = moved(col, in.zigzag(), path);
        box.row_end = moved(row, length(in, path), path);
        box.col_end = moved(col, length(in, path), path);
        box.zone = static_cast<std::uint32_t>(length(in, path));
    }
    return boxes;
}

std::vector<model::ZoneSquare> read_squares(ByteInput& in, const std::string& path) {
    std::vector<model::ZoneSquare> squares(in.count(3));
    core::Row row = 0;
    core::Col col = 0;
    for (model::ZoneSquare& square : squares) {
        square.row = row = moved(row, in.zigzag(), path);
        square.col = col = moved(col, in.zigzag(), path);
        square.weight = in.zigzag();
    }
    return squares;
}

model::ZoneFile read_description(ByteInput& in, const std::string& path) {
    const std::string json = in.open(kZoneLayout);
    try {
        return described(HeadJson::parse(json));
    } catch (const HeadJson::exception& error) {
        damaged(path, error.what());
    } catch (const std::out_of_range& error) {
        damaged(path, error.what());
    }
}

}  // namespace

model::ZoneFile open_zone_file(const std::string& path) {
    ByteInput in(path);
    model::ZoneFile file = read_description(in, path);
    for (model::ZoneIndex& index : file.zones) {
        index.boxes = read_boxes(in, path);
        for (std::size_t zone = 0; zone < index.ids.size(); ++zone) index.squares.push_back(read_squares(in, path));
        if (!is_sound(index)) damaged(path, "boxes or squares are out of order or range");
    }
    if (in.left() != kByteChecksum) damaged(path, "it holds more than it says");
    return file;
}

}  // namespace covmap::store
