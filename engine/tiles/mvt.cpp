#include "tiles/mvt.hpp"

#include <algorithm>
#include <protozero/pbf_writer.hpp>
#include <type_traits>
#include <utility>

namespace covmap::tiles {

namespace {

/// Numbers of fields in vector_tile.proto of Mapbox Vector Tile 2.1.
namespace field {
constexpr protozero::pbf_tag_type kTileLayer = 3;
constexpr protozero::pbf_tag_type kLayerName = 1, kLayerFeature = 2, kLayerKey = 3, kLayerValue = 4, kLayerExtent = 5,
                                  kLayerVersion = 15;
constexpr protozero::pbf_tag_type kFeatureId = 1, kFeatureTags = 2, kFeatureType = 3, kFeatureGeometry = 4;
constexpr protozero::pbf_tag_type kValueText = 1, kValueDouble = 3, kValueUnsigned = 5, kValueSigned = 6, kValueBool = 7;
}  // namespace field

constexpr std::uint32_t kVersion = 2;

/// Appends the commands of 4.3.1 and their parameters, from a cursor that starts at the corner of the tile.
class Commands {
public:
    explicit Commands(std::vector<std::uint32_t>& numbers) : m_numbers(numbers) {}
    void points(const std::vector<core::TilePoint>& points) {
        command(1, points.size());
        for (const core::TilePoint point : points) move_to(point);
    }
    void line(const std::vector<core::TilePoint>& points) {
        command(1, 1);
        move_to(points[0]);
        command(2, points.size() - 1);
        for (std::size_t i = 1; i < points.size(); ++i) move_to(points[i]);
    }
    void ring(const std::vector<core::TilePoint>& points) {
        line(points);
        command(7, 1);
    }

private:
    void command(std::uint32_t id, std::size_t count) { m_numbers.push_back(id | static_cast<std::uint32_t>(count) << 3U); }
    void move_to(core::TilePoint point) {
        m_numbers.push_back(protozero::encode_zigzag32(point.x - m_cursor.x));
        m_numbers.push_back(protozero::encode_zigzag32(point.y - m_cursor.y));
        m_cursor = point;
    }

    std::vector<std::uint32_t>& m_numbers;
    core::TilePoint m_cursor;
};

bool has_repeats(const std::vector<core::TilePoint>& points, bool closed) {
    return std::adjacent_find(points.begin(), points.end()) != points.end() ||
           (closed && points.size() > 1 && points.front() == points.back());
}

std::vector<core::TilePoint> without_repeats(const std::vector<core::TilePoint>& points, bool closed) {
    std::vector<core::TilePoint> kept;
    kept.reserve(points.size());
    for (const core::TilePoint point : points)
        if (kept.empty() || point != kept.back()) kept.push_back(point);
    while (closed && kept.size() > 1 && kept.front() == kept.back()) kept.pop_back();
    return kept;
}

void add_polygons(const TileParts& rings, Commands& commands) {
    bool has_outline = false;
    const auto add = [&](const std::vector<core::TilePoint>& ring) {
        const std::int64_t area2 = core::ring_area2(ring);
        has_outline = has_outline || area2 > 0;
        if (area2 != 0 && has_outline) commands.ring(ring);
    };
    for (const auto& ring : rings)
        if (has_repeats(ring, true))
            add(without_repeats(ring, true));
        else
            add(ring);
}

void add_geometry(core::TileGeometry type, const TileParts& parts, Commands commands) {
    switch (type) {
        case core::TileGeometry::point:
            if (!parts.empty() && !parts[0].empty()) commands.points(parts[0]);
            break;
        case core::TileGeometry::line:
            for (const auto& part : parts)
                if (const auto line = without_repeats(part, false); line.size() > 1) commands.line(line);
            break;
        case core::TileGeometry::polygon:
            add_polygons(parts, commands);
            break;
    }
}

void write_value(const core::TileValue& value, std::string& message) {
    protozero::pbf_writer out(message);
    std::visit(
        [&out](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::string>) out.add_string(field::kValueText, held);
            if constexpr (std::is_same_v<Held, double>) out.add_double(field::kValueDouble, held);
            if constexpr (std::is_same_v<Held, bool>) out.add_bool(field::kValueBool, held);
            if constexpr (std::is_same_v<Held, std::int64_t>) {
                if (held < 0)
                    out.add_sint64(field::kValueSigned, held);
                else
                    out.add_uint64(field::kValueUnsigned, static_cast<std::uint64_t>(held));
            }
        },
        value);
}

}  // namespace

MvtLayer::MvtLayer(std::string name) : m_name(std::move(name)) {}

std::uint32_t MvtLayer::key_number(std::string_view key, std::size_t position) {
    if (position >= m_last_keys.size()) m_last_keys.resize(position + 1, 0);
    std::uint32_t& number = m_last_keys[position];
    if (number >= m_keys.size() || m_keys.text(number) != key) number = m_keys.number_of(key);
    return number;
}

std::uint32_t MvtLayer::value_number(const core::TileValue& value) {
    m_message.clear();
    write_value(value, m_message);
    return m_values.number_of(m_message);
}

bool MvtLayer::add(std::uint64_t id, core::TileGeometry type, const TileParts& parts, std::span<const TileProperty> properties) {
    m_commands.clear();
    add_geometry(type, parts, Commands(m_commands));
    if (m_commands.empty()) return false;
    m_tags.clear();
    for (std::size_t p = 0; p < properties.size(); ++p) {
        m_tags.push_back(key_number(properties[p].first, p));
        m_tags.push_back(value_number(properties[p].second));
    }
    protozero::pbf_writer layer(m_features);
    protozero::pbf_writer feature(layer, field::kLayerFeature);
    feature.add_uint64(field::kFeatureId, id);
    feature.add_packed_uint32(field::kFeatureTags, m_tags.begin(), m_tags.end());
    feature.add_enum(field::kFeatureType, static_cast<std::int32_t>(type));
    feature.add_packed_uint32(field::kFeatureGeometry, m_commands.begin(), m_commands.end());
    ++m_count;
    return true;
}

void MvtLayer::append_to(std::string& tile) const {
    if (empty()) return;
    std::string head, keys, values, tail;
    protozero::pbf_writer first(head);
    first.add_uint32(field::kLayerVersion, kVersion);
    first.add_string(field::kLayerName, m_name);
    protozero::pbf_writer key_fields(keys), value_fields(values);
    for (std::uint32_t k = 0; k < m_keys.size(); ++k)
        key_fields.add_string(field::kLayerKey, m_keys.text(k).data(), m_keys.text(k).size());
    for (std::uint32_t v = 0; v < m_values.size(); ++v)
        value_fields.add_message(field::kLayerValue, m_values.text(v).data(), m_values.text(v).size());
    protozero::pbf_writer(tail).add_uint32(field::kLayerExtent, core::kTileExtent);
    protozero::pbf_writer(tile).add_bytes_vectored(field::kTileLayer, head, m_features, keys, values, tail);
}

}  // namespace covmap::tiles
