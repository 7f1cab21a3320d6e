#include "read/vector/layer_choice.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/column_names.hpp"
#include "read/files/data_files.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/vector/feature_handle.hpp"

namespace covmap::read {
namespace {

using core::Error;
using core::ErrorKind;
using Layers = std::vector<OpenLayer>;

constexpr int kPeeked = 50;  ///< records looked at where a layer does not say what it holds

std::string name_of(const OpenLayer& open) { return OGR_L_GetName(open.layer); }

std::vector<std::string> names_of(const Layers& layers) {
    std::vector<std::string> names;
    for (const OpenLayer& open : layers) names.push_back(name_of(open));
    return names;
}

bool undecided(OGRwkbGeometryType type) {
    const OGRwkbGeometryType flat = OGR_GT_Flatten(type);
    return flat == wkbUnknown || flat == wkbGeometryCollection;
}

bool holds(OGRwkbGeometryType type, LayerWant want) {
    const OGRwkbGeometryType flat = OGR_GT_Flatten(type);
    if (want == LayerWant::any) return true;
    if (want == LayerWant::points) return flat == wkbPoint || flat == wkbMultiPoint;
    if (want == LayerWant::lines)
        return OGR_GT_IsSubClassOf(flat, wkbCurve) != 0 || OGR_GT_IsSubClassOf(flat, wkbMultiCurve) != 0;
    if (want == LayerWant::drawn) return flat != wkbNone && flat != wkbPoint && flat != wkbMultiPoint;
    return flat == wkbPolyhedralSurface || flat == wkbTIN || OGR_GT_IsSubClassOf(flat, wkbMultiSurface) != 0 ||
           OGR_GT_IsSubClassOf(flat, wkbCurvePolygon) != 0 || flat == wkbPolygon || flat == wkbMultiPolygon;
}

std::string of_what(LayerWant want) {
    switch (want) {
        case LayerWant::polygons:
            return " of polygons";
        case LayerWant::points:
            return " of points";
        case LayerWant::lines:
            return " of lines";
        case LayerWant::drawn:
            return " of lines or polygons";
        case LayerWant::any:
            return {};
    }
    return {};
}

/// What the first records of a layer say that does not say it itself: false where they hold something else only.
bool may_hold(OGRLayerH layer, LayerWant want) {
    bool other = false;
    OGR_L_ResetReading(layer);
    for (int i = 0; i < kPeeked; ++i) {
        const FeatureHandle feature(OGR_L_GetNextFeature(layer));
        if (!feature) break;
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
        if (geometry == nullptr) continue;
        const OGRwkbGeometryType type = OGR_G_GetGeometryType(geometry);
        if (undecided(type) || holds(type, want)) return true;
        other = true;
    }
    return !other;
}

bool is_empty(OGRLayerH layer) {
    forget_gdal_message();
    OGR_L_ResetReading(layer);
    const FeatureHandle first(OGR_L_GetNextFeature(layer));
    return first == nullptr && !gdal_failed();  // a damaged layer is read, so that it is told
}

/// Sources of a VRT, and the columns of a view, are looked at when a layer is first asked what it holds.
OGRLayerH sound_layer(OGRLayerH layer, const std::string& shown) {
    forget_gdal_message();
    OGR_L_GetLayerDefn(layer);
    if (gdal_failed()) {
        core::stop_check();
        throw Error(ErrorKind::input, shown + ":" + OGR_L_GetName(layer), "cannot be read: " + last_gdal_message());
    }
    refuse_endless_columns(layer, shown);
    return layer;
}

/// Erases where something is left.
template <class Unwanted>
void leave_out(Layers& layers, const Unwanted& unwanted) {
    if (!std::all_of(layers.begin(), layers.end(), unwanted)) std::erase_if(layers, unwanted);
}

Layers wanted_of(const Layers& all, LayerWant want, const std::string& shown) {
    if (all.size() == 1 && undecided(OGR_L_GetGeomType(all.front().layer))) return all;
    Layers found, open;
    for (const OpenLayer& one : all) {
        const OGRwkbGeometryType type = OGR_L_GetGeomType(one.layer);
        if (holds(type, want) || (undecided(type) && may_hold(one.layer, want))) found.push_back(one);
        if (undecided(type)) open.push_back(one);
    }
    if (found.empty()) found = open;
    if (found.empty())
        throw Error(ErrorKind::input, shown,
                    "has no layer" + of_what(want) +
                        " (its first layer holds: " + OGRGeometryTypeToName(OGR_L_GetGeomType(all.front().layer)) + ")");
    return found;
}

bool one_crs(const Layers& layers) {
    std::set<std::string> crs;
    for (const OpenLayer& one : layers) crs.insert(crs_text(OGR_L_GetSpatialRef(one.layer)));
    return crs.size() == 1;
}

Layers named(const Layers& all, const LayerAsk& ask, const std::string& shown) {
    for (const OpenLayer& one : all)
        if (OGRLayerH found = GDALDatasetGetLayerByName(one.dataset.get(), ask.layer.c_str())) return {{one.dataset, found}};
    Layers found;
    if (ask.layer.find_first_of("*?[") != std::string::npos)
        for (const OpenLayer& one : wanted_of(all, ask.want, shown))
            if (fnmatch(ask.layer.c_str(), name_of(one).c_str(), 0) == 0) found.push_back(one);
    if (found.empty()) throw Error(ErrorKind::input, shown, "has no layer «" + ask.layer + "»; it has " + listed(names_of(all)));
    leave_out(found, [](const OpenLayer& one) { return is_of_a_program(name_of(one)); });
    if (found.size() > 1 && ask.several == Several::ask)
        throw Error(ErrorKind::input, shown,
                    "has several layers that «" + ask.layer + "» names: " + listed(names_of(found)) + "; " +
                        name_one(name_of(found.front()), ask.several));
    // Polygons have the CRS of their own layer each; points one for all.
    if (found.size() > 1 && ask.want == LayerWant::points && !one_crs(found))
        throw Error(ErrorKind::input, shown,
                    "holds layers in several CRS: " + listed(names_of(found)) + "; read each by a block of its own, " +
                        name_one(name_of(found.front()), Several::ask));
    return found;
}

std::size_t columns_in(OGRLayerH layer, const std::vector<std::string>& columns) {
    const std::vector<std::string> names = column_names(layer);
    return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [&](const std::string& column) {
        return column == OGR_L_GetFIDColumn(layer) || position_of_name(column, names, OGR_L_GetName(layer));
    }));
}

