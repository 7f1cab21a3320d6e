#include "export/page/page.hpp"

#include <filesystem>

#include "export/page/page_parts.hpp"
#include "export/page/page_views.hpp"

namespace covmap::exports {

namespace {

void write_asset(const PageAsset& asset, const std::string& folder) {
    const std::filesystem::path path = std::filesystem::path(folder) / asset.path;
    std::filesystem::create_directories(path.parent_path());
    store::OutputFile out(path.string());
    out.append(asset.bytes);
    out.close();
}

}  // namespace

void write_page(const PageContents& page, std::span<const PageAsset> assets, const std::string& folder) {
    for (const PageAsset& asset : assets) write_asset(asset, folder);
    write_page_head(page, folder + "/page.json");
    write_page_tables(page.model.territories, page.units, measured_tables(page), folder + "/tables");
    write_search(page, folder + "/search.json");
    write_page_zones(page, folder + "/zones");
    if (page.compare) write_page_tables(page.model.territories, page.compare->units, {}, folder + "/compare/tables");
}

}  // namespace covmap::exports
