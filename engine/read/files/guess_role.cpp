#include "read/files/guess_role.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "read/files/field_text.hpp"
#include "read/files/map_columns.hpp"
#include "read/files/number_text.hpp"
#include "read/files/raster_role.hpp"

namespace covmap::read {
namespace {

using KnownNames = std::initializer_list<const char*>;

// KnownNames as publishers write them (INSEE, IGN, Arcep, Eurostat), in lower case, the likeliest first.
constexpr KnownNames kSquareId = {"grd_id",    "idcar_200m",  "idcar_1km", "idcar",
                                  "idinspire", "id_carr_1km", "id_carr_n", "cellcode"};
constexpr KnownNames kPopulation = {"t", "obs_value_t", "ind", "tot_p", "tot_p_2021", "tot_p_2018", "population", "pop"};
constexpr KnownNames kSeniors = {"y_ge65", "seniors", "ind_65p"};
constexpr KnownNames kHouseholds = {"men"};
constexpr KnownNames kLand = {"land_surface"};
constexpr KnownNames kCodeNames = {"code",         "insee_com", "code_insee", "codgeo",   "insee",  "com_code",
                                   "code_commune", "code_com",  "natcode",    "gisco_id", "lau_id", "id"};
constexpr KnownNames kName = {"nom", "nom_com", "name", "nom_commune", "libgeo", "libelle", "nameunit", "lau_name", "com_name"};
constexpr KnownNames kDepartement = {"departement", "insee_dep", "code_dep", "dep", "dep_code", "code_departement"};
constexpr KnownNames kDepartementName = {"nom_dep",         "dep_nom",         "lib_dep", "libdep",
                                         "nom_departement", "departement_nom", "dep_name"};
constexpr KnownNames kRegionName = {"nom_reg", "reg_nom", "region_nom", "lib_reg", "libreg", "nom_region", "reg_name"};
constexpr KnownNames kEpciName = {"nom_epci", "epci_nom", "lib_epci", "libepci"};
constexpr KnownNames kCantonName = {"ktname", "kantonsname", "canton_name", "nom_canton"};
constexpr KnownNames kRegion = {"region", "insee_reg", "code_reg", "reg", "reg_code", "code_region"};
constexpr KnownNames kEpci = {"epci", "siren_epci", "code_epci", "codes_siren_des_epci"};
constexpr KnownNames kCanton = {"ktnr", "kantonsnum", "kanton"};
constexpr KnownNames kOperator = {"operateur", "operator", "operator_name", "code_op",  "mcc_mnc",
                                  "mccmnc",    "nom_op",   "nom_operateur", "provider", "brand_name"};
constexpr KnownNames kTechnology = {"techno", "technology", "technologie", "code_techno", "radio_type", "radio", "tech"};
constexpr KnownNames kService = {"usage", "service"};
constexpr KnownNames kLevel = {"niveau", "level"};
constexpr KnownNames kX = {"x", "x_lambert_93", "longitude", "lon", "lng", "long", "coord_x", "coordonnee_x"};
constexpr KnownNames kY = {"y", "y_lambert_93", "latitude", "lat", "coord_y", "coordonnee_y"};

// Of lines, and of tests of networks.
constexpr KnownNames kLineName = {"numero", "num_route", "ref", "nom_voie", "nom_route", "toponyme", "line_name"};
constexpr KnownNames kLineClass = {"classe",  "class",  "categorie", "category",   "highway",
                                   "railway", "fclass", "nature",    "importance", "road_class"};
constexpr KnownNames kQuadkey = {"quadkey"};
constexpr KnownNames kDown = {"debit_en_mbits", "bitrate_dl",       "down",       "download",      "download_mbps", "down_mbps",
                              "dl_mbps",        "debit_descendant", "avg_d_kbps", "download_kbps", "download_speed"};
constexpr KnownNames kUp = {"bitrate_ul", "up", "upload", "upload_mbps", "up_mbps", "ul_mbps", "debit_montant", "avg_u_kbps"};
constexpr KnownNames kLatency = {"latence_ms", "latency_ms", "latency", "latence", "avg_lat_ms", "ping_ms", "ping", "rtt_ms"};
constexpr KnownNames kSuccess = {"success", "succes", "reussite", "reussi", "successful"};
constexpr KnownNames kSignal = {"rsrp", "signal_dbm", "signal", "dbm"};
constexpr KnownNames kDate = {"date", "date_start", "timestamp", "datetime", "test_date"};
constexpr KnownNames kDevice = {"terminal", "device", "device_id", "appareil"};
constexpr KnownNames kAccuracy = {"precision_m", "accuracy_m", "accuracy", "location_accuracy"};
constexpr KnownNames kSituation = {"situation", "environment"};
constexpr KnownNames kProtocol = {"protocole", "protocol"};
constexpr KnownNames kTestId = {"id", "test_id", "uuid"};

/// Words of file names, in capitals, and the `kind` of a [[context]].
constexpr std::array<std::pair<std::string_view, const char*>, 15> kBackgrounds = {{
    {"RIVER", "water"},
    {"RIVIERE", "water"},
    {"HYDRO", "water"},
    {"WATER", "water"},
    {"LAKE", "water"},
    {"PLAN_D_EAU", "water"},
    {"COURS_D_EAU", "water"},
    {"ROAD", "road"},
    {"ROUTE", "road"},
    {"HIGHWAY", "road"},
    {"STREET", "road"},
    {"RAIL", "railway"},
    {"FERREE", "railway"},
    {"BATI", "built"},
    {"BUILT", "built"},
}};

std::string background_kind(const std::string& name) {
    const std::string upper = upper_case(name);
    for (const auto& [word, kind] : kBackgrounds)
        if (upper.find(word) != std::string::npos) return kind;
    return {};
}

class Guesser {
public:
    Guesser(Inspection& inspection, const InspectedLayer& layer) : m_out(inspection), m_layer(layer) {}

