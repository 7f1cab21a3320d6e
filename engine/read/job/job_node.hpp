// The job file as a tree that remembers lines and the order of keys: what job.cpp makes of TOML, for the readers of sections.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/job/job.hpp"
#include "read/job/job.hpp"

namespace covmap::read {

struct JobMember;

/// One value of the job file.
struct JobNode {
    enum class Kind { table, array, text, integer, real, boolean, date };

    Kind kind = Kind::table;
    int line = 0;
    std::string option;  ///< «--set output.folder» where the value comes from the command line
    std::string text;    ///< text and date (ISO); with `option`, any scalar as it was typed
    std::int64_t integer = 0;
    double real = 0;  ///< also set for integers
    bool boolean = false;
    std::vector<JobMember> members;  ///< of a table, in the order of the file
    std::vector<JobNode> items;      ///< of an array

    [[nodiscard]] const JobNode* find(const std::string& key) const;
    [[nodiscard]] JobNode* find(const std::string& key);
};

struct JobMember {
    std::string key;
    JobNode value;
};

inline constexpr std::size_t kMostJobFaults = 1000;

/// Thrown by JobFaults::add() where so many faults are enough: what follows is not read.
struct TooManyJobFaults {};

/// The faults of one job file, each once.
class JobFaults {
public:
    explicit JobFaults(std::string path) : m_path(std::move(path)) {}
    void add(const JobNode& at, const std::string& what);
    void add(int line, const std::string& what);
    /// Ordered by line.
    [[nodiscard]] std::vector<JobFault> sorted() const;

private:
    void add(JobFault fault);

    std::string m_path;
    std::vector<JobFault> m_faults;
    std::set<std::pair<std::string, std::string>> m_known;  ///< where, what
};

/// One table while it is read. Each key asked for counts as known; finish() reports the others with the nearest known one.
/// Values of a wrong type are reported and read as absent.
class JobTable {
public:
    /// `name` is how messages call the table: «[[demand]]», «columns».
    JobTable(const JobNode& table, std::string name, JobFaults& faults);

    [[nodiscard]] const JobNode& node() const { return m_table; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] JobFaults& faults() const { return m_faults; }

    const JobNode* find(const std::string& key);
    [[nodiscard]] bool has(const std::string& key) const { return m_table.find(key) != nullptr; }
    std::string text(const std::string& key);  ///< empty when absent
    std::string required_text(const std::string& key, const std::string& example);
    std::string word(const std::string& key, const std::vector<std::string>& words, const std::string& otherwise);
    std::string iso_date(const std::string& key);
    bool flag(const std::string& key, bool otherwise);
    std::vector<std::string> texts(const std::string& key);                  ///< a list, or one text
    const JobNode* table(const std::string& key);                            ///< null when absent or not a table
    core::Text label(const std::string& key, const std::string& otherwise);  ///< one text, or { fr, en }
    /// A later version's key: refused by name.
    void not_yet(const std::string& key, const std::string& instead);
    void finish();

private:
    const JobNode& m_table;
    std::string m_name;
    JobFaults& m_faults;
    std::vector<std::string> m_known;    ///< asked for: suggested to those who misspell
    std::vector<std::string> m_refused;  ///< reported by not_yet()
};

// Values, each from one node: wrong ones are reported and read as absent.
std::string read_text(const JobNode& node, const std::string& what, JobFaults& faults);
std::vector<std::string> read_texts(const JobNode& node, const std::string& what, JobFaults& faults);
std::optional<double> read_number(const JobNode& node, const std::string& what, JobFaults& faults);
std::optional<int> read_count(const JobNode& node, const std::string& what, JobFaults& faults);
/// A list of numbers, or "none".
model::RasterNoData read_nodata(const JobNode& node, JobFaults& faults);
/// «name = text» pairs in the order of the file.
std::vector<std::pair<std::string, std::string>> read_pairs(const JobNode& node, const std::string& what, JobFaults& faults);
/// «kind = [codes]» or «kind = code».
std::map<std::string, std::vector<std::string>> read_lists(const JobNode& node, const std::string& what, JobFaults& faults);
/// Reports a name that is not [a-z][a-z0-9_]{0,19}.
void check_name(const JobNode& at, const std::string& name, const std::string& what, JobFaults& faults);
/// Reports `word` where it is not among `words`, with the nearest one.
bool check_word(const JobNode& at, const std::string& word, const std::vector<std::string>& words, const std::string& what,
                JobFaults& faults);
/// «; did you mean «x»?» or nothing.
std::string did_you_mean(const std::string& name, const std::vector<std::string>& candidates);

/// source, layer, crs, title, publisher, date, licence, url, confidential of `table`; files found from `folder`.
model::Source read_source(JobTable& table, const std::string& folder, const std::string& example);
/// A source given as one path or as a table { source, layer, crs, … }.
model::Source read_source(const JobNode& node, const std::string& what, const std::string& folder, JobFaults& faults);
/// The files that `given` names: the path itself, or the matches of a glob, sorted.
std::vector<std::string> source_files(const JobNode& at, const std::string& given, const std::string& folder, JobFaults& faults);

/// Every section of the tree, and what must hold between them (job_parse.cpp).
model::Job job_of(const JobNode& root, const std::string& path, JobFaults& faults);

}  // namespace covmap::read
