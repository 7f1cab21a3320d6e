// covmap inspect FILE…
#include "read/inspect/inspect.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/draft/draft_block.hpp"
#include "cli/failure.hpp"
#include "cli/printable.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"

namespace covmap::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

/// A CRS in one line: an authority's code, or the name in the WKT.
std::string short_crs(const std::string& crs) {
    if (crs.empty()) return "no CRS";
    const std::size_t quote = crs.find('"');
    return quote == std::string::npos ? crs : crs.substr(quote + 1, crs.find('"', quote + 1) - quote - 1);
}

std::string box_text(const read::InspectedExtent& box) {
    return fmt::format("x {:.10g} to {:.10g}, y {:.10g} to {:.10g}", box.x_min, box.x_max, box.y_min, box.y_max);
}

std::string block_of(const read::Inspection& file) { return draft_block({file.path, {file}}); }

void print_layer(const read::InspectedLayer& layer) {
    std::cout << "  " << (layer.name.empty() ? "table" : "layer " + printable(layer.name)) << ": "
              << core::counted(layer.records, "record");
    if (!layer.geometry.empty()) std::cout << ", " << layer.geometry << ", " << printable(short_crs(layer.crs));
    std::cout << '\n';
    if (layer.extent) std::cout << "    " << box_text(*layer.extent) << '\n';
    std::size_t width = 0;
    for (const read::InspectedColumn& column : layer.columns) width = std::max(width, printable(column.name).size());
    for (const read::InspectedColumn& column : layer.columns)
        std::cout << fmt::format("    {:<{}}  {:<7}  {}\n", printable(column.name), width, column.type,
                                 printable(joined(column.examples)));
}

void print_raster(const read::InspectedRaster& raster) {
    std::cout << fmt::format("  {} x {} pixels of {:.10g} x {:.10g}{}, {}\n    {}\n", raster.width, raster.height,
                             raster.pixel_width, raster.pixel_height, raster.rotated ? ", rotated" : "",
                             printable(short_crs(raster.crs)), box_text(raster.extent));
    for (std::size_t i = 0; i < raster.bands.size(); ++i) {
        const read::InspectedBand& band = raster.bands[i];
        std::cout << fmt::format("    band {}: {}", i + 1, band.type)
                  << (band.nodata ? fmt::format(", NoData {:.10g}", *band.nodata) : "")
                  << fmt::format("; sample: {:.10g} to {:.10g}, mean {:.10g}, {} of {} without data\n", band.min, band.max,
                                 band.mean, band.sampled_nodata, band.sampled_nodata + band.sampled);
    }
}

void print_text(const read::Inspection& file) {
    std::cout << printable(file.path) << ": " << file.driver << '\n';
    for (const read::InspectedLayer& layer : file.layers) print_layer(layer);
    if (file.raster) print_raster(*file.raster);
    for (const std::string& remark : file.remarks) std::cout << "  " << remark << '\n';
    std::cout << "  looks like: " << file.guess_role << (file.preset.empty() ? "" : ", " + file.preset) << '\n';
    std::istringstream lines(block_of(file));
    for (std::string line; std::getline(lines, line);) std::cout << "    " << printable(line) << '\n';
    std::cout << '\n';
}

Json json_of(const read::InspectedExtent& box) { return {box.x_min, box.y_min, box.x_max, box.y_max}; }

Json json_of(const read::InspectedLayer& layer) {
    Json out = {{"name", layer.name}, {"records", layer.records}, {"geometry", layer.geometry}, {"crs", layer.crs}};
    out["extent"] = layer.extent ? json_of(*layer.extent) : Json();
    out["columns"] = Json::array();
    for (const read::InspectedColumn& c : layer.columns)
        out["columns"].push_back({{"name", c.name}, {"type", c.type}, {"examples", c.examples}});
    return out;
}

Json json_of(const read::InspectedRaster& raster) {
    Json out = {{"width", raster.width},
                {"height", raster.height},
                {"pixel_width", raster.pixel_width},
                {"pixel_height", raster.pixel_height},
                {"rotated", raster.rotated},
                {"crs", raster.crs}};
    out["extent"] = json_of(raster.extent);
    out["bands"] = Json::array();
    for (const read::InspectedBand& b : raster.bands) {
        Json band = {{"type", b.type}, {"scale", b.scale}, {"offset", b.offset}};
        band["nodata"] = b.nodata ? Json(*b.nodata) : Json();
        band["sample"] = {{"pixels", b.sampled}, {"nodata", b.sampled_nodata}, {"min", b.min}, {"max", b.max},
                          {"mean", b.mean},      {"classes", b.classes}};
        out["bands"].push_back(std::move(band));
    }
    return out;
}

Json json_of(const read::Inspection& file) {
    Json out = {{"path", file.path}, {"driver", file.driver}, {"role", file.guess_role}, {"preset", file.preset}};
    out["layers"] = Json::array();
    for (const read::InspectedLayer& layer : file.layers) out["layers"].push_back(json_of(layer));
    if (file.raster) out["raster"] = json_of(*file.raster);
    if (!file.remarks.empty()) out["remarks"] = file.remarks;
    out["operators"] = file.operators;
    out["guesses"] = Json::object();
    for (const auto& [key, value] : file.guesses) out["guesses"][key] = value;
    out["block"] = block_of(file);
    return out;
}

class Inspect final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("FILE", m_files, "Rasters, vector files, tables")->required();
        app.add_option("--format", m_format, "text or json")->check(one_of({"text", "json"}))->type_name("FORMAT");
    }

    /// A file that cannot be read is told on stderr; the others are still shown.
    int run() override {
        int code = kDone;
        Json all = Json::array();
        for (const std::string& path : m_files) {
            try {
                const read::Inspection file = read::inspect_file(path);
                if (m_format == "json")
                    all.push_back(json_of(file));
                else
                    print_text(file);
            } catch (const core::Error&) {
                const Failure failure = failure_of(std::current_exception());
                std::cerr << (m_format == "json" ? failure_json(failure) : failure_text(failure));
                code = kFailed;
            }
        }
        if (m_format == "json") std::cout << all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
        return code;
    }

private:
    std::vector<std::string> m_files;
    std::string m_format = "text";
};

}  // namespace

std::unique_ptr<Command> make_inspect() { return std::make_unique<Inspect>(); }

}  // namespace covmap::cli
