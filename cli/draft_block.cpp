#include "cli/draft_block.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "read/presets/presets.hpp"

namespace covmap::cli {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// Letters and digits of a file name, cut at everything else: «couv_OF_4G_data.gpkg» -> COUV, OF, 4G, DATA, GPKG.
std::set<std::string> name_tokens(const std::string& path) {
    std::set<std::string> tokens;
    std::string token;
    for (const char c : upper(std::filesystem::path(path).filename().string()) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            token += c;
        } else if (!token.empty()) {
            tokens.insert(token);
            token.clear();
        }
    }
    return tokens;
}

/// «{ a = "x", b = "y" }» of the guesses that begin with `prefix`.
Pairs guesses_under(const DraftSource& source, const std::string& prefix) {
    Pairs pairs;
    for (const auto& [key, value] : source.first().guesses)
        if (key.compare(0, prefix.size(), prefix) == 0) pairs.emplace_back(key.substr(prefix.size()), value);
    return pairs;
}

std::string inline_table(const Pairs& pairs) {
    std::string text = "{ ";
    for (std::size_t i = 0; i < pairs.size(); ++i)
        text += (i == 0 ? "" : ", ") + toml_key(pairs[i].first) + " = " + toml_string(pairs[i].second);
    return text + " }";
}

/// What the job has to say of a file of several layers; empty where nothing.
std::string layer_to_name(const DraftSource& source) {
    const read::InspectedLayer* layer = source.layer();
    if (layer == nullptr || source.first().layers.size() < 2) return {};
    return read::reads_parts(source.first()) ? std::string() : layer->name;
}

std::string layer_line(const DraftSource& source) {
    const std::string name = layer_to_name(source);
    if (name.empty()) return {};
    std::string others;
    for (const read::InspectedLayer& other : source.first().layers)
        if (other.name != name) others += (others.empty() ? "" : ", ") + other.name;
    std::replace(others.begin(), others.end(), '\n', ' ');
    return "layer = " + toml_string(name) + "  # beside it: " + others + "\n";
}

/// «{ source = "a.gpkg", layer = "b"», the beginning of a table in one line.
std::string inline_source(const DraftSource& source) {
    const std::string name = layer_to_name(source);
    return "{ source = " + toml_string(source.source) + (name.empty() ? "" : ", layer = " + toml_string(name));
}

std::string source_lines(const DraftSource& source) {
    const read::InspectedLayer* layer = source.layer();
    std::string text = "source = " + toml_string(source.source) + "\n" + layer_line(source);
    const bool has_crs = source.first().raster ? !source.first().raster->crs.empty() : layer != nullptr && !layer->crs.empty();
    const bool needs_crs = source.role() != "join" && source.role() != "demand-squares";
    if (const std::string crs = source.guess("crs"); !crs.empty())
        text += "crs = " + toml_string(crs) + "  # guessed from the coordinates: check it\n";
    else if (!has_crs && needs_crs)
        text += "# crs = \"EPSG:…\"  # needed: the file does not say its own\n";
    return text;
}

const char* const kCredits = "# title, publisher, date, licence, url: what pictures and metadata shall say of this source\n";

Pairs attribute_pairs(const DraftSource& demand) {
    Pairs pairs = guesses_under(demand, "attributes.");
    if (!pairs.empty() || demand.layer() == nullptr) return pairs;
    for (const read::InspectedColumn& column : demand.layer()->columns)
        if (column.type == "integer" || column.type == "real") return {{"population", column.name}};
    return {{"population", "population"}};
}

bool has_column(const DraftSource& source, const std::string& name) {
    const read::InspectedLayer* layer = source.layer();
    return layer != nullptr &&
           std::any_of(layer->columns.begin(), layer->columns.end(), [&](const auto& c) { return c.name == name; });
}

std::string unit_of(const DraftSource& source) {
    const std::string code = upper(source.guess("code"));
    const bool commune = upper(source.source).find("COMMUNE") != std::string::npos || code.find("INSEE") != std::string::npos ||
                         code == "CODGEO" || !source.guess("parents.departement").empty();
    return commune ? "commune" : "territory";
}

