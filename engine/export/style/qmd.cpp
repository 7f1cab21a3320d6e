#include "export/style/qmd.hpp"

#include "core/xml_text.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

using core::xml_text;

std::string metadata_elements(const std::string& identifier, const std::string& title, const Credits& credits) {
    const auto element = [](const char* name, const std::string& text) {
        return std::string("  <") + name + ">" + xml_text(text) + "</" + name + ">\n";
    };
    std::string text = element("identifier", identifier);
    text += element("language", credits.language == "fr" ? "FRE" : "ENG");
    text += element("type", "dataset");
    text += element("title", title);
    text += element("abstract", attribution(credits));
    for (const std::string& licence : credits.licences) text += element("license", licence);
    if (!credits.strictest.empty())
        text += element("constraints",
                        (credits.language == "fr" ? "licence la plus stricte : " : "strictest licence: ") + credits.strictest);
    for (const std::string& source : credits.sources) text += element("history", source);
    return text + "  <dates><date type=\"Published\" value=\"" + xml_text(credits.date) + "\"/></dates>\n";
}

std::string layer_qmd(const model::Table& table, const Credits& credits) {
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\">\n" +
           metadata_elements(table.name, table.title.in(credits.language), credits) + "</qgis>\n";
}

void write_qmd(const model::Table& table, const Credits& credits, const std::string& path) {
    store::OutputFile out(path);
    out.append(layer_qmd(table, credits));
    out.close();
}

}  // namespace covmap::exports
