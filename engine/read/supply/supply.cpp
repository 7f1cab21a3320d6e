#include "read/supply/supply.hpp"

#include "core/error.hpp"
#include "read/supply/supply_parts.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
namespace {

void require(bool there, const model::SupplySpec& spec, const std::string& what) {
    if (!there) throw core::Error(core::ErrorKind::job, spec.source.given, what);
}

void check_spec(const model::SupplySpec& spec) {
    if (spec.format == model::SupplyFormat::counts)
        return require(!spec.id_column.empty() && !spec.technologies.empty(), spec,
                       "numbers of operators need columns = { id = \"…\" } and technologies = { \"4G\" = \"…\" }");
    require(!spec.operator_field.empty(), spec,
            "a supply needs its operator: a column (columns = { operator = \"…\" }) or operator = \"…\"");
    require(!spec.technology.empty() || !spec.technologies.empty() || spec.bands, spec,
            "a supply needs its technology: a column (columns = { technology = \"…\" }), technology = \"…\", or technologies of "
            "sites");
    if (spec.format == model::SupplyFormat::sites)
        require(spec.x_column.empty() == spec.y_column.empty(), spec,
                "sites need both x and y, or neither where the file holds points");
}

}  // namespace

SupplyRead read_supply(const model::SupplySpec& spec, const CanonicalOperator& canonical_operator, const core::Lattice& lattice,
                       core::ChainStoreOptions options, const Land* land, const model::SiteQuestion& lost) {
    check_spec(spec);
    if (spec.source.files.empty())
        throw core::Error(core::ErrorKind::input, spec.source.given, "no such file; paths are relative to the job file");
    SupplyRead out;
    read_until_exact([&](const std::set<std::string>& exact) {
        out = SupplyRead();
        out.store = core::ChainStore(options);
        SupplyLayers layers(spec, canonical_operator, out);
        Transforms transforms(lattice, exact);
        if (spec.format == model::SupplyFormat::sites) {
            read_sites(spec, layers, lattice, {options.clip, land, lost}, out);
            return std::set<std::string>();
        }
        if (spec.format == model::SupplyFormat::counts)
            read_counts(spec, layers, transforms, options, out);
        else if (spec.format == model::SupplyFormat::raster)
            read_raster(spec, layers, transforms, options, out);
        else
            read_polygons(spec, layers, transforms, out);
        return transforms.too_coarse();
    });
    out.known_box = out.known.bounds();
    return out;
}

}  // namespace covmap::read