std::string operator_technology_lines(const DraftSource& source, Pairs& columns) {
    std::string constants;
    for (const std::string key : {"operator", "technology", "service"}) {
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    }
    if (source.guess("operator").empty()) constants += "operator = \"operator\"  # to fill in: no column looks like it\n";
    const std::set<std::string> technologies = technologies_of(source), services = services_of(source);
    if (source.guess("technology").empty() && guesses_under(source, "technologies.").empty())
        constants += "technology = " + toml_string(technologies.empty() ? "4G" : *technologies.rbegin()) +
                     (technologies.size() == 1 ? "  # from the file's name\n" : "  # to fill in: no column looks like it\n");
    if (source.guess("service").empty()) {
        if (services.size() == 1)
            constants += "service = " + toml_string(*services.begin()) + "  # from the file's name\n";
        else
            constants += std::string(source.role() == "sites" ? "" : "# ") + "service = \"data\"  # or \"voice\"\n";
    }
    return constants;
}

std::string level_lines(const DraftSource& source, Pairs& columns) {
    const std::vector<std::string> levels = levels_of(source);
    if (levels.empty()) return "";
    columns.emplace_back("level", source.guess("level"));
    return "levels = " + toml_list(levels) + "  # best first: check the order\n# no_level = " + toml_string(levels.back()) +
           "  # what a record without level counts as; or \"unknown\"\n";
}

/// «{ "2G" = 8.0, "4G" = 4.0 }»: where to begin.
std::string radii_of(const DraftSource& source) {
    const std::set<std::string> technologies = technologies_of(source);
    std::string radii;
    for (const std::string& technology : technologies.empty() ? std::set<std::string>{"4G"} : technologies) {
        const char* km = technology == "2G" ? "8.0" : technology == "3G" ? "5.0" : technology == "5G" ? "2.0" : "4.0";
        radii += (radii.empty() ? "" : ", ") + toml_key(technology) + " = " + km;
    }
    return "{ " + radii + " }";
}

const char* const kOwnRadius = "  # a model, not a measure: put your own\n";

const char* const kExtentHint =
    "# extent = \"everywhere\"  # or { departement = [\"46\"] }, \"box\", \"hull\": where this supply speaks; elsewhere its "
    "operators are unknown\n";
const std::string kSupplyHints = std::string("# date = \"2018-01-01\"\n") + kExtentHint;

std::string sites_block(const DraftSource& source) {
    Pairs columns;
    for (const std::string key : {"x", "y"})
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    const std::string constants = operator_technology_lines(source, columns);
    const Pairs flags = guesses_under(source, "technologies.");
    std::string text = "[[supply]]\n" + source_lines(source) + "format = \"sites\"  # points that serve a disc\n";
    if (!columns.empty()) text += "columns = " + inline_table(columns) + "\n";
    if (!flags.empty()) text += "technologies = " + inline_table(flags) + "  # technology = flag column\n";
    return text + "radius_km = " + radii_of(source) + kOwnRadius + constants + "nature = \"modelled\"\n" + kSupplyHints;
}

/// A publisher's format: columns, CRS, levels and credits are known.
std::string preset_block(const DraftSource& source) {
    const std::string format = "format = " + toml_string(source.preset()), section = source.first().preset_section;
    if (section == "premises")
        return "[[demand]]\nsource = " + toml_string(source.source) + "\n" + layer_line(source) + format +
               "\n# or, in a [[demand]] of squares, whose people live there:\n# points = " + inline_source(source) + ", " +
               format + " }\n";
    std::string text = "[[" + section + "]]\nsource = " + toml_string(source.source) + "\n" + layer_line(source) + format + "\n";
    if (section == "demand")
        return text + "attributes = " + inline_table(attribute_pairs(source)) + "  # attribute = column, or band\n";
    if (section != "supply") return text;
    if (source.preset() == "arcep-sites") text += "service = \"data\"  # or \"voice\"\n";
    if (source.role() == "sites")
        text += "radius_km = " + (source.preset() == "mediation" ? std::string("5.0") : radii_of(source)) + kOwnRadius;
    return text + kExtentHint;
}

/// «schools» of «Schools 2024.csv»: what files of places may be called.
std::string list_name(const std::string& path) {
    std::string name;
    for (const char c : std::filesystem::path(path).stem().stem().string()) {
        const auto letter = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        const bool kept = (letter >= 'a' && letter <= 'z') || (!name.empty() && letter >= '0' && letter <= '9');
        if (kept)
            name.push_back(letter);
        else if (!name.empty() && name.back() != '_')
            name.push_back('_');
    }
    constexpr std::size_t kLongest = 20;
    name = name.substr(0, kLongest);
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name.empty() ? "places" : name;
}

