#include "tiles/support/mvt_tile.hpp"

#include <limits>
#include <protozero/pbf_reader.hpp>
#include <set>

#include "core/error.hpp"
#include "tiles/support/mvt_geometry.hpp"

namespace covmap::test {

namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;

/// Numbers of fields in vector_tile.proto.
namespace field {
constexpr std::uint32_t kTileLayer = 3;
constexpr std::uint32_t kName = 1, kFeature = 2, kKey = 3, kValue = 4, kExtent = 5, kVersion = 15;
constexpr std::uint32_t kId = 1, kTags = 2, kType = 3, kGeometry = 4;
constexpr std::uint32_t kText = 1, kFloat = 2, kDouble = 3, kInt = 4, kUint = 5, kSint = 6, kBool = 7;
}  // namespace field

/// A layer before its features are read: their keys and values may come after them.
struct Raw {
    bool has_name = false, has_version = false;
    TileLayer layer;
    std::vector<pbf_reader> features;
    std::vector<std::string> keys;
    std::vector<core::TileValue> values;
};

void expect(const pbf_reader& message, pbf_wire_type type) {
    if (message.wire_type() != type) throw TileFault("field " + std::to_string(message.tag()) + " has a wrong type");
}

/// A field of numbers, once a message.
void read_numbers(pbf_reader& message, std::optional<std::vector<std::uint32_t>>& numbers) {
    expect(message, pbf_wire_type::length_delimited);
    if (numbers.has_value()) throw TileFault("a feature has a field twice");
    const auto range = message.get_packed_uint32();
    numbers.emplace(range.begin(), range.end());
}

core::TileValue one_value(pbf_reader& message) {
    const auto expected = [&message](pbf_wire_type type) -> pbf_reader& {
        expect(message, type);
        return message;
    };
    switch (message.tag()) {
        case field::kText:
            return expected(pbf_wire_type::length_delimited).get_string();
        case field::kFloat:
            return static_cast<double>(expected(pbf_wire_type::fixed32).get_float());
        case field::kDouble:
            return expected(pbf_wire_type::fixed64).get_double();
        case field::kInt:
            return expected(pbf_wire_type::varint).get_int64();
        case field::kSint:
            return expected(pbf_wire_type::varint).get_sint64();
        case field::kBool:
            return expected(pbf_wire_type::varint).get_bool();
        case field::kUint: {
            const std::uint64_t value = expected(pbf_wire_type::varint).get_uint64();
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return static_cast<double>(value);
            return static_cast<std::int64_t>(value);
        }
        default:
            throw TileFault("a value has an unknown type");
    }
}

core::TileValue read_value(pbf_reader message) {
    if (!message.next()) throw TileFault("a value is empty");
    core::TileValue value = one_value(message);
    if (message.next()) throw TileFault("a value has two types");
    return value;
}

TileFeature read_feature(pbf_reader message, const Raw& raw) {
    TileFeature feature;
    std::uint32_t type = 0;  // as in Protocol Buffers, where it is left out
    std::optional<std::vector<std::uint32_t>> tags, commands;
    while (message.next()) {
        switch (message.tag()) {
            case field::kId:
                expect(message, pbf_wire_type::varint);
                feature.id = message.get_uint64();
                break;
            case field::kTags:
                read_numbers(message, tags);
                break;
            case field::kType:
                expect(message, pbf_wire_type::varint);
                type = message.get_uint32();
                break;
            case field::kGeometry:
                read_numbers(message, commands);
                break;
            default:
                message.skip();
        }
    }
    if (type > 3) throw TileFault("a feature has no known type");
    if (!commands.has_value()) throw TileFault("a feature has no geometry");
    if (type > 0) {
        feature.type = static_cast<core::TileGeometry>(type);
        feature.parts = tile_parts(*feature.type, *commands);
    }
    if (!tags.has_value()) return feature;
    if (tags->size() % 2 != 0) throw TileFault("a feature has a key without value");
    for (std::size_t i = 0; i < tags->size(); i += 2) {
        const std::uint32_t key = (*tags)[i], value = (*tags)[i + 1];
        if (key >= raw.keys.size() || value >= raw.values.size())
            throw TileFault("a feature has a key or value that its layer has not");
        feature.properties.emplace_back(raw.keys[key], raw.values[value]);
    }
    return feature;
}

void read_layer_field(pbf_reader& message, Raw& raw) {
    const std::uint32_t tag = message.tag();
    const bool is_number = tag == field::kExtent || tag == field::kVersion;
    if (is_number || (tag >= field::kName && tag <= field::kValue))
        expect(message, is_number ? pbf_wire_type::varint : pbf_wire_type::length_delimited);
    switch (tag) {
        case field::kName:
            raw.layer.name = message.get_string();
            raw.has_name = true;
            break;
        case field::kFeature:
            raw.features.push_back(message.get_message());
            break;
        case field::kKey:
            raw.keys.push_back(message.get_string());
            break;
        case field::kValue:
            raw.values.push_back(read_value(message.get_message()));
            break;
        case field::kExtent:
            raw.layer.extent = message.get_uint32();
            break;
        case field::kVersion:
            raw.layer.version = message.get_uint32();
            raw.has_version = true;
            break;
        default:
            message.skip();
    }
}

TileLayer read_layer(pbf_reader message) {
    Raw raw;
    while (message.next()) read_layer_field(message, raw);
    if (!raw.has_name) throw TileFault("a layer has no name");
    if (!raw.has_version || raw.layer.version < 1 || raw.layer.version > 2)
        throw TileFault("a layer has no version that is known");
    if (raw.layer.extent == 0) throw TileFault("a layer has no extent");
    for (const pbf_reader& feature : raw.features) raw.layer.features.push_back(read_feature(feature, raw));
    return std::move(raw.layer);
}

}  // namespace

std::vector<TileLayer> read_tile(std::string_view bytes, const std::string& where) {
    try {
        std::vector<TileLayer> layers;
        std::set<std::string> names;
        pbf_reader message(bytes.data(), bytes.size());
        while (message.next()) {
            if (message.tag() != field::kTileLayer) {
                message.skip();
                continue;
            }
            expect(message, pbf_wire_type::length_delimited);
            layers.push_back(read_layer(message.get_message()));
            if (!names.insert(layers.back().name).second) throw TileFault("two layers have one name");
        }
        return layers;
    } catch (const TileFault& fault) {
        throw core::Error(core::ErrorKind::input, where, std::string("is no vector tile: ") + fault.what());
    } catch (const protozero::exception& fault) {
        throw core::Error(core::ErrorKind::input, where,
                          std::string("is no vector tile: its bytes are damaged (") + fault.what() + ")");
    }
}

}  // namespace covmap::test