    bool guess() {
        const bool polygons = m_layer.geometry.find("olygon") != std::string::npos;
        return squares() || (polygons && supply()) || (!polygons && measurement()) || sites() || (polygons && territories()) ||
               (m_layer.geometry.empty() && join()) || places() || context();
    }

    bool squares() {
        const InspectedColumn* id = square_id();
        if (id == nullptr) return false;
        m_out.guess_role = "demand-squares";
        say("id", id);
        say("attributes.population", column(kPopulation));
        say("attributes.seniors", column(kSeniors));
        say("attributes.households", column(kHouseholds));
        say("land", column(kLand));
        return true;
    }

    /// Points of any kind, to be asked about one by one.
    bool points() {
        if (has_points()) say_points();
        const MapColumns columns = map_columns(m_layer);
        const InspectedColumn* own = column({"id", "ident", "identifiant", "ref", "uid", "uuid"});
        say("id", own != nullptr ? own : columns.code != nullptr ? columns.code : column(kCodeNames));
        say("name", column(kName) != nullptr ? column(kName) : columns.name);
        return true;
    }

    bool territories() {
        const InspectedColumn* code = column(kCodeNames);
        const MapColumns other = code == nullptr ? map_columns(m_layer) : MapColumns{};
        if (code == nullptr && other.code == nullptr) code = column(kName);  // better than nothing: names are told apart too
        if (code == nullptr && other.code == nullptr) return false;
        m_out.guess_role = "territories";
        if (code != nullptr) {
            territory_columns(code);
            return true;
        }
        say("code", other.code);
        say("name", other.name);
        for (const ParentColumns& parent : other.parents) say_parent(parent.kind, parent.code, parent.name);
        return true;
    }

private:
    [[nodiscard]] const InspectedColumn* column(KnownNames names) const {
        for (const char* name : names)
            for (const InspectedColumn& column : m_layer.columns)
                if (lower_case(column.name) == name) return &column;
        return nullptr;
    }
    void say(const std::string& key, const InspectedColumn* column) {
        if (column != nullptr) m_out.guesses.emplace_back(key, column->name);
    }

    /// A column that is empty in all records tells nothing.
    void say_filled(const std::string& key, const InspectedColumn* column) {
        if (column != nullptr && !column->examples.empty()) say(key, column);
    }
    void say_parent(const std::string& kind, const InspectedColumn* code, const InspectedColumn* name) {
        if (code == nullptr) return;
        say("parents." + kind, code);
        if (name != code) say("parent_names." + kind, name);
    }

