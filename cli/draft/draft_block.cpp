#include "cli/draft/draft_block.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/draft/draft_findings.hpp"
#include "cli/draft/draft_supply.hpp"
#include "cli/printable.hpp"
#include "read/presets/presets.hpp"

namespace covmap::cli {
namespace {

/// What the job has to say of a file of several layers; empty where nothing.
std::string layer_to_name(const DraftSource& source) {
    const read::InspectedLayer* layer = source.layer();
    if (layer == nullptr || source.first().layers.size() < 2) return {};
    return read::reads_parts(source.first()) ? std::string() : layer->name;
}
/// «{ source = "a.gpkg", layer = "b"», the beginning of a table in one line.
std::string inline_source(const DraftSource& source) {
    const std::string name = layer_to_name(source);
    return "{ source = " + toml_string(source.source) + (name.empty() ? "" : ", layer = " + toml_string(name));
}
/// A publisher's format: columns, CRS, levels and credits are known.
std::string preset_block(const DraftSource& source) {
    const std::string format = "format = " + toml_string(source.preset()), section = source.first().preset_section;
    if (section == "premises")
        return "[[demand]]\nsource = " + toml_string(source.source) + "\n" + layer_line(source) + format +
               "\n# or, in a [[demand]] of squares, whose people live there:\n# points = " + inline_source(source) + ", " +
               format + " }\n";
    const std::string text =
        "[[" + section + "]]\nsource = " + toml_string(source.source) + "\n" + layer_line(source) + format + "\n";
    if (section != "demand") return text;
    return text + "attributes = " + inline_table(attribute_pairs(source)) + "  # attribute = column, or band\n";
}

std::string places_block(const DraftSource& source) {
    Pairs columns;
    for (const std::string key : {"id", "name", "x", "y"})
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    return "[[places]]  # what is at each of these points\n" + source_lines(source) +
           "name = " + toml_string(list_name(source.source)) + "\n" +
           (columns.empty() ? std::string() : "columns = " + inline_table(columns) + "\n") + credit_lines(source);
}

}  // namespace

std::string context_block(const DraftSource& source) {
    const std::string name = source.guess("name"), kind = source.guess("kind");
    return "[[context]]  # a quiet background of maps\n" + source_lines(source) +
           "name = " + toml_string(list_name(source.source)) + "\nkind = " + toml_string(kind.empty() ? "other" : kind) + "\n" +
           (name.empty() ? std::string() : "columns = " + inline_table({{"name", name}}) + "\n") + credit_lines(source);
}

namespace {

/// Never silence: the columns of a file that no part of a job reads, as a comment.
std::string unread_block(const DraftSource& source) {
    if (source.first().driver.empty()) return "# " + printable(source.source) + ": could not be read\n";
    std::string text = "# " + printable(source.source) + ": no part of a job reads this, as far as its columns tell\n";
    for (const read::InspectedLayer& layer : source.first().layers) {
        text += "#   " + (layer.name.empty() ? std::string("table") : "layer " + printable(layer.name)) +
                (layer.geometry.empty() ? "" : ", " + layer.geometry) + ":";
        for (const read::InspectedColumn& column : layer.columns)
            text += " " + printable(column.name) +
                    (column.examples.empty() ? "" : " (" + printable(column.examples.front()) + ")") + ",";
        text.back() = '\n';
    }
    if (source.first().raster)
        text +=
            "#   a raster: where it holds people, write [[demand]] format = \"raster\"; where coverage, [[supply]] format = "
            "\"raster\"\n";
    return text;
}

/// «departement = { code = "dep", name = "dep_nom" }, …»
std::string parents_text(const Pairs& codes, const Pairs& names) {
    std::string list;
    for (const auto& [kind, column] : codes) {
        const auto name = std::find_if(names.begin(), names.end(), [&](const auto& pair) { return pair.first == kind; });
        list += (list.empty() ? "" : ", ") + toml_key(kind) + " = { code = " + toml_string(column) +
                (name == names.end() ? "" : ", name = " + toml_string(name->second)) + " }";
    }
    return list;
}

}  // namespace

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

std::string layer_line(const DraftSource& source) {
    const std::string name = layer_to_name(source);
    if (name.empty()) return {};
    std::string others;
    for (const read::InspectedLayer& other : source.first().layers)
        if (other.name != name) others += (others.empty() ? "" : ", ") + printable(other.name);
    return "layer = " + toml_string(name) + "  # beside it: " + others + "\n";
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

std::string credit_lines(const DraftSource& source) {
    return "title = " + toml_string(std::filesystem::path(source.source).stem().stem().string()) +
           "  # publisher, date, licence, url too: what pictures and metadata say of this source\n";
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
    return text + credit_lines(source);
}

std::string territory_block(const DraftSource& source, const std::vector<DraftSource>& joins,
                            const std::set<std::string>& attributes) {
    const std::string unit = unit_of(source), preset = source.preset();
    Pairs columns = {{"code", source.guess("code")}};
    if (const std::string name = source.guess("name"); !name.empty()) columns.emplace_back("name", name);
    Pairs parents = guesses_under(source, "parents."), names = guesses_under(source, "parent_names."),
          reference = guesses_under(source, "reference.");
    if (!preset.empty()) parents.clear();  // the preset knows them
    std::string join_text;
    for (const DraftSource& join : joins) {
        Pairs joined;
        const auto take = [&](const std::string& prefix, const std::string& ending, Pairs& into) {
            for (const auto& [name, column] : guesses_under(join, prefix)) {
                if (std::any_of(into.begin(), into.end(), [&](const auto& pair) { return pair.first == name; })) continue;
                const std::string made = name + ending + (has_column(source, name + ending) ? "_joined" : "");
                joined.emplace_back(made, column);
                into.emplace_back(name, made);
            }
        };
        take("parents.", "", parents);
        take("parent_names.", "_name", names);
        take("reference.", "", reference);
        if (joined.empty()) continue;
        join_text += (join_text.empty() ? "" : ", ") + inline_source(join) + ", on = " + toml_string(join.guess("code")) +
                     ", columns = " + inline_table(joined) + " }";
    }
    std::erase_if(parents, [&](const auto& pair) { return pair.first == unit; });
    std::erase_if(reference, [&](const auto& pair) { return !attributes.contains(pair.first); });
    std::string text = "[[territory]]\nunit = " + toml_string(unit) + "\n" + source_lines(source) +
                       (preset.empty() ? "columns = " + inline_table(columns) : "format = " + toml_string(preset)) + "\n";
    const std::string list = parents_text(parents, names);
    if (preset.empty() || !list.empty())
        text += list.empty() ? "# parents = { departement = { code = \"…\" } }  # a roll-up for each\n"
                             : "parents = { " + list + " }  # a roll-up for each\n";
    if (!join_text.empty()) text += "join = [" + join_text + "]\n";
    if (!reference.empty()) text += "reference = " + inline_table(reference) + "  # official figures to stand beside ours\n";
    return text + credit_lines(source);
}

std::string draft_block(const DraftSource& source) {
    const std::string& role = source.role();
    if (role == "demand-squares" || role == "demand-raster") return demand_block(source);
    if (role == "territories") return territory_block(source, {}, {});
    if (role == "supply-polygons" || role == "sites" || role == "supply") return supply_block(source);
    if (role == "premises") return preset_block(source);
    if (role == "places") return places_block(source);
    if (role == "context") return context_block(source);
    if (role == "lines") return lines_block(source) + "\n" + context_block(source);
    if (role == "measurement") return measurement_block(source);
    if (role == "access") return access_block(source);
    if (role != "join") return unread_block(source);
    Pairs columns = guesses_under(source, "parents.");
    for (const auto& [name, column] : guesses_under(source, "reference.")) columns.emplace_back(name, column);
    return "# in [[territory]]:\njoin = [" + inline_source(source) + ", on = " + toml_string(source.guess("code")) +
           ", columns = " + inline_table(columns) + " }]\n";
}

}  // namespace covmap::cli