bool together(const Layers& layers, const LayerAsk& ask) {
    if (ask.several == Several::ask || !one_crs(layers)) return false;
    if (are_parts(names_of(layers))) return true;
    return ask.several == Several::alike && std::all_of(layers.begin(), layers.end(), [&](const OpenLayer& one) {
               return columns_in(one.layer, ask.columns) == ask.columns.size();
           });
}

Layers chosen_of(Layers found, const LayerAsk& ask, const std::string& shown) {
    if (found.size() > 1) leave_out(found, [](const OpenLayer& one) { return is_of_a_program(name_of(one)); });
    if (found.size() > 1) leave_out(found, [](const OpenLayer& one) { return is_empty(one.layer); });
    if (found.size() == 1 || together(found, ask)) return found;
    Layers fit, partly;
    for (const OpenLayer& one : found) {
        const std::size_t has = columns_in(one.layer, ask.columns);
        if (has == ask.columns.size()) fit.push_back(one);
        if (has > 0) partly.push_back(one);
    }
    if (fit.size() == 1 && partly.size() == 1) return fit;
    throw Error(ErrorKind::input, shown,
                "holds several layers" + of_what(ask.want) + ": " + listed(names_of(found)) + "; " +
                    name_one(name_of(found.front()), ask.several));
}

}  // namespace

bool is_of_a_program(const std::string& name) {
    const std::string low = lower_case(name);
    return low == "layer_styles" || low == "qgis_projects" || low.starts_with("qgis_layer_metadata");
}

std::vector<OpenLayer> open_layers(const std::string& path, const std::string& shown, const LayerAsk& ask) {
    const Content content = ask.want == LayerWant::any ? Content::tables : Content::vectors;
    const DataFiles files = data_files(path, shown, {content, ask.layer, ask.several});
    Layers all;
    for (const std::string& file : files.paths) {
        const std::shared_ptr<void> dataset = open_vector(file, shown);
        for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i)
            all.push_back({dataset, sound_layer(GDALDatasetGetLayer(dataset.get(), i), shown)});
    }
    LayerAsk inside = ask;
    inside.layer = files.layer;
    // Files of an archive that the job named, or that number the parts of one map, are read together.
    if (files.paths.size() > 1 && ask.several == Several::parts) inside.layer = "*";
    if (!inside.layer.empty()) return named(all, inside, shown);
    return chosen_of(wanted_of(all, ask.want, shown), inside, shown);
}

OpenLayer open_layer(const std::string& path, const std::string& shown, const LayerAsk& ask) {
    return open_layers(path, shown, ask).front();
}

}  // namespace covmap::read
