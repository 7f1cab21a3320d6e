// The layers of a file that a reader is meant to read: never just the first of several. Private to the room.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "read/files/archive_members.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {

enum class LayerWant {
    polygons,
    points,
    lines,
    drawn,  ///< polygons or lines
    any
};

struct LayerAsk {
    std::string layer;  ///< as the job names it, «*» and «?» stand for several where those are read; empty: the only one
    LayerWant want = LayerWant::any;
    std::vector<std::string> columns;  ///< that the reader needs: a layer without any of them is not meant
    Several several = Several::ask;
};

struct OpenLayer {
    std::shared_ptr<void> dataset;
    OGRLayerH layer = nullptr;
};

/// A table that a program keeps beside the data: QGIS's styles and projects in a GeoPackage.
bool is_of_a_program(const std::string& layer);

/// Opens a file, or the files of an archive that are meant, and gives the layers to read, at least one. Without a name: the only
/// one that holds what is wanted, has records and belongs to no program (QGIS keeps its styles in a GeoPackage); of several
/// those that Several allows to be read together, in the same CRS; else the only one that has the columns, where the others have
/// none of them. Errors: core::Error(input): those of data_files() and open_vector(); no such layer, none that holds what is
/// wanted, or several (the message lists them).
std::vector<OpenLayer> open_layers(const std::string& path, const std::string& shown, const LayerAsk& ask);
/// The same where one layer is read.
OpenLayer open_layer(const std::string& path, const std::string& shown, const LayerAsk& ask);

}  // namespace covmap::read