std::string places_block(const DraftSource& source) {
    Pairs columns;
    for (const std::string key : {"id", "name", "x", "y"})
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    return "[[places]]  # what is at each of these points\n" + source_lines(source) +
           "name = " + toml_string(list_name(source.source)) + "\n" +
           (columns.empty() ? std::string() : "columns = " + inline_table(columns) + "\n") + kCredits;
}

std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

/// Never silence: the columns of a file that no part of a job reads, as a comment.
std::string unread_block(const DraftSource& source) {
    std::string text = "# " + source.source + ": no part of a job reads this, as far as its columns tell\n";
    for (const read::InspectedLayer& layer : source.first().layers) {
        text += "#   " + (layer.name.empty() ? std::string("table") : "layer " + layer.name) +
                (layer.geometry.empty() ? "" : ", " + layer.geometry) + ":";
        for (const read::InspectedColumn& column : layer.columns)
            text += " " + one_line(column.name) +
                    (column.examples.empty() ? "" : " (" + one_line(column.examples.front()) + ")") + ",";
        text.back() = '\n';
    }
    return text;
}

}  // namespace

std::string DraftSource::preset() const {
    for (const read::Inspection& file : inspections)
        if (file.preset != first().preset) return {};
    return first().preset;
}

std::string DraftSource::guess(const std::string& key) const {
    for (const auto& [known, value] : first().guesses)
        if (known == key) return value;
    return {};
}

const read::InspectedLayer* DraftSource::layer() const {
    return first().guess_layer < first().layers.size() ? &first().layers[first().guess_layer] : nullptr;
}

std::vector<std::string> DraftSource::examples(const std::string& key) const {
    const std::string name = guess(key);
    std::vector<std::string> found;
    for (const read::Inspection& inspection : inspections)
        for (const read::InspectedLayer& layer : inspection.layers)
            for (const read::InspectedColumn& column : layer.columns)
                for (const std::string& example : column.examples)
                    if (column.name == name && !name.empty() && std::find(found.begin(), found.end(), example) == found.end())
                        found.push_back(example);
    return found;
}

std::string toml_string(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '\n')
            quoted += "\\n";
        else if (c == '\t')
            quoted += "\\t";
        else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
            quoted += c;
    }
    return quoted + "\"";
}

std::string toml_key(const std::string& key) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    const bool bare = !key.empty() && letter(key.front()) && std::all_of(key.begin(), key.end(), inner);
    return bare ? key : toml_string(key);
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + toml_string(text);
    return "[" + list + "]";
}

std::set<std::string> technologies_of(const DraftSource& source) {
    std::set<std::string> found;
    for (const auto& [technology, flag] : guesses_under(source, "technologies.")) found.insert(technology);
    for (const std::string& example : source.examples("technology")) found.insert(upper(example));
    if (!found.empty()) return found;
    for (const read::Inspection& inspection : source.inspections)
        for (const std::string& token : name_tokens(inspection.path))
            if (token == "2G" || token == "2G3G" || token == "3G" || token == "4G" || token == "5G") found.insert(token);
    return found;
}

std::set<std::string> services_of(const DraftSource& source) {
    std::set<std::string> found;
    const auto add = [&](const std::string& word) {
        if (word == "VOIX" || word == "VOICE") found.insert("voice");
        if (word == "DATA") found.insert("data");
    };
    for (const std::string& example : source.examples("service")) add(upper(example));
    if (!found.empty() || !source.guess("service").empty()) return found;
    for (const read::Inspection& inspection : source.inspections)
        for (const std::string& token : name_tokens(inspection.path)) add(token);
    if (found.size() != 1 && source.role() == "sites") return {"data"};  // what its block says
    return found;
}

std::vector<std::string> levels_of(const DraftSource& source) {
    static const std::vector<std::string> kArcep = {"TBC", "BC", "CL"};
    std::vector<std::string> found = source.examples("level");
    const bool arcep = std::all_of(found.begin(), found.end(), [&](const std::string& level) {
        return std::find(kArcep.begin(), kArcep.end(), level) != kArcep.end();
    });
    if (!found.empty() && arcep) return kArcep;
    std::erase_if(found, [](const std::string& level) { return level == "covered" || level == "none" || level == "unknown"; });
    return found;
}

std::set<std::string> attributes_of(const DraftSource& demand) {
    std::set<std::string> names;
    for (const auto& [name, column] : attribute_pairs(demand)) names.insert(name);
    return names;
}

