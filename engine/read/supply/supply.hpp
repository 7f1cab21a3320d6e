// One supply of a job: who claims to serve where, as rings or discs by layer.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "core/disc.hpp"
#include "model/job/job.hpp"
#include "model/layer.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "read/vector/land.hpp"
#include "read/vector/left_out_ring.hpp"

namespace covmap::read {

struct SupplyRead {
    // By claim. Claims are numbered as they are met; nothing else depends on the order of features.
    std::vector<model::Claim> claims;
    std::vector<model::Scale> scales;
    std::vector<double> radius_km;             ///< 0 for polygons
    std::vector<std::string> dates;            ///< SupplySpec::date, else the source's, or empty
    std::map<std::string, std::string> names;  ///< operator -> what its records call it: the first name in the order of letters

    struct LocalLayer {
        std::uint32_t claim = 0;  ///< position in `claims`
        std::string level;        ///< empty: without level
        model::Speed speed = {};
        bool operator==(const LocalLayer&) const = default;
    };
    std::vector<LocalLayer> layers;  ///< by the owner of store and discs
    core::ChainStore store;
    core::DiscStore discs;
    core::DiscStore lost_discs;       ///< of sites that serve nothing: where their file still lies
    bool holds_nothing = false;       ///< no polygon, record, square or pixel of it says where there is coverage, and where not
    std::uint64_t sites_given = 0;    ///< records of sites that say to serve something, misplaced ones too
    std::vector<core::Point> places;  ///< SupplySpec::bands: where each place lies, grid coordinates, in the order of the files
    std::map<std::string, std::uint64_t> unplaced;  ///< and how many lie nowhere, by what SupplySpec::commune_column says
    std::vector<model::Site> sites;  ///< every site that serves something, in the order of the files; planned ones are none
    // Records: what is on offer at each premises of the demand.
    std::vector<std::vector<std::uint32_t>> sets;  ///< distinct sets of `layers`, each sorted; sets[0]: no record, unknown
    std::vector<std::uint32_t> set_of;             ///< per premises: position in `sets`; empty where this supply has no records
    core::ChainStore known;                        ///< owner 0: where the files speak; outside them nothing is known
    core::ChainStore::Bounds known_box;            ///< of `known`
    bool tells_known = false;
    /// Polygons: the outline of all that the file holds, in grid coordinates, rings without a hole: where it speaks, unless the
    /// job says otherwise. The box in the file's own CRS, or for SupplySpec::extent «hull» the convex hull there. Empty where the
    /// file holds nothing or the map does not reach so far.
    std::vector<std::vector<core::Point>> outline;
    std::vector<LeftOutRing> left_out;  ///< owner: position in layers
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «supply»; the caller numbers them and fills sha256 and bytes
    std::vector<std::string> warnings;
};

/// The canonical code of an operator after the market's aliases.
using CanonicalOperator = std::function<std::string(const std::string&)>;

/// Reads all files of a supply. Texts lose the blanks around them and are put into our words by SupplySpec::values; technologies
/// are put in upper case, services in lower case and «voix» is «voice». Records that SupplySpec::skip names claim nothing. down
/// and up are Mbit/s; what is no number is `speed-not-a-number` and counts as not said.
///
/// polygons: a feature without operator (`operator-missing`), of a technology other than 2G, 3G, 4G, 5G, 2G3G, VOICE in a supply
/// of kind mobile (`technology-unknown`), or of a service other than voice, data and none (`service-unknown`) is left out; a
/// level that is not in the scale (`level-unknown`) counts as none. A supply of constants alone makes its claim even without a
/// feature (sites, too).
///
/// sites: one disc a row, technology and radius, from any table with x and y columns in Source::crs (longitude first), or from a
/// layer of points when the job names no columns. Without `technologies` every site has the constant (or column) technology.
/// Flags: 1, true, oui, yes, vrai, x; 0, false, non, no, faux, empty; others are `flag-unknown` and count as no. Of rows with a
/// flag set: a bad coordinate is `coordinate-not-a-number`, one that PROJ refuses `transform-failed`, a point without geometry
/// `geometry-empty`. A technology of a column that has no radius is `radius-missing`; a record with too few or too many fields
/// is `ragged-record` and read as far as it goes. Each operator of the files makes a claim for each technology, also where all
/// its flags are 0. Discs off the clip box are dropped.
///
/// counts: a table of squares by their names (as grid-squares of a demand) and a number of operators for each technology.
/// Operators are #1 to #networks; a square of k is in the layers of #1 to #k. Squares that are not in the files are unknown,
/// unless absent = "none". Defects: `square-id`, `square-size`, `square-off-grid`, `square-duplicate` (the larger numbers count),
/// `count-unreadable` (counts 0), `count-above-networks` (counts as all).
///
/// raster: one band; the layer of the first level that a pixel meets, pixel by pixel to its edges. NoData is not covered; outside
/// the raster nothing is known, unless absent = "none".
///
/// `land`: where the territories are, by which swapped pairs of sites are told; without it by the clip box. `lost`: sites of
/// networks that serve nothing, though their file, its outline and its operators are what they are.
///
/// Other defects: those of ring_stream.hpp and grid_rings.hpp. Errors: core::Error(input), core::Error(job) for a supply that
/// lacks operator, technology, radius or columns. One thread; several supplies may be read in parallel.
SupplyRead read_supply(const model::SupplySpec& spec, const CanonicalOperator& canonical_operator, const core::Lattice& lattice,
                       core::ChainStoreOptions options, const Land* land = nullptr, const model::SiteQuestion& lost = {});

}  // namespace covmap::read
