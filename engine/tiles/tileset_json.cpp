#include "tiles/tileset_json.hpp"

#include <nlohmann/json.hpp>

#include "core/xml_text.hpp"

namespace covmap::tiles {

namespace {

using Json = nlohmann::ordered_json;

Json layer_json(const core::TileLayerInfo& layer) {
    Json fields = Json::object();
    for (const auto& [name, type] : layer.fields) fields[name] = type;
    Json json{{"id", layer.name}, {"minzoom", layer.minzoom}, {"maxzoom", layer.maxzoom}, {"fields", std::move(fields)}};
    if (!layer.description.empty()) json["description"] = layer.description;
    return json;
}

void add_layers(Json& json, const core::TilesetInfo& info) {
    json["vector_layers"] = Json::array();
    for (const core::TileLayerInfo& layer : info.layers) json["vector_layers"].push_back(layer_json(layer));
    if (!info.extra_json.empty()) json.update(Json::parse(info.extra_json));
}

/// Bytes that are not UTF-8 become U+FFFD.
std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string attribution_html(const core::TilesetInfo& info) { return core::xml_text(info.attribution); }

std::string vector_layers_json(const core::TilesetInfo& info) {
    Json json = Json::object();
    add_layers(json, info);
    return text_of(json);
}

std::string tileset_json(const core::TilesetInfo& info) {
    Json json{
        {"name", info.name}, {"description", info.description}, {"attribution", attribution_html(info)}, {"type", "overlay"}};
    add_layers(json, info);
    return text_of(json);
}

}  // namespace covmap::tiles
