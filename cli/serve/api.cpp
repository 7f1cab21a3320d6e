#include "cli/serve/api.hpp"

#include <charconv>
#include <cmath>
#include <utility>

#include "cli/failure.hpp"
#include "cli/rows.hpp"
#include "core/error.hpp"
#include "run/base/versions.hpp"

namespace covmap::cli {
namespace {

constexpr int kOk = 200, kBadRequest = 400, kNotFound = 404, kNotAllowed = 405, kMisdirected = 421, kFault = 500;
constexpr std::string_view kTable = "/api/table/", kZones = "/api/zones/";

[[noreturn]] void refuse(const std::string& parameter, const std::string& what) {
    throw core::Error(core::ErrorKind::usage, parameter, what);
}

template <class Number>
Number number_of(const RequestHead& request, const char* name, Number otherwise, bool is_needed) {
    const auto text = request.parameter(name);
    if (!text && !is_needed) return otherwise;
    Number value{};
    const char* const end = text ? text->data() + text->size() : nullptr;
    if (!text || text->empty() || std::from_chars(text->data(), end, value).ptr != end)
        refuse(name, text ? "«" + *text + "» is no number" : "is missing");
    return value;
}

RowsAsked rows_of(const RequestHead& request) {
    RowsAsked asked;
    asked.code = request.parameter("code").value_or("");
    asked.columns = request.parameter("columns").value_or("");
    asked.offset = number_of<std::size_t>(request, "offset", 0, false);
    asked.limit = number_of<std::size_t>(request, "limit", kRowsByDefault, false);
    if (asked.limit == 0 || asked.limit > kMostRows) refuse("limit", "lies within 1 and " + std::to_string(kMostRows));
    return asked;
}

run::ExplainAsked explain_of(const RequestHead& request) {
    run::ExplainAsked asked;
    asked.column = request.parameter("column").value_or("");
    asked.code = request.parameter("code").value_or("");
    if (asked.column.empty()) refuse("column", "is missing");
    if (const auto where = request.parameter("where")) asked.where.push_back(*where);
    return asked;
}

bool is_of_api(const std::string& path) { return path == "/openapi.json" || path == "/api" || path.starts_with("/api/"); }

int status_of(const Failure& failure) {
    if (failure.kind == "not-found") return kNotFound;
    return failure.kind == "usage" ? kBadRequest : kFault;
}

}  // namespace

Api::Api(std::unique_ptr<RunAnswers> run, std::unique_ptr<PageFolder> page, Hosts hosts)
    : m_run(std::move(run)), m_page(std::move(page)), m_hosts(hosts) {}
Api::~Api() = default;

Json Api::asked(const RequestHead& request) const {
    const std::string& path = request.path;
    if (path == "/openapi.json") return openapi(run::versions().at("covmap"));
    if (path == "/api/at")
        return m_run->at({number_of<double>(request, "lon", 0, true), number_of<double>(request, "lat", 0, true)});
    if (path == "/api/tables") return m_run->tables();
    if (path == "/api/explain") return m_run->explain(explain_of(request));
    if (path.starts_with(kTable)) return m_run->table(path.substr(kTable.size()), rows_of(request));
    if (path.starts_with(kZones)) return m_run->zones(path.substr(kZones.size()), rows_of(request));
    throw NotFound("there is no path " + path);
}

PageAnswer Api::plain_answer(int status) const {
    PageAnswer answer;
    answer.status = status;
    answer.fields = {{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}, {"Cache-Control", "no-cache"}};
    if (status < kBadRequest) return answer;
    const char* const kind = status == kNotFound ? "not-found" : status == kFault ? "unexpected" : "usage";
    answer.text = failure_json({kind, "", "HTTP status " + std::to_string(status), "", kFailed});
    answer.fields.emplace_back("Content-Type", "application/json");
    answer.fields.emplace_back("Content-Length", std::to_string(answer.text.size()));
    if (status == kNotAllowed) answer.fields.emplace_back("Allow", "GET, HEAD");
    return answer;
}

PageAnswer Api::answer(const RequestHead& request) const {
    if (!may_ask(request, m_hosts)) return plain_answer(kMisdirected);
    if (m_page && !is_of_api(request.path)) return m_page->answer(request);
    if (request.method != "GET" && request.method != "HEAD") return plain_answer(kNotAllowed);
    PageAnswer answer = plain_answer(kOk);
    try {
        answer.text = json_text(asked(request), -1);
    } catch (...) {
        const Failure failure = answer_failure(std::current_exception());
        answer.status = status_of(failure);
        answer.text = failure_json(failure);
    }
    answer.fields.emplace_back("Content-Type", "application/json");
    answer.fields.emplace_back("Content-Length", std::to_string(answer.text.size()));
    if (request.method == "HEAD") answer.text.clear();
    return answer;
}

}  // namespace covmap::cli
