#include "run/base/named_standard.hpp"

#include "core/error.hpp"

namespace covmap::run {

void throw_unknown_name(const char* option, const std::string& given, const std::vector<std::string>& known) {
    std::string list;
    for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
    throw core::Error(core::ErrorKind::usage, option, "the run has no «" + given + "»; it has: " + list);
}

std::size_t named_standard(const std::string& name, const model::Job& job) {
    const std::string wanted = name.empty() && !job.zones.empty() ? job.zones.front().fails : name;
    std::vector<std::string> names;
    for (const model::IndicatorSpec& indicator : job.indicator) {
        if (indicator.name == wanted || wanted.empty()) return names.size();
        names.push_back(indicator.name);
    }
    throw_unknown_name("--standard", wanted, names);
}

}  // namespace covmap::run