std::string demand_block(const DraftSource& source) {
    if (!source.preset().empty()) return preset_block(source);
    std::string text = "[[demand]]\n" + source_lines(source);
    if (source.role() == "demand-raster") {
        text += "format = \"raster\"\nattributes = { population = 1 }  # attribute = band\n";
    } else {
        text += "format = \"grid-squares\"\ncolumns = { id = " + toml_string(source.guess("id")) + " }\n";
        text += "attributes = " + inline_table(attribute_pairs(source)) + "  # attribute = column\n";
    }
    if (const std::string land = source.guess("land"); !land.empty())
        text += "spread = \"land\"  # people live on the land of their square\nland = " + toml_string(land) + "\n";
    else
        text +=
            "spread = \"cell\"  # evenly over the square; \"land\" with a column of land shares or polygons keeps the coast its "
            "people\n";
    return text + kCredits;
}

std::string territory_block(const DraftSource& source, const std::vector<DraftSource>& joins,
                            const std::set<std::string>& attributes) {
    const std::string unit = unit_of(source), preset = source.preset();
    Pairs columns = {{"code", source.guess("code")}};
    if (const std::string name = source.guess("name"); !name.empty()) columns.emplace_back("name", name);
    Pairs parents = guesses_under(source, "parents."), reference = guesses_under(source, "reference.");
    if (!preset.empty()) parents.clear();  // the preset knows them
    std::string join_text;
    for (const DraftSource& join : joins) {
        Pairs joined;
        const auto take = [&](const std::string& prefix, Pairs& into) {
            for (const auto& [name, column] : guesses_under(join, prefix)) {
                if (std::any_of(into.begin(), into.end(), [&](const auto& pair) { return pair.first == name; })) continue;
                const std::string made = has_column(source, name) ? name + "_joined" : name;
                joined.emplace_back(made, column);
                into.emplace_back(name, made);
            }
        };
        take("parents.", parents);
        take("reference.", reference);
        if (joined.empty()) continue;
        join_text += (join_text.empty() ? "" : ", ") + inline_source(join) + ", on = " + toml_string(join.guess("code")) +
                     ", columns = " + inline_table(joined) + " }";
    }
    std::erase_if(parents, [&](const auto& pair) { return pair.first == unit; });
    std::erase_if(reference, [&](const auto& pair) { return !attributes.contains(pair.first); });
    std::string text = "[[territory]]\nunit = " + toml_string(unit) + "\n" + source_lines(source) +
                       (preset.empty() ? "columns = " + inline_table(columns) : "format = " + toml_string(preset)) + "\n";
    std::string list;
    for (const auto& [kind, column] : parents)
        list += (list.empty() ? "" : ", ") + toml_key(kind) + " = { code = " + toml_string(column) + " }";
    if (preset.empty() || !list.empty())
        text += list.empty() ? "# parents = { departement = { code = \"…\" } }  # a roll-up for each\n"
                             : "parents = { " + list + " }  # a roll-up for each; name = a column of names\n";
    if (!join_text.empty()) text += "join = [" + join_text + "]\n";
    if (!reference.empty()) text += "reference = " + inline_table(reference) + "  # official figures to stand beside ours\n";
    return text + kCredits;
}

std::string supply_block(const DraftSource& source) {
    if (!source.preset().empty()) return preset_block(source);
    if (source.role() == "sites") return sites_block(source);
    Pairs columns;
    const std::string constants = operator_technology_lines(source, columns);
    const std::string levels = level_lines(source, columns);
    std::string text = "[[supply]]\n" + source_lines(source) + "format = \"polygons\"\n";
    if (!columns.empty()) text += "columns = " + inline_table(columns) + "\n";
    return text + constants + levels + "nature = \"claimed\"  # or modelled, planned, measured\n" + kSupplyHints + kCredits;
}

std::string draft_block(const DraftSource& source) {
    const std::string& role = source.role();
    if (role == "demand-squares" || role == "demand-raster") return demand_block(source);
    if (role == "territories") return territory_block(source, {}, {});
    if (role == "supply-polygons" || role == "sites" || role == "supply") return supply_block(source);
    if (role == "premises") return preset_block(source);
    if (role == "places") return places_block(source);
    if (role != "join") return unread_block(source);
    Pairs columns = guesses_under(source, "parents.");
    for (const auto& [name, column] : guesses_under(source, "reference.")) columns.emplace_back(name, column);
    return "# in [[territory]]:\njoin = [" + inline_source(source) + ", on = " + toml_string(source.guess("code")) +
           ", columns = " + inline_table(columns) + " }]\n";
}

}  // namespace covmap::cli
