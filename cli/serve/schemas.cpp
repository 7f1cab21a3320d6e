#include "cli/serve/schemas.hpp"

#include <stdexcept>

namespace covmap::cli {

Json schema(const std::string& name) {
    for (const SchemaFile& file : schema_files()) {
        if (file.path != name + ".json") continue;
        Json json = Json::parse(file.bytes);
        json.erase("$schema");
        json.erase("$id");
        return json;
    }
    throw std::logic_error("there is no schema " + name);
}

}  // namespace covmap::cli