    // The id by its name, or by values such as CRS3035RES1000mN2776000E3326000 and 1kmN2776E3326.
    [[nodiscard]] const InspectedColumn* square_id() const {
        const auto looks = [](const std::string& text) {
            const auto north = text.find("mN");
            return north != std::string::npos && text.find('E', north) != std::string::npos;
        };
        for (const InspectedColumn& column : m_layer.columns)
            if (!column.examples.empty() && std::all_of(column.examples.begin(), column.examples.end(), looks)) return &column;
        return column(kSquareId);
    }

    bool supply() {
        const InspectedColumn *who = column(kOperator), *technology = column(kTechnology);
        if (who == nullptr && technology == nullptr && !is_named_coverage()) return false;
        m_out.guess_role = "supply-polygons";
        say_filled("operator", who);
        say("technology", technology);
        say("service", column(kService));
        say("level", column(kLevel));
        return true;
    }

    bool sites() {
        std::vector<std::pair<std::string, const InspectedColumn*>> flags;
        for (const std::string generation : {"2G", "3G", "4G", "5G"})
            for (const InspectedColumn& column : m_layer.columns)
                if (const std::string name = upper_case(column.name); name == generation || name == "SITE_" + generation)
                    flags.emplace_back("technologies." + generation, &column);
        const InspectedColumn* technology = flags.empty() ? column(kTechnology) : nullptr;
        const bool told = !flags.empty() || technology != nullptr || (column(kOperator) != nullptr && file_tells_technology());
        if (!told || !has_points()) return false;
        m_out.guess_role = "sites";
        say_points();
        say_filled("operator", column(kOperator));
        say("technology", technology);
        for (const auto& [key, flag] : flags) say(key, flag);
        return true;
    }

    /// Tests of networks: where, of whom, and how fast or whether it worked.
    bool measurement() {
        const InspectedColumn *quadkey = column(kQuadkey), *who = column(kOperator), *down = column(kDown);
        const InspectedColumn *latency = column(kLatency), *success = column(kSuccess);
        const bool tested = down != nullptr || latency != nullptr || success != nullptr;
        if (!tested || (quadkey == nullptr && (who == nullptr || !has_points()))) return false;
        m_out.guess_role = "measurement";
        if (quadkey != nullptr && column({"avg_d_kbps"}) != nullptr) {
            m_out.guesses.emplace_back("format", "ookla-tiles");
            return true;
        }
        say("quadkey", quadkey);
        if (quadkey == nullptr) say_points();
        if (column(kProtocol) != nullptr && column({"mcc_mnc", "mcc_start", "mccmnc"}) != nullptr) {
            m_out.guesses.emplace_back("format", "arcep-qos");
            say("protocol", column(kProtocol));
            return true;
        }
        say("id", column(kTestId));
        say("device", column(kDevice));
        say("date", column(kDate));
        say("accuracy", column(kAccuracy));
        say_filled("operator", who);
        say("technology", column(kTechnology));
        say("service", column(kService));
        say("situation", column(kSituation));
        say("success", success);
        say("down", down);
        say("up", column(kUp));
        say("latency", latency);
        say("signal", column(kSignal));
        return true;
    }

    /// Points that say nothing of a network: schools, town halls.
    bool places() {
        if (!has_points()) return false;
        m_out.guess_role = "places";
        say_points();
        const MapColumns columns = map_columns(m_layer);
        say("id", columns.code);
        say("name", column(kName) != nullptr ? column(kName) : columns.name);
        return true;
    }

    /// Lines of any kind, of which roads and railways can be measured; of areas those whose file or layer is called water.
    bool context() {
        const std::string kind = background_kind(m_layer.name + " " + m_out.path.substr(m_out.path.find_last_of('/') + 1));
        const bool lines = m_layer.geometry.find("Line") != std::string::npos;
        const bool water = kind == "water" && m_layer.geometry.find("olygon") != std::string::npos;
        if (!lines && !water) return false;
        const bool measured = lines && (kind == "road" || kind == "railway");
        m_out.guess_role = measured ? "lines" : "context";
        if (!kind.empty()) m_out.guesses.emplace_back("kind", kind);
        const InspectedColumn* number = measured ? column(kLineName) : nullptr;
        say("name", column(kName) != nullptr ? column(kName) : number != nullptr ? number : map_columns(m_layer).name);
        if (measured) say("class", column(kLineClass));
        return true;
    }

