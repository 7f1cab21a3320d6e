#include "cli/draft/draft_findings.hpp"

#include <algorithm>

#include "cli/draft/draft_block.hpp"

namespace covmap::cli {
namespace {

constexpr const char* kNearKm = "5";  ///< one of the distances of access_block()

Pairs columns_of(const DraftSource& source, std::initializer_list<const char*> keys) {
    Pairs columns;
    for (const std::string key : keys)
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    return columns;
}

/// The file's words for where a telephone was; those of Arcep are known.
std::string situation_line(const DraftSource& source) {
    if (source.guess("situation").empty()) return {};
    const Pairs arcep = {{"OUTDOOR", "outdoors"}, {"INDOOR", "indoors"}, {"INCAR", "in_vehicle"}, {"INTRAIN", "in_train"}};
    const std::vector<std::string> examples = source.examples("situation");
    const bool known = !examples.empty() && std::all_of(examples.begin(), examples.end(), [&](const std::string& word) {
        return std::any_of(arcep.begin(), arcep.end(), [&](const auto& pair) { return pair.first == word; });
    });
    if (known) return "values = { situation = " + inline_table(arcep) + " }\n";
    return "# values = { situation = { OUTDOOR = \"outdoors\" } }  # its words for outdoors, indoors, in_vehicle, in_train\n";
}

/// What the file does not say of a test.
std::string constants_of(const DraftSource& source) {
    std::string text;
    if (source.guess("technology").empty()) text += "technology = \"4G\"  # to fill in: the technology that was tested\n";
    if (source.guess("service").empty()) text += "service = \"data\"  # or \"voice\"\n";
    if (source.guess("success").empty())
        text += source.guess("down").empty() ? "success = { latency = \"<=100\" }  # what counts as a success: check it\n"
                                             : "success = { down = \">=3\" }  # what counts as a success: check it\n";
    return text + situation_line(source);
}

}  // namespace

std::string lines_block(const DraftSource& source) {
    const Pairs columns = columns_of(source, {"name", "class"});
    return "[[lines]]  # kilometres with and without, and the stretches without\n" + source_lines(source) +
           "name = " + toml_string(list_name(source.source)) + "\n" +
           (columns.empty() ? std::string("# columns = { name = \"…\", class = \"…\" }\n")
                            : "columns = " + inline_table(columns) + "\n") +
           credit_lines(source);
}

std::string measurement_block(const DraftSource& source) {
    std::string text = "[[measurement]]  # tests, held against what is claimed where they were made\n" + source_lines(source) +
                       "name = " + toml_string(list_name(source.source)) + "\n";
    const std::string format = source.guess("format");
    if (!format.empty()) text += "format = " + toml_string(format) + "\n";
    if (format == "arcep-qos")
        text += "where = { " + toml_key(source.guess("protocol")) + " = [\"WEB\"] }  # one kind of test\n";
    else if (format.empty())
        text +=
            "columns = " +
            inline_table(columns_of(source, {"x", "y", "quadkey", "id", "device", "date", "accuracy", "operator", "technology",
                                             "service", "situation", "success", "down", "up", "latency", "signal"})) +
            "\n" + constants_of(source);
    if (format != "ookla-tiles")
        text += "# reliability = [{ min = 95, over_km2 = 50 }]  # the rate that is required: gives verdicts\n";
    return text + credit_lines(source);
}

std::string access_block(const DraftSource& source) {
    return "[[access]]  # places that help: who is near one, and how far everybody is\nsource = " + toml_string(source.source) +
           "\n" + layer_line(source) + "name = " + toml_string(list_name(source.source)) +
           "\nlabel = { fr = \"Médiation numérique\", en = \"Digital help\" }\nformat = " + toml_string(source.preset()) +
           "\nwithin_km = [2, " + kNearKm +
           ", 10]  # as the crow flies\n# extent = { departement = [\"23\"] }  # where the list speaks; unsaid: the first "
           "parents "
           "that hold a place of it\n";
}

std::string access_questions(const DraftSource& source) {
    return std::string("[[indicator]]\nname = \"near_help\"\nlabel = { fr = \"Médiation numérique à ") + kNearKm +
           " km ou moins\", en = \"Digital help within " + kNearKm + " km\" }\naccess = { " + list_name(source.source) + " = " +
           kNearKm +
           " }\n\n[[zones]]  # contiguous areas that are far from help, ranked by people\nname = \"far_from_help\"\nfails = "
           "\"near_help\"\n\n";
}

}  // namespace covmap::cli
