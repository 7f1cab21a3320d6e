// What a job's TOML may hold, and that neither the parser nor what makes a tree of it is led deeper.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/job/job_node.hpp"
#include "read/job/toml_bounds.hpp"
#include "read/support/job_folder.hpp"

using namespace covmap::read;
using namespace covmap::test;
using Catch::Contains;

namespace {

/// "a.a.a": a key of so many parts.
std::string key(int parts, const std::string& part = "a") {
    std::string text = part;
    for (int i = 1; i < parts; ++i) text += "." + part;
    return text;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

/// Line of the excess; 0: none.
int line_of(const std::string& text) {
    const auto excess = toml_excess(text);
    return excess ? excess->line : 0;
}

}  // namespace

TEST_CASE("a key of 20,000 parts is a fault of its line, not a crash") {
    const JobFolder folder;
    const std::vector<std::string> deep = {key(20'000) + " = 1",
                                           key(20'000, "\"a\"") + " = 1",
                                           key(20'000, "a ") + " = 1",
                                           "[" + key(20'000) + "]",
                                           "[[" + key(20'000) + "]]",
                                           "x = { " + key(20'000) + " = 1 }",
                                           "x = " + std::string(20'000, '[') + std::string(20'000, ']'),
                                           "x = " + repeated("{a=", 20'000) + "1" + std::string(20'000, '}'),
                                           "x = " + repeated("[{a.b=", 20'000),
                                           "x = \"\"\"\n\"\"\"\n" + key(20'000) + " = 1"};
    for (std::size_t i = 0; i < deep.size(); ++i) {
        INFO(deep[i].substr(0, 20));
        CHECK_ONE_FAULT(folder.faults(kLeast + deep[i] + "\n"), kLeastLines + (i + 1 == deep.size() ? 3 : 1),
                        "a value lies over 32 tables and lists deep");
    }
}

TEST_CASE("an option --set leads no deeper") {
    const JobFolder folder;
    CHECK_THROWS_WITH(folder.faults(kLeast, {key(20'000) + "=1"}), Contains("so deep"));
    CHECK_THROWS_WITH(folder.faults(kLeast, {"name=" + std::string(20'000, '[')}), Contains("32 tables and lists deep"));
    CHECK_THROWS_WITH(folder.faults(kLeast, {"name={" + key(20'000) + "=1}"}), Contains("32 tables and lists deep"));
}

TEST_CASE("the depth of a value counts headers, keys, lists and inline tables, and ends with them") {
    CHECK(line_of(key(kDeepestToml) + " = 1") == 0);
    CHECK(line_of(key(kDeepestToml + 1) + " = 1") == 1);
    CHECK(line_of("[" + key(kDeepestToml - 2) + "]\na.b = 1") == 0);
    CHECK(line_of("[" + key(kDeepestToml - 2) + "]\na.b.c = 1") == 2);
    CHECK(line_of("[" + key(kDeepestToml - 2) + "]\n[a]\na.b.c = 1") == 0);
    CHECK(line_of("\n# b\na = [ # ]\n{ b.c = [\n" + std::string(kDeepestToml - 5, '[') + "1") == 0);
    CHECK(line_of("\n# b\na = [ # ]\n{ b.c = [\n" + std::string(kDeepestToml - 4, '[') + "1") == 5);
    CHECK(line_of("a = [" + repeated("{ b = [{}] }, ", 1000) + "]") == 0);
    CHECK(line_of(repeated("a = [[[[]]], {b.c = {}}]\n", 500)) == 0);
}

TEST_CASE("dots and brackets in strings and comments are none, whatever the strings' kind and end") {
    const std::string much = repeated(".[{", 2000);
    for (const std::string& text :
         {"a = \"" + much + "\"", "a = '" + much + "'", "a = \"\\\"" + much + "\"", "a = '\\' # " + much,
          "a = \"\"\"\n" + much + "\n\"" + much + "\"\"" + much + "\\\"\"\"" + much + "\"\"\"",
          "a = '''" + much + "\n''" + much + "'''", "a = \"\"\"\"\" " + much + "\"\"\"\"\"", "\"" + much + "\" = 1",
          "'" + much + "' = 1", "# " + much, "a = 1 # " + much, "a = [ # " + much + "\n]", "a = 1" + repeated(".", 500),
          "[\"" + much + "\"]"}) {
        INFO(text.substr(0, 12));
        CHECK(line_of(text) == 0);
        CHECK(line_of(text + "\n" + key(100) + " = 1") > 1);  // and it is at home again behind them
    }
}

TEST_CASE("a job of 100,000 tables, keys or values is a fault of the line where it goes too far") {
    const JobFolder folder;
    const auto fault = [&](const std::string& text) {
        const std::vector<JobFault> faults = folder.faults(kLeast + text);
        REQUIRE(faults.size() == 1);
        return faults.front();
    };
    const std::size_t own = 8;  // keys and tables of the least job
    for (const std::string table : {"[[supply]]\n", "[a]\n", "a = 1\n"}) {
        const JobFault found = fault(repeated(table, 100'000));
        CHECK_THAT(found.what, Contains("over 10000 keys and tables"));
        CHECK(found.line > static_cast<int>(kMostTomlKeys - own - 10));
        CHECK(found.line <= static_cast<int>(kMostTomlKeys) + kLeastLines);
    }
    CHECK_THAT(fault("a = [" + repeated("{},", 100'000) + "]").what, Contains("over 10000 keys and tables"));
    CHECK_THAT(fault("a = [" + repeated("1,", 300'000) + "]").what, Contains("over 200000 values"));
    CHECK_THAT(fault("a = \"" + std::string(kMostTomlBytes, 'x') + "\"").what, Contains("over 16 MiB"));
    CHECK(line_of("a = [" + repeated("\"46127\",", 100'000) + "]") == 0);
}

TEST_CASE("a job file without an end is refused, not read for ever") {
    const std::vector<JobFault> faults = job_faults("/dev/zero");
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults.front().what, Contains("over 16 MiB"));
}

TEST_CASE("a thousand faults are enough, each is told once") {
    const JobFolder folder;
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "x" + std::to_string(i) + " = 1\n";
    const std::vector<JobFault> faults = folder.faults("version = 1\n" + text);
    CHECK(faults.size() == kMostJobFaults + 1);
    CHECK_THAT(faults.back().what, Contains("enough"));
    CHECK_THROWS_WITH(parse_job(folder.job()), Contains("1001 faults"));
}

TEST_CASE("many markets that hold everywhere are a fault each, not one of each pair") {
    const JobFolder folder;
    const std::vector<JobFault> faults = folder.faults(kLeast + repeated("[[market]]\noperators = [\"a\"]\n", 100));
    CHECK(std::count_if(faults.begin(), faults.end(),
                        [](const JobFault& fault) { return fault.what.find("hold everywhere") != std::string::npos; }) == 99);
}

TEST_CASE("a message lists thirty words at most") {
    const JobFolder folder;
    std::string operators;
    for (int i = 0; i < 1000; ++i) operators += "\"o" + std::to_string(i) + "\",";
    const std::vector<JobFault> faults =
        folder.faults(kLeast + "[[market]]\noperators = [" + operators + "]\naliases = { zz = [\"a\"] }\n");
    CHECK(reported(faults, kLeastLines + 3, "\"o29\" or one of 970 others, not \"zz\""));
}