    [[nodiscard]] bool are_points() const { return m_layer.geometry.find("Point") != std::string::npos; }
    [[nodiscard]] bool has_points() const {
        return are_points() || (m_layer.geometry.empty() && column(kX) != nullptr && column(kY) != nullptr);
    }
    void say_points() {
        if (are_points() && !m_layer.crs.empty()) return;
        const InspectedColumn *x = column(kX), *y = column(kY);
        say("x", x);
        say("y", y);
        guess_crs(x, y);
    }
    /// Polygons without names whose file or layer is called coverage.
    [[nodiscard]] bool is_named_coverage() const {
        return column(kName) == nullptr && (names_coverage(m_out.path) || names_coverage(m_layer.name));
    }
    /// One file a technology: «sites_4G.csv».
    [[nodiscard]] bool file_tells_technology() const {
        const std::string name = upper_case(m_out.path.substr(m_out.path.find_last_of('/') + 1));
        return name.find("2G") != std::string::npos || name.find("3G") != std::string::npos ||
               name.find("4G") != std::string::npos || name.find("5G") != std::string::npos;
    }

    // Degrees, or metres of Lambert-93 (EPSG:2154: France, x 0-1,300 km, y 6,000-7,200 km).
    void guess_crs(const InspectedColumn* x, const InspectedColumn* y) {
        if (!m_layer.crs.empty() || x == nullptr || y == nullptr) return;
        double east = 0, north = 0;
        if (x->examples.empty() || y->examples.empty() || !parse_number(x->examples[0], east) ||
            !parse_number(y->examples[0], north))
            return;
        if (east >= -180 && east <= 180 && north >= -90 && north <= 90) m_out.guesses.emplace_back("crs", "EPSG:4326");
        if (east > 0 && east < 1.3e6 && north > 6.0e6 && north < 7.2e6) m_out.guesses.emplace_back("crs", "EPSG:2154");
    }

    void territory_columns(const InspectedColumn* code) {
        say("code", code);
        say("name", column(kName));
        say_parent("departement", column(kDepartement), column(kDepartementName));
        say_parent("region", column(kRegion), column(kRegionName));
        say_parent("epci", column(kEpci), column(kEpciName));
        say_parent("canton", column(kCanton), column(kCantonName));
        say("reference.population", column({"population", "pop", "pmun", "ptot"}));
    }

    bool join() {
        const InspectedColumn* code = column(kCodeNames);
        if (code == nullptr || column(kX) != nullptr) return false;
        m_out.guess_role = "join";
        territory_columns(code);
        return true;
    }

    Inspection& m_out;
    const InspectedLayer& m_layer;
};

template <class Look>
Guesses guesses_of(const InspectedLayer& layer, Look look) {
    Inspection seen;
    Guesser guesser(seen, layer);
    return look(guesser) ? seen.guesses : Guesses();
}

}  // namespace

Guesses guess_squares(const InspectedLayer& layer) {
    return guesses_of(layer, [](Guesser& guesser) { return guesser.squares(); });
}

Guesses guess_territories(const InspectedLayer& layer) {
    return guesses_of(layer, [](Guesser& guesser) { return guesser.territories(); });
}

Guesses guess_points(const InspectedLayer& layer) {
    return guesses_of(layer, [](Guesser& guesser) { return guesser.points(); });
}

void guess_role(Inspection& inspection) {
    if (inspection.kind == InspectedKind::raster) {
        inspection.guess_role = raster_role(inspection);
        if (inspection.guess_role == "demand-raster") inspection.guesses.emplace_back("attributes.population", "1");
        return;
    }
    for (std::size_t i = 0; i < inspection.layers.size(); ++i)
        if (Guesser(inspection, inspection.layers[i]).guess()) {
            inspection.guess_layer = i;
            return;
        }
}

}  // namespace covmap::read
