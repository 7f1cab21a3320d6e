// What presets look at: the words of a file's name and the columns of its header. Private to the room.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "read/files/inspection.hpp"

namespace covmap::read {

/// Words of the file's name, cut at «_», «-», «.» and blanks: «a/2023_T2_couv.gpkg.7z» is 2023, T2, couv, gpkg, 7z.
std::vector<std::string> name_words(const std::string& path);

/// What a layer's header says.
struct LayerHead {
    std::vector<std::string> columns;
    std::string crs;  ///< empty when it does not say

    /// The first of `names` that is a column, as the file writes it; letter case does not matter. Empty when none is.
    [[nodiscard]] std::string column(std::initializer_list<const char*> names) const;
};

/// Opens the first polygon layer (or the named one) of one file. Errors: those of open_layers().
LayerHead polygon_head(const model::Source& source, const std::string& file);
/// The same of an inspected layer.
LayerHead head_of(const InspectedLayer& layer);

/// Makes one specification of each shape: `fill` turns the specification of one file into that file's own; files whose own are
/// equal share one.
template <class Fill>
std::vector<model::SupplySpec> by_shape(const model::SupplySpec& spec, const Fill& fill) {
    std::vector<model::SupplySpec> made;
    for (const std::string& file : spec.source.files) {
        model::SupplySpec one = spec;
        one.source.files.clear();
        fill(one, file);
        std::size_t same = 0;
        const auto equal = [&](model::SupplySpec known) {
            known.source.files.clear();
            return known == one;
        };
        while (same < made.size() && !equal(made[same])) ++same;
        if (same == made.size()) made.push_back(std::move(one));
        made[same].source.files.push_back(file);
    }
    if (made.empty()) made.push_back(spec);  // a missing file is already reported
    return made;
}

/// `name` as a column where neither a column nor a constant is given.
inline void fill_column(model::Field& given, const std::string& name) {
    if (given.empty()) given.column = name;
}

}  // namespace covmap::read
