#include "export/page/page_parts.hpp"

#include <algorithm>
#include <cmath>

#include "store/bytes/json_text.hpp"

namespace covmap::exports {

namespace {

constexpr int kDegreeScale = 5;
constexpr double kDegreeUnits = 1e5;

void append_units(store::OutputFile& out, double units) { out.append_decimal(static_cast<std::int64_t>(units), kDegreeScale); }

}  // namespace

void append_json_value(store::OutputFile& out, const model::Column& column, std::size_t row) {
    if (column.nulls[row]) return out.append("null");
    switch (column.type) {
        case model::ColumnType::text:
            return store::append_json_text(out, column.texts[row]);
        case model::ColumnType::share:
            return out.append_fixed(column.numbers[row], column.scale);
        case model::ColumnType::flag:
            return out.append(column.numbers[row] != 0 ? "true" : "false");
        case model::ColumnType::quantity:
        case model::ColumnType::count:
            return out.append_decimal(column.numbers[row], column.scale);
    }
}

void append_json_row(store::OutputFile& out, const model::Table& table, std::size_t row) {
    out.append('[');
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0) out.append(',');
        append_json_value(out, table.columns[c], row);
    }
    out.append(']');
}

void append_degrees(store::OutputFile& out, double degrees) { append_units(out, std::round(degrees * kDegreeUnits)); }

void append_box(store::OutputFile& out, const LonLatBox& box) {
    append_units(out, std::floor(box.west * kDegreeUnits));
    out.append(',');
    append_units(out, std::floor(box.south * kDegreeUnits));
    out.append(',');
    append_units(out, std::ceil(box.east * kDegreeUnits));
    out.append(',');
    append_units(out, std::ceil(box.north * kDegreeUnits));
}

void append_spot(store::OutputFile& out, const std::optional<Spot>& spot) {
    if (!spot) return out.append("null,null,null,null,null,null");
    append_degrees(out, spot->lon_lat.x);
    out.append(',');
    append_degrees(out, spot->lon_lat.y);
    out.append(',');
    append_box(out, spot->box);
}

std::string file_name_of(const std::string& code) {
    constexpr const char* kHex = "0123456789ABCDEF";
    constexpr std::string_view kMarks = "-_.!~*'()";
    if (code.empty()) return "_";
    std::string name;
    for (const char c : code) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          kMarks.find(c) != std::string_view::npos;
        if (kept)
            name += c;
        else
            name += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    return name;
}

}  // namespace covmap::exports
