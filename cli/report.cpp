#include "cli/report.hpp"

#include "model/table.hpp"

namespace covmap::cli {

std::string csv_line(const std::vector<std::string>& fields) {
    std::string out;
    for (const std::string& field : fields) out += (&field == &fields.front() ? "" : ",") + model::csv_text(field);
    return out + "\n";
}

}  // namespace covmap::cli
