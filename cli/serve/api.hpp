// The paths of `covmap serve`: what a request asks of a run, and the answer as HTTP has it.
#pragma once

#include <memory>
#include <string>

#include "cli/serve/run_answers.hpp"
#include "cli/server/page_folder.hpp"

namespace covmap::cli {

/// What /openapi.json says of the paths: OpenAPI 3.1. `version`: of covmap.
Json openapi(const std::string& version);

/// GET and HEAD of /api/at, /api/tables, /api/table/NAME, /api/zones/NAME, /api/explain and /openapi.json, all JSON, failures too
/// (docs/schema/error.json: 400, 404, 405, 421, 500); any other path is `page`'s, where there is one. Answers in the thread that
/// asks, one after the other.
class Api final : public Answerer {
public:
    Api(std::unique_ptr<RunAnswers> run, std::unique_ptr<PageFolder> page, Hosts hosts);
    ~Api() override;
    [[nodiscard]] PageAnswer answer(const RequestHead& request) const override;
    [[nodiscard]] PageAnswer plain_answer(int status) const override;

private:
    [[nodiscard]] Json asked(const RequestHead& request) const;

    std::unique_ptr<RunAnswers> m_run;
    std::unique_ptr<PageFolder> m_page;  ///< null: no page
    Hosts m_hosts;
};

}  // namespace covmap::cli
