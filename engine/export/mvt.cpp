#include "export/mvt.hpp"

#include <type_traits>
#include <utility>

#include <protozero/pbf_writer.hpp>

namespace covmap::exports {

namespace {

/// Numbers of fields in vector_tile.proto of Mapbox Vector Tile 2.1.
namespace field {
constexpr protozero::pbf_tag_type kTileLayer = 3;
constexpr protozero::pbf_tag_type kLayerName = 1, kLayerFeature = 2, kLayerKey = 3, kLayerValue = 4, kLayerExtent = 5, kLayerVersion = 15;
constexpr protozero::pbf_tag_type kFeatureId = 1, kFeatureTags = 2, kFeatureType = 3, kFeatureGeometry = 4;
constexpr protozero::pbf_tag_type kValueText = 1, kValueDouble = 3, kValueUnsigned = 5, kValueSigned = 6, kValueBool = 7;
}  // namespace field

constexpr std::uint32_t kVersion = 2;

/// The commands of 4.3.1 and their parameters, from a cursor that starts at the corner of the tile.
class Commands {
public:
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
    [[nodiscard]] const std::vector<std::uint32_t>& numbers() const { return m_numbers; }

private:
    void command(std::uint32_t id, std::size_t count) { m_numbers.push_back(id | static_cast<std::uint32_t>(count) << 3U); }
    void move_to(core::TilePoint point) {
        m_numbers.push_back(protozero::encode_zigzag32(point.x - m_cursor.x));
        m_numbers.push_back(protozero::encode_zigzag32(point.y - m_cursor.y));
        m_cursor = point;
    }

    std::vector<std::uint32_t> m_numbers;
    core::TilePoint m_cursor;
};

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
    for (const auto& given : rings) {
        const std::vector<core::TilePoint> ring = without_repeats(given, true);
        const std::int64_t area2 = core::ring_area2(ring);
        has_outline = has_outline || area2 > 0;
        if (area2 != 0 && has_outline) commands.ring(ring);
    }
}

Commands commands_of(core::TileGeometry type, const TileParts& parts) {
    Commands commands;
    switch (type) {
        case core::TileGeometry::point:
            if (!parts.empty() && !parts[0].empty()) commands.points(parts[0]);
            break;
        case core::TileGeometry::line:
            for (const auto& part : parts)
                if (const auto line = without_repeats(part, false); line.size() > 1) commands.line(line);
            break;
        case core::TileGeometry::polygon: add_polygons(parts, commands); break;
    }
    return commands;
}

std::string value_message(const core::TileValue& value) {
    std::string message;
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
    return message;
}

}  // namespace

MvtLayer::MvtLayer(std::string name) : m_name(std::move(name)) {}

std::uint32_t MvtLayer::key_number(std::string_view key) {
    if (const auto known = m_key_numbers.find(key); known != m_key_numbers.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(m_key_numbers.size());
    m_key_numbers.emplace(key, number);
    protozero::pbf_writer(m_keys).add_string(field::kLayerKey, key.data(), key.size());
    return number;
}

std::uint32_t MvtLayer::value_number(const core::TileValue& value) {
    std::string message = value_message(value);
    if (const auto known = m_value_numbers.find(message); known != m_value_numbers.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(m_value_numbers.size());
    protozero::pbf_writer(m_values).add_message(field::kLayerValue, message);
    m_value_numbers.emplace(std::move(message), number);
    return number;
}

bool MvtLayer::add(std::uint64_t id, core::TileGeometry type, const TileParts& parts, std::span<const TileProperty> properties) {
    const Commands commands = commands_of(type, parts);
    if (commands.numbers().empty()) return false;
    std::vector<std::uint32_t> tags;
    tags.reserve(2 * properties.size());
    for (const auto& [key, value] : properties) {
        tags.push_back(key_number(key));
        tags.push_back(value_number(value));
    }
    protozero::pbf_writer layer(m_features);
    protozero::pbf_writer feature(layer, field::kLayerFeature);
    feature.add_uint64(field::kFeatureId, id);
    feature.add_packed_uint32(field::kFeatureTags, tags.begin(), tags.end());
    feature.add_enum(field::kFeatureType, static_cast<std::int32_t>(type));
    feature.add_packed_uint32(field::kFeatureGeometry, commands.numbers().begin(), commands.numbers().end());
    ++m_count;
    return true;
}

void MvtLayer::append_to(std::string& tile) const {
    if (empty()) return;
    std::string head, tail;
    protozero::pbf_writer first(head);
    first.add_uint32(field::kLayerVersion, kVersion);
    first.add_string(field::kLayerName, m_name);
    protozero::pbf_writer(tail).add_uint32(field::kLayerExtent, core::kTileExtent);
    protozero::pbf_writer(tile).add_bytes_vectored(field::kTileLayer, head, m_features, m_keys, m_values, tail);
}

}  // namespace covmap::exports
