#include "export/style/qmd.hpp"

#include "export/xml/xml_tree.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

void add_metadata(pugi::xml_node parent, const std::string& identifier, const std::string& title, const Credits& credits) {
    const bool french = credits.language == "fr";
    add_leaf(parent, "identifier", identifier);
    add_leaf(parent, "language", french ? "FRE" : "ENG");
    add_leaf(parent, "type", "dataset");
    add_leaf(parent, "title", title);
    add_leaf(parent, "abstract", attribution(credits));
    for (const std::string& licence : credits.licences) add_leaf(parent, "license", licence);
    if (!credits.strictest.empty())
        add_leaf(parent, "constraints", (french ? "licence la plus stricte : " : "strictest licence: ") + credits.strictest);
    for (const std::string& source : credits.sources) add_leaf(parent, "history", source);
    add_element(add_element(parent, "dates"), "date", {{"type", "Published"}, {"value", credits.date}});
}

std::string layer_qmd(const model::Table& table, const Credits& credits) {
    pugi::xml_document document;
    add_metadata(add_qgis_root(document), table.name, table.title.in(credits.language), credits);
    return text_of(document);
}

void write_qmd(const model::Table& table, const Credits& credits, const std::string& path) {
    store::OutputFile out(path);
    out.append(layer_qmd(table, credits));
    out.close();
}

}  // namespace covmap::exports
