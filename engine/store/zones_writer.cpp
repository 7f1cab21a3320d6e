#include "store/zones_writer.hpp"

#include "core/error.hpp"
#include "store/bytes/byte_stream.hpp"
#include "store/job_json.hpp"
#include "store/zones_format.hpp"

namespace covmap::store {

namespace {

Json lattice_json(const core::Lattice& lattice) {
    return {{"crs", lattice.crs},
            {"origin_x", lattice.origin_x},
            {"origin_y", lattice.origin_y},
            {"cell_width", lattice.cell_width},
            {"cell_height", lattice.cell_height}};
}

Json file_json(const model::ZoneFile& file) {
    Json zones = Json::array();
    for (const model::ZoneIndex& index : file.zones)
        zones.push_back({{"name", index.name},
                         {"detail", index.detail},
                         {"attribute", index.attribute},
                         {"ids", index.ids},
                         {"names", index.names}});
    return {{"format", kZoneFormat},
            {"weight_scale", core::kWeightScale},
            {"lattice", lattice_json(file.lattice)},
            {"zones", std::move(zones)}};
}

/// Differences from the item before; the first from 0.
void write_boxes(ByteStream& out, const std::vector<model::ZoneBox>& boxes) {
    out.varint(boxes.size());
    std::int64_t row = 0, col = 0;
    for (const model::ZoneBox& box : boxes) {
        out.zigzag(box.row_begin - row);
        out.zigzag(box.col_begin - col);
        out.varint(static_cast<std::uint64_t>(std::int64_t{box.row_end} - box.row_begin));
        out.varint(static_cast<std::uint64_t>(std::int64_t{box.col_end} - box.col_begin));
        out.varint(box.zone);
        row = box.row_begin;
        col = box.col_begin;
    }
}

void write_squares(ByteStream& out, const std::vector<model::ZoneSquare>& squares) {
    out.varint(squares.size());
    std::int64_t row = 0, col = 0;
    for (const model::ZoneSquare& square : squares) {
        out.zigzag(square.row - row);
        out.zigzag(square.col - col);
        out.zigzag(square.weight);
        row = square.row;
        col = square.col;
    }
}

}  // namespace

void write_zone_file(const model::ZoneFile& file, const std::string& path) {
    for (const model::ZoneIndex& index : file.zones)
        if (!is_sound(index))
            throw core::Error(
                core::ErrorKind::check, path,
                "the boxes or squares of the zones «" + index.name + "» are not sorted or name unknown zones; please report it");
    ByteStream out(path);
    out.header(kZoneMagic, kZoneVersion, dumped(file_json(file), -1));
    for (const model::ZoneIndex& index : file.zones) {
        write_boxes(out, index.boxes);
        for (const auto& squares : index.squares) write_squares(out, squares);
    }
    out.close();
}

}  // namespace covmap::store
