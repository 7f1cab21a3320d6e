#include "cli/report.hpp"

#include <fstream>
#include <iostream>

#include "core/error.hpp"
#include "model/table.hpp"

namespace covmap::cli {

void write_report(const std::string& text, const std::string& output) {
    if (output.empty()) {
        std::cout << text;
        return;
    }
    std::ofstream file(output, std::ios::binary);
    file << text << std::flush;
    if (!file) throw core::Error(core::ErrorKind::output, output, "cannot be written; give another FILE with -o");
}

std::string csv_line(const std::vector<std::string>& fields) {
    std::string out;
    for (const std::string& field : fields) out += (&field == &fields.front() ? "" : ",") + model::csv_text(field);
    return out + "\n";
}

}  // namespace covmap::cli
